import type { AddCommitment, Board, ChangeCommitment, Commitment, CommitmentState, CommitmentStep, ReviewCommitment, TakeStep } from '../../../server/features/commitments/contract.ts';
import type { Sending } from '../../components/outbox.ts';

/** A commitment as it is shown: what was just done is there at once, marked until the server has it. */
export type ShownCommitment = Commitment & { pending: boolean };
/** Lines that stand together: a session's, or (without a session) an engagement's. */
export type Lines = Pick<Board, 'engagementId' | 'myRole' | 'commitments' | 'goals' | 'zone' | 'can' | 'lastEventId'> & { sessionId: string | null; lastTime: Commitment[] };
export type Shown<B extends Lines> = Omit<B, 'commitments' | 'lastTime'> & { commitments: ShownCommitment[]; lastTime: ShownCommitment[] };
export type ShownBoard = Shown<Board>;

export const addPath = (engagementId: string): string => `/api/engagements/${engagementId}/commitments`;
export const onePath = (id: string): string => `/api/commitments/${id}`;

const idOf = (path: string): string | null => /^\/api\/commitments\/([^/]+)/.exec(path)?.[1] ?? null;

const after: Partial<Record<CommitmentStep, CommitmentState>> = { accept: 'open', tick: 'done', untick: 'open', drop: 'dropped', reopen: 'open' };

/** The day that was chosen; words are understood where they arrive. */
export const dayOf = (due: AddCommitment['due']): string | null => (due?.type === 'day' ? due.on : null);

function stepped(row: ShownCommitment, { step }: TakeStep): ShownCommitment {
  const answered = ['shrink', 'get-help', 'drop'].includes(step);
  return { ...row, state: after[step] ?? row.state, asks: row.asks && !answered, wantsHelp: row.wantsHelp || step === 'get-help' };
}

function lookedBack(row: ShownCommitment, { outcome, sessionId, learnt = '', due }: ReviewCommitment): ShownCommitment {
  const before = row.review?.sessionId === sessionId ? row.review : null;
  const same = before?.outcome === outcome && before.learnt === learnt;
  const review = { sessionId, outcome, learnt, at: row.createdAt, version: (before?.version ?? 0) + (same ? 0 : 1) };
  return { ...row, dueOn: due === undefined ? row.dueOn : dayOf(due), review };
}

function changed(row: ShownCommitment, { text = row.text, goalId = row.goalId, due }: ChangeCommitment): ShownCommitment {
  return { ...row, text, goalId, dueOn: due === undefined ? row.dueOn : dayOf(due) };
}

const saysOf = ({ text, goalId, dueOn, state, asks, wantsHelp, review }: ShownCommitment): string =>
  JSON.stringify([text, goalId, dueOn, state, asks, wantsHelp, review?.sessionId, review?.outcome, review?.learnt]);

/** The version counts on as the server will count: what is done next comes on top of this, and not against it. */
function changedBy(row: ShownCommitment, { path, body }: Sending): ShownCommitment {
  const done = path.endsWith('/step') ? stepped(row, body as TakeStep) : path.endsWith('/review') ? lookedBack(row, body as ReviewCommitment) : changed(row, body as ChangeCommitment);
  return { ...done, version: row.version + (saysOf(done) === saysOf(row) ? 0 : 1), pending: true };
}

const isRemoval = ({ path, body }: Sending): boolean => path.endsWith('/step') && (body as TakeStep).step === 'remove';

function newRow(board: Lines, { body }: Sending): ShownCommitment {
  const { id, text, goalId = null, due } = body as AddCommitment;
  const state = board.myRole === 'client' ? ('open' as const) : ('proposed' as const);
  return {
    id, text, goalId, state, engagementId: board.engagementId, sessionId: board.sessionId, dueOn: dayOf(due), proposedBy: board.myRole, slips: 0, asks: false, wantsHelp: false,
    review: null, version: 0, createdAt: '', doneAt: null, can: { reword: false, accept: false, tick: false }, pending: true,
  };
}

/** A row as it is shown stays the same thing for as long as the row does. */
const shownAs = new WeakMap<Commitment, ShownCommitment>();

function plainly(row: Commitment): ShownCommitment {
  const shown = shownAs.get(row) ?? { ...row, pending: false };
  shownAs.set(row, shown);
  return shown;
}

/** The board with what was done here and has not arrived yet. */
export function overlay<B extends Lines>(board: B, waiting: readonly Sending[]): Shown<B> {
  const plain = (rows: Commitment[]): ShownCommitment[] => rows.map(plainly);
  const shown = { commitments: plain(board.commitments), lastTime: plain(board.lastTime) };
  const adding = addPath(board.engagementId);
  for (const one of waiting) {
    const id = idOf(one.path);
    const change = (rows: ShownCommitment[]): ShownCommitment[] =>
      isRemoval(one) ? rows.filter((row) => row.id !== id) : rows.map((row) => (row.id === id ? changedBy(row, one) : row));
    if (id) {
      shown.commitments = change(shown.commitments);
      shown.lastTime = change(shown.lastTime);
    } else if (one.path === adding && (one.body as AddCommitment).sessionId === board.sessionId && !shown.commitments.some((row) => row.id === (one.body as AddCommitment).id)) {
      shown.commitments = [...shown.commitments, newRow(board, one)];
    }
  }
  return { ...board, ...shown };
}
