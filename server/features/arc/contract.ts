import { z } from 'zod';
import { date, instant, role, uuid, version } from '../people/contract.ts';
import { cancelWay, relaxation, session, sessionKind, source } from '../scheduling/contract.ts';

/** As many sessions as one action books or one plan holds. */
const most = 60;

const relax = z.array(relaxation).max(10).default([]);
const minutes = z.int().min(15).max(240).multipleOf(5);
/** ISO weekday, 1 = Monday. */
const weekday = z.int().min(1).max(7).nullable();
/** Minute of the client's local day. */
const minuteOfDay = z.int().min(0).max(1425).multipleOf(15).nullable();

export const seriesWish = z
  .strictObject({
    kind: sessionKind.default('coaching'),
    minutes: minutes.optional(),
    /** The first date; left out: from next week. */
    first: date.optional(),
    everyDays: z.int().min(1).max(180),
    count: z.int().min(1).max(most).optional(),
    /** The last date; left out with `count` too: to the engagement's end. */
    until: date.optional(),
    weekday: weekday.default(null),
    minute: minuteOfDay.default(null),
    relax,
  })
  .refine((body) => !body.first || !body.until || body.until >= body.first, { path: ['until'], message: 'must not be before first' });
export type SeriesWish = z.input<typeof seriesWish>;

export const timeOption = z.strictObject({
  start: instant,
  end: instant,
  why: z.string(),
  certain: z.boolean(),
  /** Days after (before, when negative) the day that was aimed at. */
  daysOff: z.int(),
  /** Names of those whose calendars hold nothing at all that far ahead: free as far as can be known today. */
  notKnownYet: z.array(z.string()),
});
export type TimeOption = z.infer<typeof timeOption>;

export const occurrence = z.strictObject({
  /** The planned session it is for; null in a series. */
  itemId: uuid.nullable(),
  kind: sessionKind,
  minutes: z.int(),
  /** The day aimed at, in the client's zone. */
  day: date,
  /** The best time; null when none fits. */
  best: timeOption.nullable(),
  alternatives: z.array(timeOption).max(6),
  /** Sentences: who and what is in the way of a better time, or of any. */
  blocked: z.array(z.string()),
});
export type Occurrence = z.infer<typeof occurrence>;

export const calendarReach = z.strictObject({
  personId: uuid,
  role,
  displayName: z.string(),
  zone: z.string(),
  source,
  known: z.boolean(),
  note: z.string(),
  /** The end of the last thing in this calendar: what lies after it is "not known that far", not "free". */
  lastEntryAt: instant.nullable(),
});

export type CalendarReach = z.infer<typeof calendarReach>;

export const timesPreview = z.strictObject({
  occurrences: z.array(occurrence).max(most),
  calendars: z.array(calendarReach),
  /** What holds for all of them, in sentences. */
  notes: z.array(z.string()),
  /** To be sent when these are booked. */
  relax: z.array(relaxation),
  /** What would open times that there are not, one click each. */
  offers: z.array(z.strictObject({ label: z.string(), relax: z.array(relaxation) })),
});
export type TimesPreview = z.infer<typeof timesPreview>;

export const bookSeries = z
  .strictObject({
    /** Made by the client of the API, like the sessions' ids: pressing twice books once. */
    id: uuid,
    relax,
    sessions: z
      .array(z.strictObject({ id: uuid, kind: sessionKind.default('coaching'), start: instant, minutes, itemId: uuid.nullable().default(null) }))
      .min(1)
      .max(most),
  })
  .refine((body) => new Set(body.sessions.map((one) => one.id)).size === body.sessions.length, { path: ['sessions'], message: 'must not hold an id twice' });
export type BookSeries = z.input<typeof bookSeries>;

export const seriesBooked = z.strictObject({
  id: uuid,
  results: z.array(
    z.strictObject({
      id: uuid,
      /** Why it could not be booked; null when it stands. */
      why: z.string().nullable(),
      session: session.nullable(),
    }),
  ),
});
export type SeriesBooked = z.infer<typeof seriesBooked>;

export const cancelSeries = z.strictObject({ id: uuid });
/** What became of one of the sessions; those that are near follow the engagement's reschedule bands, each on its own. */
export const fate = z.enum(['cancelled', 'asked', 'asked-before', 'needs-reason', 'not-ours']);
export type Fate = z.infer<typeof fate>;

export const seriesCancelled = z.strictObject({
  /** How many are cancelled now. */
  cancelled: z.int(),
  /** All that were still to come, soonest first. */
  results: z.array(z.strictObject({ id: uuid, start: instant, fate })).max(most),
});
export type SeriesCancelled = z.infer<typeof seriesCancelled>;

export const planSettings = z.strictObject({
  cadenceDays: z.int().min(1).max(180),
  weekday,
  minute: minuteOfDay,
  /** Whose public holidays are left out; null for none. */
  regions: z.array(z.strictObject({ personId: uuid, region: z.string().max(32).regex(/^[A-Z]{2}(-[A-Za-z0-9-]{1,28})?$/, 'must be a region such as GB or DE-BE').nullable() })).max(3),
  /** Days that are left out whatever the calendars say, both included. */
  away: z
    .array(z.strictObject({ from: date, to: date }).refine((range) => range.to >= range.from, { path: ['to'], message: 'must not be before from' }))
    .max(20),
});
export type PlanSettings = z.infer<typeof planSettings>;

export const plannedKind = z.enum(['coaching', 'three-way']);

export const plannedItem = z.strictObject({
  id: uuid,
  kind: plannedKind,
  /** The day aimed at, in the client's zone, and the days around it that do as well. */
  day: date,
  from: date,
  to: date,
  status: z.enum(['planned', 'skipped']),
  /** The session that is this one's already. */
  sessionId: uuid.nullable(),
});
export type PlannedItem = z.infer<typeof plannedItem>;

export const planItem = plannedItem.extend({
  state: z.enum(['planned', 'skipped', 'booked', 'done', 'passed']),
  /** When the session is, once it is booked. */
  start: instant.nullable(),
  end: instant.nullable(),
});
export type PlanItem = z.infer<typeof planItem>;

export const plan = z.strictObject({
  version,
  settings: planSettings,
  items: z.array(planItem),
});
export type Plan = z.infer<typeof plan>;

export const planPage = z.strictObject({
  plan: plan.nullable(),
  /** What a first plan would be made with. */
  suggested: planSettings,
  threeWays: z.boolean(),
  /** Public holidays on weekdays of the engagement, of everybody whose region is chosen. */
  holidays: z.array(z.strictObject({ date, name: z.string(), people: z.array(z.string()) })).max(500),
  /** Why another plan should be looked at, in sentences; empty when this one still holds. */
  reasons: z.array(z.string()),
  /** Sessions booked in one action that are still to come. */
  series: z.array(
    z.strictObject({
      id: uuid,
      /** Those still to come, soonest first, and what cancelling each would do. */
      sessions: z.array(z.strictObject({ id: uuid, start: instant, cancel: cancelWay })).max(most),
    }),
  ),
  can: z.strictObject({ plan: z.boolean(), book: z.boolean() }),
});
export type PlanPage = z.infer<typeof planPage>;

export const planWish = z.strictObject({ settings: planSettings });
export type PlanWish = z.input<typeof planWish>;

export const proposedItem = plannedItem.extend({
  /** As it is planned now; null for a new one. */
  before: z.strictObject({ day: date, kind: plannedKind }).nullable(),
  /** False when no time suits everybody around that day. */
  fits: z.boolean(),
  /** Why it is new, moved or does not fit; empty when nothing changes. */
  why: z.string(),
});
export type ProposedItem = z.infer<typeof proposedItem>;

export const planProposal = z.strictObject({
  /** The plan it was made from; null when there is none. */
  version: version.nullable(),
  settings: planSettings,
  items: z.array(proposedItem).max(most),
  dropped: z.array(z.strictObject({ id: uuid, kind: plannedKind, day: date, why: z.string() })),
  calendars: z.array(calendarReach),
  notes: z.array(z.string()),
  /** Nothing would change. */
  same: z.boolean(),
});
export type PlanProposal = z.infer<typeof planProposal>;

export const savePlan = z
  .strictObject({
    /** The version that was read; null for the first plan. */
    version: version.nullable(),
    settings: planSettings,
    items: z.array(plannedItem.omit({ sessionId: true })).max(most),
  })
  .refine((body) => new Set(body.items.map((one) => one.id)).size === body.items.length, { path: ['items'], message: 'must not hold an id twice' });
export type SavePlan = z.input<typeof savePlan>;

export const planTimes = z.strictObject({
  /** Which planned sessions to find times for; left out: all that are open. */
  itemIds: z.array(uuid).min(1).max(most).optional(),
  relax,
});
export type PlanTimes = z.input<typeof planTimes>;

export const regionList = z.strictObject({ regions: z.array(z.strictObject({ code: z.string(), name: z.string() })) });
export type RegionList = z.infer<typeof regionList>;
