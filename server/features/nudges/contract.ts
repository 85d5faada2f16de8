import { z } from 'zod';

/** Every kind of notice, and why somebody gets it: each completes "You get this because …". */
export const noticeReasons = {
  'nothing-booked': 'no session is booked in your coaching',
} as const;
export type NoticeKind = keyof typeof noticeReasons;
export const noticeKind = z.enum(Object.keys(noticeReasons) as [NoticeKind, ...NoticeKind[]]);

/** 'now': cannot wait for the budget, e.g. the meeting is on. 'digest': goes with others into one message. */
export const noticeWeight = z.enum(['now', 'normal', 'digest']);
export type NoticeWeight = z.infer<typeof noticeWeight>;
