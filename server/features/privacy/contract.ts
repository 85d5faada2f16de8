import { z } from 'zod';
import { instant, line, uuid } from '../people/contract.ts';

export const ownData = z.strictObject({
  personId: uuid,
  /** When it was put together. */
  madeAt: z.string(),
  /** Rows by what they are, in a person's words; times are ISO instants. */
  data: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  /** What is kept elsewhere, and who can be asked for it. */
  elsewhere: z.array(z.string()),
});
export type OwnData = z.infer<typeof ownData>;

/** An erasure that is asked for. */
export const askedErasure = z.strictObject({
  askedAt: instant,
  /** Until then it can be taken back. */
  dueAt: instant,
  /** False: a programme lead asked. */
  byThemselves: z.boolean(),
  /** It cannot be taken back any more. */
  begun: z.boolean(),
});
export type AskedErasure = z.infer<typeof askedErasure>;

const sentences = z.array(z.string());

export const erasure = z.strictObject({
  asked: askedErasure.nullable(),
  /** Days between asking and carrying out. */
  days: z.int(),
  /** What would go, what stays without a name, and what Microsoft 365 keeps. */
  goes: sentences,
  stays: sentences,
  microsoftKeeps: sentences,
});
export type Erasure = z.infer<typeof erasure>;

export const personParams = z.strictObject({ personId: uuid });
export const erasureOf = z.strictObject({ erasure: askedErasure });
export const noErasure = z.strictObject({ erasure: z.null() });

export const knownQuery = z.strictObject({
  /** Part of a name or an address. */
  search: line(120).optional(),
});

export const knownPerson = z.strictObject({
  id: uuid,
  displayName: z.string(),
  email: z.string(),
  /** False for somebody outside the organisation. */
  inTenant: z.boolean(),
  /** Engagements of theirs that have not ended. */
  running: z.int(),
  erasure: askedErasure.nullable(),
});
export type KnownPerson = z.infer<typeof knownPerson>;

/** At most fifty people, those whose erasure is asked for first; and the last twenty that were erased, who have no name. */
export const knownPeople = z.strictObject({
  people: z.array(knownPerson),
  done: z.array(z.strictObject({ id: uuid, askedAt: instant, doneAt: instant, askedBy: z.string().nullable() })),
});
export type KnownPeople = z.infer<typeof knownPeople>;
