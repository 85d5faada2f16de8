import { z } from 'zod';
import { instant, prose } from '../people/contract.ts';

/** Longest draft, in UTF-16 units: the longest agenda that can be booked, several times over. */
export const longestDraft = 16_000;

/**
 * Which screen, and what it is about: one of our ids, or the SHA-256 of an id of Outlook's. A closed list, so that no words get in.
 * book and move: times looked for; cancel and why: a session called off; form: a new meeting in Outlook; item: where the pane was left;
 * engagement: one that is being set up; series and plan: sessions laid out for one.
 */
export const place = z.string().regex(/^(?:form|engagement|(?:form|item|book|move|cancel|why|series|plan)\.[0-9a-f-]{36,64})$/, 'must be a place of a draft such as form, or book. and an id');
export type Place = z.infer<typeof place>;

export const draftQuery = z.strictObject({ place });

export const saveDraft = z.strictObject({
  place,
  /** As the screen wrote it (JSON); nobody else reads it. */
  content: prose(longestDraft).min(1, 'must not be empty'),
});
export type SaveDraft = z.input<typeof saveDraft>;

/** Both null where nothing is kept. */
export const draft = z.strictObject({ content: z.string().nullable(), changedAt: instant.nullable() });
export type Draft = z.infer<typeof draft>;
