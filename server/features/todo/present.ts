import type { Todo, TodoLine } from './contract.ts';
import { isOpen, merge } from './rules.ts';
import type { LineRow, ListRow } from './store.ts';

function stateOf({ commitment, task }: LineRow): TodoLine['state'] {
  if (task === null) return 'coming';
  if (task.state !== 'there') return task.state;
  if (task.refusedVersion === commitment.version) return 'refused';
  return task.taskId === null ? 'coming' : 'there';
}

function presentLine(line: LineRow): TodoLine {
  const { commitment, task } = line;
  const compared = task?.state === 'there' && task.taskId !== null && !task.thereGone && isOpen(line);
  return {
    commitmentId: commitment.id,
    engagementId: commitment.engagementId,
    text: commitment.text,
    state: stateOf(line),
    differences: compared ? merge({ ...line, task }).differences : [],
  };
}

const stateOfList = (row: ListRow | null): Todo['state'] => {
  if (row === null) return 'fine';
  if (!row.wanted) return 'off';
  return row.removed ? 'list-removed' : (row.problem ?? 'fine');
};

/** To Do as its owner sees it: lines that stand there or are on their way, of engagements that go on. */
export function presentTodo(row: ListRow | null, lines: LineRow[]): Todo {
  const state = stateOfList(row);
  return {
    wanted: row?.wanted ?? true,
    state,
    permission: row?.permission ?? null,
    readAt: row?.read_at ? new Date(row.read_at).toISOString() : null,
    lines: lines.filter((line) => line.commitment.status === 'active' && (line.task !== null || isOpen(line)) && !line.commitment.removed).map(presentLine),
  };
}
