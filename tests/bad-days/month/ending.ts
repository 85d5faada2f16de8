import { calendarAt } from '../../../server/sandbox/tenant/views.ts';
import { keptSessions } from '../../features/following/month/outlook.ts';
import type { Scene } from '../../features/following/month/world.ts';

const [from, to] = [new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')];

/** How a month ended, in words that do not depend on who did it when: by what, one line each. */
export interface Ending {
  sessions: string[];
  calendars: string[];
  histories: string[];
  notices: string[];
}

async function query<Row extends object>({ context }: Scene, sql: string): Promise<Row[]> {
  return (await context.db.system((tx) => tx.query<Row>(sql))).rows;
}

async function sessionsOf(scene: Scene): Promise<string[]> {
  return (await keptSessions(scene, 'all')).map(({ id, state, kind, starts_at, ends_at, organizer, sync_problem, people, responses }) => {
    const answers = people.map((one) => `${one.email} ${responses[one.id] ?? 'none'}`).toSorted();
    return `${id} ${kind} ${state} ${starts_at.toISOString()} to ${ends_at.toISOString()} by ${organizer}, ${sync_problem ?? 'no problem'}: ${answers.join(', ')}`;
  });
}

/** Everybody's meetings of ours, cancelled ones too, by the session that they were made for. */
async function calendarsOf({ simulation: { tenant } }: Scene): Promise<string[]> {
  const sessionOf = new Map([...tenant.state.all('event')].flatMap((one) => (one.transaction === null ? [] : [[one.iCalUId, one.transaction.id] as const])));
  return [...tenant.state.all('person')].flatMap(({ address }) =>
    calendarAt(tenant, address, from, to).flatMap((one) => {
      const session = sessionOf.get(one.iCalUId);
      const answers = one.attendees.map((who) => `${who.address} ${who.response}`).toSorted();
      return session === undefined ? [] : [`${address}: ${session} ${one.start} to ${one.end}${one.isCancelled ? ', cancelled' : ''}: ${answers.join(', ')}`];
    }),
  );
}

export async function endingOf(scene: Scene): Promise<Ending> {
  const histories = await query<{ line: string }>(scene, `select session_id || ' ' || string_agg(what, ', ' order by id) as line from history where session_id is not null group by session_id`);
  const notices = await query<{ line: string }>(scene, `select p.email || ' ' || n.kind || ' ' || coalesce(n.session_id::text, '') || ' ' || count(*) as line from notices n join people p on p.tenant_id = n.tenant_id and p.id = n.person_id where n.state = 'said' group by p.email, n.kind, n.session_id`);
  const lines = (rows: { line: string }[]): string[] => rows.map(({ line }) => line).toSorted();
  return { sessions: (await sessionsOf(scene)).toSorted(), calendars: (await calendarsOf(scene)).toSorted(), histories: lines(histories), notices: lines(notices) };
}

/** Lines that only one of two endings has: `-` of the first, `+` of the second. */
export function difference(one: string[], other: string[]): string[] {
  const less = (all: string[], without: string[]): string[] => {
    const rest = [...without];
    return all.filter((line) => {
      const at = rest.indexOf(line);
      if (at >= 0) rest.splice(at, 1);
      return at < 0;
    });
  };
  return [...less(one, other).map((line) => `- ${line}`), ...less(other, one).map((line) => `+ ${line}`)].toSorted((a, b) => a.slice(2).localeCompare(b.slice(2)));
}
