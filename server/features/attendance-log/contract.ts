import { z } from 'zod';
import { attendance } from '../attendance/contract.ts';
import { engagementStatus } from '../engagements/contract.ts';
import { date, instant, uuid } from '../people/contract.ts';
import { sessionKind } from '../scheduling/contract.ts';

/**
 * What the log counts a session as. 'open': it is over, and nobody can tell yet or the verdict is disputed. 'cancelled': called off in
 * time or put off by agreement, which counts for nobody and against nobody.
 */
export const logOutcome = z.enum(['held', 'cut-short', 'client-missed', 'coach-missed', 'late-cancel', 'open', 'cancelled']);
export type LogOutcome = z.infer<typeof logOutcome>;

/** How far a period may reach: a year of whole months and the month it began in. */
export const longestDays = 400;

const period = {
  /** First and last day, in the client's zone; without them the last twelve months, the present one included. */
  from: date.optional(),
  to: date.optional(),
};
const inOrder = { path: ['to'], message: 'must not be before from' };
const notTooLong = { path: ['to'], message: `must be at most ${longestDays} days after from` };
const ordered = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean => !from || !to || to >= from;
const bounded = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean => !from || !to || Date.parse(to) - Date.parse(from) <= longestDays * 86_400_000;

export const logQuery = z.strictObject({ ...period, outcome: logOutcome.optional() }).refine(ordered, inOrder).refine(bounded, notTooLong);
export type LogQuery = z.infer<typeof logQuery>;

/** `engagementId` and `outcome` choose which sessions are listed; figures and months are those of the chosen engagement, whatever the outcome. */
export const programmeQuery = z.strictObject({ ...period, outcome: logOutcome.optional(), engagementId: uuid.optional() }).refine(ordered, inOrder).refine(bounded, notTooLong);
export type ProgrammeQuery = z.infer<typeof programmeQuery>;

/** How punctual somebody was in the sessions that took place and of which it is known when they came. */
const punctuality = z.strictObject({
  known: z.int(),
  /** Of those, how often they were there in time, by the engagement's own rule. */
  onTime: z.int(),
  /** Median minutes of being late when they were; null when they never were. */
  lateMinutes: z.number().nullable(),
});
export type Punctuality = z.infer<typeof punctuality>;

/** What a period comes to. */
export const figures = z.strictObject({
  /** Sessions that took place, also those cut short. */
  held: z.int(),
  cutShort: z.int(),
  clientMissed: z.int(),
  coachMissed: z.int(),
  lateCancelled: z.int(),
  /** Those booked of which it is known what became of them: held, missed and cancelled late. `held` of `counted` is the rate. */
  counted: z.int(),
  /** Booked and over, and nobody can tell yet: in no other figure. */
  open: z.int(),
  /** Cancelled in time or moved: in no other figure. */
  cancelled: z.int(),
  /** Median of whole days from each session that took place to the next of the same engagement; null with fewer than two. */
  medianDaysBetween: z.number().nullable(),
  client: punctuality,
  coach: punctuality,
});
export type Figures = z.infer<typeof figures>;

/** One calendar month in the clients' zones. */
export const logMonth = z.strictObject({ month: z.string(), held: z.int(), missed: z.int(), lateCancelled: z.int(), open: z.int() });
export type LogMonth = z.infer<typeof logMonth>;

const range = { from: date, to: date };

/** A session of the log. Minutes late: 0 in time, null when it is not known when they came. */
const line = { sessionId: uuid, kind: sessionKind, outcome: logOutcome, clientLate: z.int().nullable(), coachLate: z.int().nullable() };

export const engagementLog = z.strictObject({
  engagementId: uuid,
  clientName: z.string(),
  coachName: z.string(),
  ...range,
  figures,
  months: z.array(logMonth),
  /** Latest first, with what each verdict rests on and how it came about. */
  sessions: z.array(z.strictObject({ ...line, attendance })),
});
export type EngagementLog = z.infer<typeof engagementLog>;

/** Attendance alone: nothing that anybody wrote is in it. */
export const programmeLog = z.strictObject({
  ...range,
  figures,
  months: z.array(logMonth),
  engagements: z.array(z.strictObject({
    engagementId: uuid,
    clientName: z.string(),
    coachName: z.string(),
    status: engagementStatus,
    figures,
    lastHeldAt: instant.nullable(),
    nextSessionAt: instant.nullable(),
  })),
  /** Latest first. */
  sessions: z.array(z.strictObject({ ...line, engagementId: uuid, clientName: z.string(), coachName: z.string(), start: instant, end: instant })),
  /** True when there are more sessions than are listed; the file has all of them. */
  more: z.boolean(),
});
export type ProgrammeLog = z.infer<typeof programmeLog>;

/** A file to keep: RFC 4180, UTF-8 with a byte order mark, one line a session. */
export const csvFile = z.strictObject({ name: z.string(), csv: z.string() });
export type CsvFile = z.infer<typeof csvFile>;
