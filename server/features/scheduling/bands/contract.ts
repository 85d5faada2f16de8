import { z } from 'zod';
import { instant, uuid } from '../../people/contract.ts';

/** Why a session is called off late; nobody is asked for more than one of these. */
export const reasonCode = z.enum(['illness', 'work-emergency', 'travel', 'personal', 'technical', 'other']);
export type ReasonCode = z.infer<typeof reasonCode>;

/** A change that the coach is asked about; silence leaves the session as it is. */
export const changeRequest = z.strictObject({
  id: uuid,
  what: z.enum(['move', 'cancel']),
  state: z.enum(['open', 'agreed', 'declined', 'expired', 'withdrawn']),
  /** Null: the programme lead's office. */
  askedBy: z.string().nullable(),
  askedAt: instant,
  /** When silence means that the session stays. */
  expiresAt: instant,
  /** The time that is asked for; null for a cancellation. */
  start: instant.nullable(),
  end: instant.nullable(),
  /** Null for everybody but whoever asked and the coach. */
  comment: z.string().nullable(),
  mine: z.boolean(),
  can: z.strictObject({ answer: z.boolean(), withdraw: z.boolean() }),
});
export type ChangeRequest = z.infer<typeof changeRequest>;

/** What cancelling does at this moment: it is off, the coach is asked, a reason is needed, or nothing. */
export const cancelWay = z.enum(['now', 'ask', 'with-reason', 'no']);
export type CancelWay = z.infer<typeof cancelWay>;

/** How this session can be changed at this moment, by whoever looks. */
export const reschedule = z.strictObject({
  /** Null once nothing can change any more. */
  band: z.enum(['free', 'agree', 'late']).nullable(),
  freeUntil: instant,
  agreeUntil: instant,
  move: z.enum(['now', 'ask', 'no']),
  cancel: cancelWay,
  /** To choose from where a reason is needed. */
  reasons: z.array(z.strictObject({ code: reasonCode, label: z.string() })),
  /** The one person who can change it, in a calendar that is not ours. */
  onlyBy: z.string().nullable(),
  /** The latest question; of one that is answered, what the viewer is to hear of it. */
  request: changeRequest.nullable(),
  /** By whom it was called off, and why where the viewer may know it; `askWhy`: the viewer did it late and has not said why. */
  cancelled: z.strictObject({ by: z.string().nullable(), reason: z.string().nullable(), askWhy: z.boolean() }).nullable(),
});
export type Reschedule = z.infer<typeof reschedule>;

export const requestParams = z.strictObject({ requestId: uuid });

/** `keep`: the session stays as it is. */
export const answerRequest = z.strictObject({ answer: z.enum(['agree', 'keep']) });
export type AnswerRequest = z.infer<typeof answerRequest>;

export const giveReason = z.strictObject({ reasonCode });
export type GiveReason = z.infer<typeof giveReason>;

/** What happened to a session, oldest first. */
export const happening = z.strictObject({
  at: instant,
  what: z.enum([
    'booked', 'moved', 'cancelled', 'moved-in-outlook', 'cancelled-in-outlook', 'accepted', 'tentative', 'declined', 'proposed-time', 'uninvited',
    'invited-again', 'strangers', 'confirmed', 'handed-over', 'move-asked', 'cancel-asked', 'agreed', 'kept', 'no-answer', 'withdrawn', 'reason-given',
  ]),
  /** Null: nobody by themselves, or nobody the viewer knows. */
  by: z.string().nullable(),
  mine: z.boolean(),
  /** Whom it is about, where that is somebody else. */
  about: z.string().nullable(),
  /** Where it was and where it went, or the time that was asked for or proposed. */
  from: instant.nullable(),
  to: instant.nullable(),
  /** It was short notice. */
  late: z.boolean(),
  reason: z.string().nullable(),
});
export type Happening = z.infer<typeof happening>;
export const sessionHistory = z.strictObject({ happened: z.array(happening) });
export type SessionHistory = z.infer<typeof sessionHistory>;
