import { z } from 'zod';
import { date, instant, uuid, version } from '../people/contract.ts';

export const reviewMode = z.enum(['gentle', 'balanced', 'firm']);
export type ReviewMode = z.infer<typeof reviewMode>;

const weekday = z.int().min(1).max(7);

const wish = {
  /** Length in minutes; a block that has to may shrink to 20. */
  minutes: z.int().min(20).max(120).multipleOf(5),
  /** ISO weekdays on which it may lie, 1 = Monday. */
  days: z.array(weekday).min(1).max(7),
  /** Minutes from local midnight between which it may lie. */
  windowStart: z.int().min(0).max(1435).multipleOf(5),
  windowEnd: z.int().min(5).max(1440).multipleOf(5),
  /** Where it goes when nothing is in the way. */
  idealDay: weekday,
  idealMinute: z.int().min(0).max(1435).multipleOf(5),
  /** When it is shown as busy: shortly before, some days before, or always. */
  mode: reviewMode,
  /** How many weeks ahead it is planned. */
  horizonWeeks: z.int().min(1).max(8),
  /** How often Fieldwork may move it in one week. */
  movesAWeek: z.int().min(0).max(7),
  reminderMinutes: z.int().min(0).max(120).multipleOf(5),
  /** Whose public holidays it keeps off: `none`, or a region of `GET /api/holiday-regions` such as GB or DE-BE; null for the country of the zone. */
  holidays: z.string().max(32).nullable(),
};

export const saveReviewTime = z
  .strictObject({
    ...wish,
    /** As it was, while nothing is said. */
    holidays: wish.holidays.optional(),
    /** The version that was read; 0 to set it up for the first time. */
    version: z.int().min(0).max(2_147_483_647),
  })
  .refine((body) => body.windowEnd - body.windowStart >= body.minutes, { path: ['windowEnd'], message: 'must leave room for the whole length after windowStart' })
  .refine((body) => new Set(body.days).size === body.days.length, { path: ['days'], message: 'must name each day once' })
  .refine((body) => body.days.includes(body.idealDay), { path: ['idealDay'], message: 'must be one of the days' })
  .refine((body) => body.idealMinute >= body.windowStart && body.idealMinute + body.minutes <= body.windowEnd, {
    path: ['idealMinute'],
    message: 'must begin and end inside the window',
  });
export type SaveReviewTime = z.input<typeof saveReviewTime>;

export const reviewWish = z.strictObject(wish);
export type ReviewWish = z.infer<typeof reviewWish>;

export const reviewSettings = z.strictObject({
  ...wish,
  status: z.enum(['on', 'paused', 'off']),
  pausedUntil: date.nullable(),
  version,
});
export type ReviewSettings = z.infer<typeof reviewSettings>;

export const reviewBlock = z.strictObject({
  id: uuid,
  /** Monday of its ISO week. */
  week: date,
  kind: z.enum(['block', 'rescue']),
  /** asking: Fieldwork found no other time and leaves it to the client. missed: its time went by and it was not used. */
  state: z.enum(['planned', 'pinned', 'asking', 'skipped', 'missed']),
  /** Null where no time was found, or the week is skipped. */
  start: instant.nullable(),
  end: instant.nullable(),
  shows: z.enum(['free', 'busy']),
  /** One sentence about what is special, or null. */
  note: z.string().nullable(),
  used: z.boolean(),
  /** How often Fieldwork moved it. */
  moves: z.int(),
  /** Shorter than asked for, because no more was free. */
  shrunk: z.boolean(),
  /** The client's first session after it, or after its week began while it has no time. */
  nextSession: z.strictObject({ id: uuid, start: instant }).nullable(),
  /** False while Microsoft 365 has not been told. */
  inCalendar: z.boolean(),
  can: z.strictObject({ move: z.boolean(), pin: z.boolean(), unpin: z.boolean(), skip: z.boolean(), bringBack: z.boolean() }),
});
export type ReviewBlock = z.infer<typeof reviewBlock>;

export const reviewLogEntry = z.strictObject({
  id: uuid,
  at: instant,
  week: date,
  /** What happened and why, in one sentence. */
  text: z.string(),
  from: z.strictObject({ start: instant, end: instant }).nullable(),
  to: z.strictObject({ start: instant, end: instant }).nullable(),
  canUndo: z.boolean(),
  undone: z.boolean(),
});
export type ReviewLogEntry = z.infer<typeof reviewLogEntry>;

export const reviewWeek = z.strictObject({
  week: date,
  /** kept: used, not merely undeleted. */
  outcome: z.enum(['kept', 'lost', 'skipped', 'open', 'none']),
  /** How often it was moved. */
  moved: z.int(),
});
export type ReviewWeek = z.infer<typeof reviewWeek>;

const holidayRegion = z.strictObject({ code: z.string(), name: z.string() });

export const reviewTime = z.strictObject({
  /** Null until it was set up. */
  settings: reviewSettings.nullable(),
  /** What the working hours suggest; null once it is set up. */
  suggested: reviewWish.nullable(),
  /** Whether the suggestion comes from the working hours in Microsoft 365, or from usual ones because it does not tell any. */
  suggestedFrom: z.enum(['working-hours', 'usual-hours']).nullable(),
  /** IANA zone that days and minutes are told in. */
  zone: z.string(),
  holidays: z.strictObject({
    /** Whose public holidays reviews keep off now; null for none. */
    region: holidayRegion.nullable(),
    /** The country that the zone is in, taken while nothing is chosen; null where the zone does not tell one. */
    ofZone: holidayRegion.nullable(),
  }),
  blocks: z.array(reviewBlock),
  log: z.array(reviewLogEntry),
  /** The last twelve weeks, the oldest first. */
  chart: z.array(reviewWeek),
  calendar: z.strictObject({
    status: z.enum(['waiting', 'done', 'attention']),
    message: z.string().nullable(),
    permission: z.string().nullable(),
  }),
});
export type ReviewTime = z.infer<typeof reviewTime>;

/** What the first screen says of review time, without asking anybody. */
export const reviewWeeks = z.strictObject({
  status: z.enum(['none', 'on', 'paused', 'off']),
  pausedUntil: date.nullable(),
  zone: z.string(),
  /** The next block that stands, or null. */
  next: z.strictObject({ id: uuid, kind: z.enum(['block', 'rescue']), start: instant, end: instant }).nullable(),
  /** Weeks for which Fieldwork asks the client to choose a time. */
  asking: z.int(),
  /** The last twelve weeks, the oldest first. */
  weeks: z.array(reviewWeek),
});
export type ReviewWeeks = z.infer<typeof reviewWeeks>;

/** Times of its week at which a block may be put, in order. */
export const reviewTimes = z.strictObject({
  times: z.array(
    z.strictObject({
      start: instant,
      end: instant,
      /** Inside the days and hours that were set up. */
      usual: z.boolean(),
      /** Over something that is only tentative. */
      tentative: z.boolean(),
    }),
  ),
});
export type ReviewTimes = z.infer<typeof reviewTimes>;

export const pauseReviewTime = z.strictObject({ until: date });
/** `minutes` is the length that it has, or that is wished for, unless told. */
export const moveReviewBlock = z.strictObject({ start: instant, minutes: z.int().min(20).max(120).multipleOf(5).optional() });
export const reviewBlockParams = z.strictObject({ blockId: uuid });
export const reviewLogParams = z.strictObject({ entryId: uuid });
