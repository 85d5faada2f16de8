import { z } from 'zod';
import { instant, uuid } from '../people/contract.ts';
import { sessionKind } from '../scheduling/contract.ts';

/** Times to make up for a session that did not take place, as the last note offered them. */
export const rebook = z.strictObject({
  sessionId: uuid,
  engagementId: uuid,
  coachName: z.string(),
  clientName: z.string(),
  /** The session that did not take place. */
  start: instant,
  kind: sessionKind,
  minutes: z.int(),
  /** Those that can still be booked, by the engagement’s notice; each is looked at again when it is. */
  times: z.array(z.strictObject({ start: instant, end: instant })),
  /** When the next session is, if one is booked by now. */
  next: z.strictObject({ sessionId: uuid, start: instant }).nullable(),
});
export type Rebook = z.infer<typeof rebook>;

/** How late somebody says they will be. */
export const sayLate = z.strictObject({ minutes: z.int().min(5).max(10).multipleOf(5) });
export type SayLate = z.infer<typeof sayLate>;
