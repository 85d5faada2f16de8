import { z } from 'zod';
import { date, dayHours, instant, line, person, personPick, role, uuid, version } from '../people/contract.ts';

/** Everything about booking that is a decision of this engagement, not of the code. Product defaults in `defaultRules`. */
export const schedulingRules = z.strictObject({
  /** Hours between booking and the earliest session. */
  noticeHours: z.int().min(0).max(336),
  /** Free minutes that each needs before and after a session. */
  bufferMinutes: z.strictObject({
    client: z.int().min(0).max(120).multipleOf(5),
    coach: z.int().min(0).max(120).multipleOf(5),
    sponsor: z.int().min(0).max(120).multipleOf(5),
  }),
  /** Days between neighbouring sessions of the engagement. */
  spacingDays: z
    .strictObject({ min: z.int().min(0).max(180), max: z.int().min(1).max(365) })
    .refine((days) => days.max >= days.min, { path: ['max'], message: 'must not be less than min' }),
  /** Times the client likes best, in the client's zone; empty for none. */
  preferred: z.array(dayHours).max(21),
  /** How late a session may be changed: freely until `freeHours` before it, with the coach's agreement until `agreeHours`, then a cancellation is late. */
  reschedule: z
    .strictObject({ freeHours: z.int().min(0).max(336), agreeHours: z.int().min(0).max(336) })
    .refine((hours) => hours.freeHours >= hours.agreeHours, { path: ['freeHours'], message: 'must not be less than agreeHours' })
    .default({ freeHours: 48, agreeHours: 24 }),
});
export type SchedulingRules = z.infer<typeof schedulingRules>;

/** Buffers, spacing and reschedule bands as product.md A sets them; a day's notice. */
export const defaultRules: SchedulingRules = {
  noticeHours: 24,
  bufferMinutes: { client: 10, coach: 30, sponsor: 10 },
  spacingDays: { min: 10, max: 21 },
  preferred: [],
  reschedule: { freeHours: 48, agreeHours: 24 },
};

export const goal = z.strictObject({ id: uuid, title: z.string() });
const goalTitle = line(200);
const sessionMinutes = z.int().min(15).max(240).multipleOf(5);
const cadenceDays = z.int().min(1).max(180);
/** Days with nothing booked after which the client is reminded, once until something happens. */
const idleDays = z.int().min(3).max(180);

const dates = { startsOn: date, endsOn: date };
const endsAfterStart = { path: ['endsOn'], message: 'must be after startsOn' };

export const createEngagement = z
  .strictObject({
    /** Made by the client of the API, so that a repeated request creates one engagement. */
    id: uuid,
    client: personPick,
    coach: personPick,
    sponsor: personPick.nullable(),
    goals: z.array(goalTitle).max(10),
    ...dates,
    sessionMinutes: sessionMinutes.default(60),
    cadenceDays: cadenceDays.default(14),
    idleDays: idleDays.default(21),
    rules: schedulingRules.default(defaultRules),
    /** True: calendars show "Meeting" instead of the coaching subject. */
    neutralSubject: z.boolean().default(false),
    /** True: invitations say nothing but how to join. */
    emptyBody: z.boolean().default(false),
  })
  .refine((body) => body.endsOn > body.startsOn, endsAfterStart);
export type CreateEngagement = z.input<typeof createEngagement>;

/** Any part may be left out; what is sent replaces. `version` is the one that was read. */
export const changeEngagement = z.strictObject({
  version,
  goals: z.array(goalTitle).max(10).optional(),
  startsOn: date.optional(),
  endsOn: date.optional(),
  sessionMinutes: sessionMinutes.optional(),
  cadenceDays: cadenceDays.optional(),
  idleDays: idleDays.optional(),
  rules: schedulingRules.optional(),
  neutralSubject: z.boolean().optional(),
  emptyBody: z.boolean().optional(),
});
export type ChangeEngagement = z.infer<typeof changeEngagement>;

export const pauseEngagement = z.strictObject({ until: date });
export type PauseEngagement = z.infer<typeof pauseEngagement>;

export const engagementStatus = z.enum(['active', 'paused', 'ended']);

export const participant = person.extend({ role });
export type Participant = z.infer<typeof participant>;

export const engagementSummary = z.strictObject({
  id: uuid,
  status: engagementStatus,
  pausedUntil: date.nullable(),
  participants: z.array(participant),
  /** What the viewer is in it; null for a programme lead who is no party. */
  myRole: role.nullable(),
  nextSessionAt: instant.nullable(),
  ...dates,
});
export type EngagementSummary = z.infer<typeof engagementSummary>;

/** A field the viewer may not see is null (`goals` and `rules` for a programme lead). */
export const engagement = engagementSummary.extend({
  version,
  goals: z.array(goal).nullable(),
  sessionMinutes: z.int(),
  cadenceDays: z.int(),
  /** Days with nothing booked after which the client is reminded. */
  idleDays: z.int(),
  rules: schedulingRules.nullable(),
  neutralSubject: z.boolean(),
  emptyBody: z.boolean(),
  /** What the viewer may do now. */
  can: z.strictObject({
    edit: z.boolean(),
    /** Name a sponsor, another one or none: until there was a three-way session. */
    changeSponsor: z.boolean(),
    book: z.boolean(),
    pause: z.boolean(),
    resume: z.boolean(),
    end: z.boolean(),
    inviteCoach: z.boolean(),
  }),
});
export type Engagement = z.infer<typeof engagement>;

export const engagementParams = z.strictObject({ engagementId: uuid });
export const engagementList = z.strictObject({ engagements: z.array(engagementSummary) });
export type EngagementList = z.infer<typeof engagementList>;
