import type { Actor, Party } from '../../access/actor.ts';
import { authoriseLead } from '../../access/programme.ts';
import { authorise, type EngagementScope } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { notFound } from '../../platform/errors.ts';
import { attendanceWithHistories } from '../attendance/service.ts';
import { longestDays, type CsvFile, type EngagementLog, type LogQuery, type ProgrammeLog, type ProgrammeQuery } from './contract.ts';
import { fileOf, frameOf, linesFrom, todayIn, type Line } from './present.ts';
import { figuresOf, grouped, monthsOf, periodOf, tookPlace } from './rules.ts';
import { engagementOf, engagementsOfProgramme, linesOfEngagement, linesOfProgramme, type EngagementRow } from './store.ts';

interface Read {
  period: { from: string; to: string };
  lines: Line[];
}

async function readEngagement(tx: Queryable, scope: EngagementScope, query: LogQuery, now: Date): Promise<Read & { engagement: EngagementRow }> {
  const engagement = await engagementOf(tx, scope, now);
  const period = periodOf(query, todayIn(engagement, now), longestDays);
  const rows = await linesOfEngagement(tx, scope, frameOf(period), now);
  return { engagement, period, lines: linesFrom(rows, new Map([[engagement.id, engagement]]), period) };
}

/** The engagement that a personal link opens; the link names no other way to it. */
export function engagementOfLink(who: Party): string {
  if (who.onlyEngagement === null) throw notFound('The engagement');
  return who.onlyEngagement;
}

const listedOf = (lines: readonly Line[], outcome: LogQuery['outcome']): Line[] => lines.filter((line) => outcome === undefined || line.outcome === outcome);

/** Every session of an engagement in a period with its verdict, and what they come to; for client, coach and a programme lead. */
export const engagementLogFor = (context: AppContext, who: Party, engagementId: string, query: LogQuery): Promise<EngagementLog> =>
  context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authorise(tx, who, engagementId, 'see-attendance');
    const now = context.clock.now();
    const { engagement, period, lines } = await readEngagement(tx, scope, query, now);
    const verdicts = await attendanceWithHistories(tx, scope, now);
    return {
      engagementId,
      clientName: engagement.client_name,
      coachName: engagement.coach_name,
      ...period,
      figures: figuresOf(lines),
      months: monthsOf(lines, period),
      sessions: listedOf(lines, query.outcome).flatMap(({ sessionId, row, outcome, clientLate, coachLate }) => {
        const attendance = verdicts.get(sessionId);
        return attendance ? [{ sessionId, kind: row.kind, outcome, clientLate, coachLate, attendance }] : [];
      }),
    };
  });

/** The same as a file. */
export const engagementFile = (context: AppContext, who: Party, engagementId: string, query: LogQuery): Promise<CsvFile> =>
  context.db.scoped(who.tenantId, async (tx) => {
    const { period, lines } = await readEngagement(tx, await authorise(tx, who, engagementId, 'see-attendance'), query, context.clock.now());
    return { name: nameOf('attendance', period), csv: fileOf(listedOf(lines, query.outcome)) };
  });

const nameOf = (what: string, { from, to }: Read['period']): string => `${what}-${from}-to-${to}.csv`;

async function readProgramme(tx: Queryable, actor: Actor, query: ProgrammeQuery, now: Date): Promise<Read & { engagements: EngagementRow[] }> {
  const scope = authoriseLead(actor);
  const engagements = await engagementsOfProgramme(tx, scope, now);
  const period = periodOf(query, now.toISOString().slice(0, 10), longestDays);
  const rows = await linesOfProgramme(tx, scope, frameOf(period), now);
  return { engagements, period, lines: linesFrom(rows, new Map(engagements.map((one) => [one.id, one])), period) };
}

const ofEngagement = (lines: readonly Line[], engagementId: string | undefined): readonly Line[] =>
  engagementId === undefined ? lines : lines.filter((line) => line.engagementId === engagementId);

const iso = (at: Date | number | null): string | null => (at === null ? null : new Date(at).toISOString());

const presentRow = (one: EngagementRow, lines: readonly Line[]): ProgrammeLog['engagements'][number] => ({
  engagementId: one.id,
  clientName: one.client_name,
  coachName: one.coach_name,
  status: one.status,
  figures: figuresOf(lines),
  lastHeldAt: iso(lines.find(tookPlace)?.start ?? null),
  nextSessionAt: iso(one.next_session_at),
});

/** Sessions listed on a screen at most. */
const mostListed = 200;

/** All engagements of the tenant in a period, for a programme lead: attendance, and nothing that anybody wrote. */
export const programmeLogFor = (context: AppContext, actor: Actor, query: ProgrammeQuery): Promise<ProgrammeLog> =>
  context.db.scoped(actor.tenantId, async (tx) => {
    const { engagements, period, lines } = await readProgramme(tx, actor, query, context.clock.now());
    const chosen = ofEngagement(lines, query.engagementId);
    const listed = listedOf(chosen, query.outcome);
    const byEngagement = grouped(lines, ({ engagementId }) => engagementId);
    return {
      ...period,
      figures: figuresOf(chosen),
      months: monthsOf(chosen, period),
      engagements: engagements.map((one) => presentRow(one, byEngagement.get(one.id) ?? [])),
      sessions: listed.slice(0, mostListed).map(({ sessionId, row, outcome, clientLate, coachLate, engagement, start }) => ({
        sessionId, kind: row.kind, outcome, clientLate, coachLate, engagementId: engagement.id, clientName: engagement.client_name, coachName: engagement.coach_name,
        start: new Date(start).toISOString(), end: new Date(row.ends_at).toISOString(),
      })),
      more: listed.length > mostListed,
    };
  });

/** The same as a file. */
export const programmeFile = (context: AppContext, actor: Actor, query: ProgrammeQuery): Promise<CsvFile> =>
  context.db.scoped(actor.tenantId, async (tx) => {
    const { period, lines } = await readProgramme(tx, actor, query, context.clock.now());
    return { name: nameOf('programme-attendance', period), csv: fileOf(listedOf(ofEngagement(lines, query.engagementId), query.outcome)) };
  });
