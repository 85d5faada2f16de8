import { dateOf, localDay, localText, zoneTable } from '../../platform/zones.ts';
import type { LogOutcome } from './contract.ts';
import { csvOf, outcomeOf, type LogLine } from './rules.ts';
import type { EngagementRow, Frame, LineRow } from './store.ts';

/** A session with whom it was for. */
export type Line = LogLine & { row: LineRow; engagement: EngagementRow };

const zoneOf = ({ client_zone: zone }: Pick<EngagementRow, 'client_zone'>): string => zone ?? 'UTC';

const day = 86_400_000;
/** Wide enough for every zone: what is outside in the client's own is left out afterwards. */
export const frameOf = ({ from, to }: { from: string; to: string }): Frame => ({ from: new Date(Date.parse(from) - day), to: new Date(Date.parse(to) + 2 * day) });

export const todayIn = ({ client_zone }: Pick<EngagementRow, 'client_zone'>, now: Date): string => dateOf(localDay(zoneTable(zoneOf({ client_zone })), now.getTime()));

/** Lines of a period, by the day that they were on where the client is. */
export function linesFrom(rows: readonly LineRow[], engagements: ReadonlyMap<string, EngagementRow>, { from, to }: { from: string; to: string }): Line[] {
  return rows.flatMap((row) => {
    const engagement = engagements.get(row.engagement_id);
    if (!engagement) return [];
    const start = new Date(row.starts_at).getTime();
    const date = dateOf(localDay(zoneTable(zoneOf(engagement)), start));
    if (date < from || date > to) return [];
    const outcome = outcomeOf({ session: row.session_state, verdict: row.verdict, disputed: row.disputed });
    return [{ row, engagement, sessionId: row.session_id, engagementId: row.engagement_id, start, date, outcome, clientLate: row.client_late, coachLate: row.coach_late }];
  });
}

const outcomeNames: Record<LogOutcome, string> = {
  held: 'held', 'cut-short': 'ended early', 'client-missed': 'client not there', 'coach-missed': 'coach not there', 'late-cancel': 'cancelled at short notice',
  open: 'not known', cancelled: 'cancelled or moved',
};

const columns = ['Client', 'Coach', 'Date', 'Start', 'Time zone', 'Start (UTC)', 'Minutes planned', 'Kind', 'Outcome', 'Client late (minutes)', 'Coach late (minutes)'];

/** `09:30` where the client is. */
const clockOf = (zone: string, at: number): string => localText(at, zone).slice(11, 16);

/** The file of some sessions, oldest first. */
export const fileOf = (lines: readonly Line[]): string =>
  csvOf(columns, lines.toSorted((a, b) => a.start - b.start || (a.sessionId < b.sessionId ? -1 : 1)).map((line) => [
    line.engagement.client_name, line.engagement.coach_name, line.date, clockOf(zoneOf(line.engagement), line.start), zoneOf(line.engagement),
    new Date(line.start).toISOString(), Math.round((new Date(line.row.ends_at).getTime() - line.start) / 60_000), line.row.kind, outcomeNames[line.outcome],
    line.clientLate, line.coachLate,
  ]));
