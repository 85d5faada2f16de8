import { z } from 'zod';
import { date, instant, line, prose, role, uuid, version } from '../people/contract.ts';

/** Goal attainment in five steps, worded beforehand: -2 much less than hoped, 0 as hoped, +2 much more. */
export const attainment = z.int().min(-2).max(2);

const levelText = prose(300);
export const levels = z.strictObject({ muchLess: levelText, less: levelText, expected: levelText, more: levelText, muchMore: levelText });
export type Levels = z.infer<typeof levels>;

const behaviour = z.strictObject({ id: uuid, text: line(300) });
const rating = z.strictObject({ id: uuid, on: date, level: attainment });
const step = z.strictObject({ id: uuid, text: line(300), due: date.nullable(), doneOn: date.nullable() });

export const planGoal = z
  .strictObject({
    id: uuid,
    /** As worded for sharing: the sponsor sees this and nothing else of the plan. Null: a goal that is not shared. */
    shared: line(200).nullable(),
    /** In the client's own words. */
    own: prose(1000),
    behaviours: z.array(behaviour).max(8),
    levels: levels.nullable(),
    /** The client's own ratings, dated. */
    ratings: z.array(rating).max(60),
    steps: z.array(step).max(20),
  })
  .refine(({ shared, own }) => shared !== null || own !== '', { path: ['own'], message: 'must say what the goal is, unless it is worded for sharing' });
export type PlanGoal = z.infer<typeof planGoal>;

const idsOf = (goal: PlanGoal): string[] => [goal, ...goal.behaviours, ...goal.ratings, ...goal.steps].map(({ id }) => id);
const goals = z
  .array(planGoal)
  .max(20)
  .refine((all) => all.filter(({ shared }) => shared !== null).length <= 10, 'must hold at most 10 goals that are shared')
  .refine((all) => new Set(all.flatMap(idsOf)).size === all.flatMap(idsOf).length, 'must give everything an id of its own');

/** The whole plan as it is to be; `version` is the one that was read. */
export const savePlan = z.strictObject({ version, goals });
export type SavePlan = z.infer<typeof savePlan>;

/** Makes an older version the newest one; nothing in between is lost. */
export const restorePlan = z.strictObject({ version, restore: version });
export type RestorePlan = z.infer<typeof restorePlan>;

const shownGoal = z.strictObject({
  id: uuid,
  shared: z.string().nullable(),
  own: z.string(),
  behaviours: z.array(z.strictObject({ id: uuid, text: z.string() })),
  levels: z.strictObject({ muchLess: z.string(), less: z.string(), expected: z.string(), more: z.string(), muchMore: z.string() }).nullable(),
  ratings: z.array(rating),
  steps: z.array(z.strictObject({ id: uuid, text: z.string(), due: date.nullable(), doneOn: date.nullable() })),
});

/** Which change it was, when, and whose. */
export const planChange = z.strictObject({
  version,
  at: instant,
  /** Null when nobody can be named. */
  by: z.strictObject({ displayName: z.string(), role: role.nullable() }).nullable(),
  /** The version that was brought back with it. */
  restoredFrom: version.nullable(),
});
export type PlanChange = z.infer<typeof planChange>;

export const plan = planChange.extend({ engagementId: uuid, goals: z.array(shownGoal), newest: version, canChange: z.boolean() });
export type Plan = z.infer<typeof plan>;

export const planHistory = z.strictObject({ changes: z.array(planChange), more: z.boolean() });
export type PlanHistory = z.infer<typeof planHistory>;

/** A version's number in an address. */
const number = z.string().regex(/^[1-9]\d{0,8}$/, 'must be the number of a version');
export const versionQuery = z.strictObject({ number });
export const historyQuery = z.strictObject({ before: number.optional() });
export const differencesQuery = z.strictObject({ from: number, to: number });

/** Words in order: those of both versions, those of the later one, those of the earlier one. */
export const part = z.strictObject({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });
export type Part = z.infer<typeof part>;

export const differences = z.strictObject({ from: planChange, to: planChange, parts: z.array(part) });
export type Differences = z.infer<typeof differences>;
