import { contextOf, ok, type Answer, type OwnedCall } from '../call.ts';
import { GraphError } from '../errors.ts';
import { allowOptions, linkTo } from '../odata/query.ts';
import { presentTask } from '../present/todo.ts';
import { listOf } from './todo.ts';

const PAGE = 50;
const TOKEN_LIFE = 30 * 86_400_000;

/** Where a caller stands: `seen` changes of the list, of which `first` rounds tell no removals; `at` is the instant of issue (epoch ms). */
interface Position {
  list: string;
  seen: number;
  first: boolean;
  at: number;
}

function positionOf(call: OwnedCall, list: string): Position {
  const token = call.query.get('$deltatoken') ?? call.query.get('$skiptoken');
  const at = call.tenant.clock.now().getTime();
  if (token === null) return { list, seen: 0, first: true, at };
  const position = readToken(token);
  if (position?.list === list && at - position.at < TOKEN_LIFE) return position;
  throw new GraphError(410, 'SyncStateNotFound', 'The sync state generation is not found; a full synchronization is required.', { location: `${call.url.origin}${call.url.pathname}` });
}

function readToken(token: string): Position | null {
  try {
    const value = JSON.parse(Buffer.from(token, 'base64url').toString()) as Partial<Position>;
    return Number.isFinite(value.seen) && Number.isFinite(value.at) ? (value as Position) : null;
  } catch {
    return null;
  }
}

/** GET tasks/delta: what changed in a list since a token, in pages, in the order it happened. */
export function deltaOfTasks(call: OwnedCall): Answer {
  allowOptions(call, ['$deltatoken', '$skiptoken']);
  const list = listOf(call);
  const position = positionOf(call, list.id);
  const { state } = call.tenant;
  const since = <T extends { listId: string; change: number }>(all: Iterable<T>): T[] => [...all].filter(({ listId, change }) => listId === list.id && change > position.seen);
  const changes = [
    ...since(state.of('todoTask', list.mailbox)).map((task) => ({ change: task.change, item: presentTask(task, false) })),
    ...(position.first ? [] : since(state.of('todoTombstone', list.mailbox)).map(({ id, change }) => ({ change, item: { '@removed': { reason: 'deleted' }, id } }))),
  ].toSorted((a, b) => a.change - b.change);
  const page = changes.slice(0, call.prefer.maxPageSize ?? PAGE);
  const done = page.length === changes.length;
  const next: Position = { list: list.id, seen: page.at(-1)?.change ?? position.seen, first: position.first && !done, at: call.tenant.clock.now().getTime() };
  const token = Buffer.from(JSON.stringify(next)).toString('base64url');
  return ok({
    '@odata.context': contextOf('Collection(todoTask)'),
    [done ? '@odata.deltaLink' : '@odata.nextLink']: linkTo(new URL(call.url.origin + call.url.pathname), { [done ? '$deltatoken' : '$skiptoken']: token }),
    value: page.map(({ item }) => item),
  });
}
