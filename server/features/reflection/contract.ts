import { z } from 'zod';
import { date, instant, line, prose, uuid } from '../people/contract.ts';
import { isWeek } from './rules.ts';

/** An ISO week, `2026-W10`. */
export const week = z.string().regex(/^\d{4}-W\d{2}$/, 'must be an ISO week such as 2026-W10').refine(isWeek, 'must be a week that there is, in the years 2000 to 2199');

/** Names a prompt whatever it says and wherever it stands. */
export const promptKey = z.enum(['one', 'two', 'three']);
export type PromptKey = z.infer<typeof promptKey>;

/** At most 200 characters. */
const promptText = line(200);
export const prompt = z.strictObject({ key: promptKey, text: z.string() });
export type Prompt = z.infer<typeof prompt>;

/** Longest answer to one prompt, in characters. */
export const longestAnswer = 8000;

/** The version that was read; 0 where nothing was kept yet. */
const readVersion = z.int().min(0).max(2_147_483_647);

export const saveAnswer = z.strictObject({ week, key: promptKey, text: prose(longestAnswer), version: readVersion });
export type SaveAnswer = z.infer<typeof saveAnswer>;

/** `engagementId` says whose coach may read it from now on; null takes that back. */
export const bring = z.strictObject({ week, key: promptKey, engagementId: uuid.nullable() });
export type Bring = z.infer<typeof bring>;

/** used: something was ticked beside the prompts. done: finished for this week; open: not after all. */
export const markReview = z.strictObject({ week, mark: z.enum(['used', 'done', 'open']) });
export type MarkReview = z.infer<typeof markReview>;

export const savePrompts = z.strictObject({
  version: readVersion,
  /** All three, in the order in which they are to be asked. */
  prompts: z
    .array(z.strictObject({ key: promptKey, text: promptText }))
    .min(3)
    .max(3)
    .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'must hold each prompt once'),
});
export type SavePrompts = z.infer<typeof savePrompts>;

export const reflection = z.strictObject({
  key: promptKey,
  /** The prompt as it read when this was written. */
  prompt: z.string(),
  text: z.string(),
  version: readVersion,
  updatedAt: instant.nullable(),
  /** The engagement whose coach may read it; null: nobody but the client. */
  broughtTo: uuid.nullable(),
});
export type Reflection = z.infer<typeof reflection>;

export const dueFieldwork = z.strictObject({ id: uuid, text: z.string(), due: date.nullable(), slips: z.int() });
export type DueFieldwork = z.infer<typeof dueFieldwork>;

export const review = z.strictObject({
  week,
  /** Monday and Sunday of the week. */
  startsOn: date,
  endsOn: date,
  current: z.boolean(),
  canWrite: z.boolean(),
  usedAt: instant.nullable(),
  doneAt: instant.nullable(),
  prompts: z.array(prompt),
  /** 0 while they are the product's own. */
  promptsVersion: readVersion,
  reflections: z.array(reflection),
  /** Engagements that go on: where a reflection can be brought, and what fieldwork is due before the next session. */
  engagements: z.array(z.strictObject({ id: uuid, coachName: z.string(), nextSessionAt: instant.nullable(), fieldwork: z.array(dueFieldwork) })),
});
export type Review = z.infer<typeof review>;

/** A week, or the review block that was placed in one; neither: this week's. */
export const reviewQuery = z.strictObject({ week: week.optional(), block: uuid.optional() });
export const reviewsQuery = z.strictObject({ before: week.optional() });
export const pastReviews = z.strictObject({
  reviews: z.array(z.strictObject({ week, startsOn: date, endsOn: date, doneAt: instant.nullable(), reflections: z.array(reflection) })),
  /** There are older ones: ask with `before` the last week here. */
  more: z.boolean(),
});
export type PastReviews = z.infer<typeof pastReviews>;

/** A reflection that the client brought. */
export const brought = z.strictObject({ id: uuid, week, prompt: z.string(), text: z.string(), broughtAt: instant });
export type Brought = z.infer<typeof brought>;
export const broughtList = z.strictObject({ reflections: z.array(brought) });
export type BroughtList = z.infer<typeof broughtList>;
