import { z } from 'zod';
import { date, instant, uuid } from '../people/contract.ts';

/** Every kind of notice, and why somebody gets it: each completes "You get this because …". */
export const noticeReasons = {
  'session-declined': 'somebody in your session cannot come',
  'session-new-time': 'somebody in your session proposed another time',
  'session-taken-out': 'your session was cancelled in a calendar',
  'session-uninvited': 'somebody was taken off your session’s invitation',
  'session-request': 'somebody asks you to agree to a change of your session',
  'session-answered': 'your question about a session was answered',
  'review-no-room': 'your weekly review has no free time left in the hours you chose',
  'agenda-soon': 'you have a session in two days',
  'agenda-open': 'your session is near and its agenda is still open',
  'session-changed': 'your session was changed at short notice',
  'session-reason': 'you cancelled a session at short notice',
  'nothing-booked': 'no session is booked in your coaching',
  'vote-asked': 'somebody asks which times suit you',
  'vote-waiting': 'your answer to a question about times is still open',
  'vote-nothing': 'you asked others about times',
  'did-it-happen': 'nobody but you can say what became of a session',
  rebook: 'a session of yours did not take place',
  'rebook-person': 'nothing is booked with your client',
  'session-missing': 'somebody is in your meeting',
  'session-late': 'somebody in your meeting is on the way',
  'session-outcome': 'you are in a session and the other was not seen so far',
  'attendance-disputed': 'your client sees a session’s attendance otherwise',
  'fieldwork-open': 'you took something on before your next session',
  'recap': 'you had a session',
  'sharing-proposed': 'what is shared about a coaching waits for your acceptance',
  'sharing-agreed': 'everybody has accepted what is shared about a coaching',
  'sponsor-changed': 'somebody else changed who sponsors your coaching',
  'ladder-first': 'a session of yours did not take place',
  'ladder-talk': 'sessions with your client did not take place, or your client answered',
  'ladder-tell': 'the three of you agreed that you tell your sponsor first',
  'ladder-notice': 'the three of you agreed on a notice about attendance',
  'erasure-asked': 'somebody asked that what is kept about you be erased',
  'attendance-notice': 'you, client and coach agreed that you hear about attendance',
} as const;
export type NoticeKind = keyof typeof noticeReasons;
/** Said by mail and in a message of their own: they are read and kept, not pressed. */
export const letterKinds: ReadonlySet<NoticeKind> = new Set<NoticeKind>(['recap']);
export const noticeKind = z.enum(Object.keys(noticeReasons) as [NoticeKind, ...NoticeKind[]]);

/** 'now': cannot wait for the budget, e.g. the meeting is on. 'digest': goes with others into one message. */
export const noticeWeight = z.enum(['now', 'normal', 'digest']);
export type NoticeWeight = z.infer<typeof noticeWeight>;

const minute = z.int().min(0).max(1435).multipleOf(5);

/** When somebody wants to hear from Fieldwork. */
export const noticePreferences = z.strictObject({
  /** Messages a week at most, over all channels. */
  weeklyBudget: z.int().min(1).max(10),
  /** Minutes from local midnight; quiet from the first to the second, over midnight when it is less; equal: no quiet hours. */
  quietFromMinute: minute,
  quietToMinute: minute,
  /** ISO weekdays (1 = Monday) that are quiet all day; one day of the week has to stay. */
  quietWeekdays: z.array(z.int().min(1).max(7)).max(6).refine((days) => new Set(days).size === days.length, 'must name each day once'),
  /** Whether open fieldwork is brought to mind before a session. */
  fieldworkDigests: z.boolean(),
});
export type NoticePreferences = z.infer<typeof noticePreferences>;

/** Any part may be left out. `pausedUntil` is a local date: nothing is said before it; null goes on now. */
export const changeNotices = noticePreferences.partial().extend({ pausedUntil: date.nullable().optional() });
export type ChangeNotices = z.infer<typeof changeNotices>;

/** Why something waits, or was not said. */
export const noticeReason = z.enum([
  'quiet-hours', 'away', 'paused', 'engagement-paused', 'budget', 'digest', 'microsoft', 'consent-missing', 'no-mailbox',
  'expired', 'engagement-ended', 'withdrawn', 'undeliverable',
]);
export type NoticeReason = z.infer<typeof noticeReason>;

/** One notice to the viewer, whatever became of it. */
export const notice = z.strictObject({
  id: uuid,
  kind: noticeKind,
  engagementId: uuid,
  subject: z.string(),
  lines: z.array(z.string()),
  links: z.array(z.strictObject({ label: z.string(), path: z.string() })),
  /** 'lost': it may have arrived, and is not sent again. */
  state: z.enum(['waiting', 'said', 'lost', 'dropped']),
  reason: noticeReason.nullable(),
  channel: z.enum(['teams', 'mail']).nullable(),
  /** When it was or is to be said; of one that waits, when it is looked at again. */
  at: instant,
});
export type Notice = z.infer<typeof notice>;

export const myNotices = z.strictObject({
  preferences: noticePreferences,
  pausedUntil: date.nullable(),
  /** The zone that hours and days are in; null while nobody has told us. */
  zone: z.string().nullable(),
  saidThisWeek: z.int(),
  /** What waits, soonest first. */
  waiting: z.array(notice),
  /** What was said or not, newest first. */
  past: z.array(notice),
});
export type MyNotices = z.infer<typeof myNotices>;
