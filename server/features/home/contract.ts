import { z } from 'zod';
import { engagementSummary } from '../engagements/contract.ts';
import { me, uuid } from '../people/contract.ts';
import { session } from '../scheduling/contract.ts';

/** Something that waits for the viewer, most pressing first. */
export const ask = z.strictObject({
  kind: z.enum(['book-next', 'coach-availability', 'calendar-attention', 'confirm-proposed', 'vote', 'answer-request', 'declined', 'new-time']),
  engagementId: uuid,
  sessionId: uuid.nullable(),
  /** The vote that is to be answered, for `vote`. */
  voteId: uuid.optional(),
  text: z.string(),
});
export type Ask = z.infer<typeof ask>;

export const home = z.strictObject({
  me,
  next: session.nullable(),
  upcoming: z.array(session),
  asks: z.array(ask),
  engagements: z.array(engagementSummary),
});
export type Home = z.infer<typeof home>;
