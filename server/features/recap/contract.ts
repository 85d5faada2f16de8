import { z } from 'zod';
import { instant, role, uuid } from '../people/contract.ts';

/** off: never. press: when one of the two presses the button. confirm: as soon as both confirmed the list, in the name of whoever confirms last. */
export const toChat = z.enum(['off', 'press', 'confirm']);
export type ToChat = z.infer<typeof toChat>;

/** ahead: not sent yet. off: the client wants none. nothing: nothing was written down, so nothing is sent. not-held: the session did not take place. by-hand: there is no mailbox to send from. */
export const recapState = z.enum(['ahead', 'going', 'off', 'nothing', 'not-held', 'by-hand']);

export const recapReader = z.strictObject({
  personId: uuid,
  role,
  displayName: z.string(),
  email: z.string(),
  /** 'lost': it may have arrived, and is not sent again. 'not-sent': it never left. */
  state: z.enum(['ahead', 'waiting', 'sent', 'lost', 'not-sent']),
  at: instant.nullable(),
  subject: z.string(),
  /** What the mail says, as it would leave now. Plain text. */
  text: z.string(),
});
export type RecapReader = z.infer<typeof recapReader>;

/** What is told of a session afterwards, and to whom: to the client everything that anybody gets, to the coach what the coach gets. */
export const recap = z.strictObject({
  sessionId: uuid,
  engagementId: uuid,
  state: recapState,
  /** When it goes, as things stand; null when it does not go by itself. */
  goesAt: instant.nullable(),
  readers: z.array(recapReader),
  chat: z.strictObject({
    setting: toChat,
    /** none: not posted. waiting: Microsoft 365 would not take it, so it is not there. lost: it may be there, and is posted again only for who says that it is not. */
    state: z.enum(['none', 'posting', 'posted', 'lost', 'waiting']),
    /** What is posted; null while there is nothing to post, or no chat. */
    text: z.string().nullable(),
    /** True: people other than client and coach may read the chat, so it says no more than they may see. */
    others: z.boolean(),
  }),
  can: z.strictObject({ settle: z.boolean(), send: z.boolean(), post: z.boolean(), choose: z.boolean() }),
});
export type Recap = z.infer<typeof recap>;

/** `notThere`: whoever presses has looked, and what may have been posted is not in the chat. */
export const postRecap = z.strictObject({ notThere: z.boolean().default(false) }).default({ notThere: false });
export type PostRecap = z.input<typeof postRecap>;

export const switchRecap = z.strictObject({ mail: z.boolean() });
export type SwitchRecap = z.infer<typeof switchRecap>;
export const chooseChat = z.strictObject({ toChat });
export type ChooseChat = z.infer<typeof chooseChat>;
