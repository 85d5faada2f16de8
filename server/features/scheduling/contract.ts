import { z } from 'zod';
import { instant, prose, role, uuid, version } from '../people/contract.ts';
import { changeRequest, reasonCode, reschedule } from './bands/contract.ts';

export const sessionKind = z.enum(['coaching', 'three-way', 'chemistry']);
export type SessionKind = z.infer<typeof sessionKind>;

/** What may be loosened to open times; each is one click. */
export const relaxation = z.discriminatedUnion('type', [
  /** This person's calendar no longer decides. */
  z.strictObject({ type: z.literal('optional'), personId: uuid }),
  /** This person's working day is taken as starting or ending at other minutes of their local day. */
  z.strictObject({
    type: z.literal('hours'),
    personId: uuid,
    startMinute: z.int().min(0).max(1435).multipleOf(5),
    endMinute: z.int().min(5).max(1440).multipleOf(5),
  }),
  /** The search goes on this many days longer. */
  z.strictObject({ type: z.literal('later'), days: z.int().min(1).max(28) }),
  z.strictObject({ type: z.literal('notice'), hours: z.int().min(0).max(336) }),
  /** Everybody's buffers are capped at this many minutes. */
  z.strictObject({ type: z.literal('buffers'), minutes: z.int().min(0).max(120).multipleOf(5) }),
  /** Spacing from neighbouring sessions no longer counts. */
  z.strictObject({ type: z.literal('spacing') }),
  z.strictObject({ type: z.literal('length'), minutes: z.int().min(15).max(240).multipleOf(5) }),
  /** This person's calendar cannot be read: the time is only proposed until they accept. */
  z.strictObject({ type: z.literal('unconfirmed'), personId: uuid }),
]);
export type Relaxation = z.infer<typeof relaxation>;

const relax = z.array(relaxation).max(10).default([]);

export const findTimes = z
  .strictObject({
    kind: sessionKind.default('three-way'),
    /** Earliest and latest; defaults follow notice, spacing and the engagement's dates. At most 56 days apart. */
    from: instant.optional(),
    to: instant.optional(),
    minutes: z.int().min(15).max(240).multipleOf(5).optional(),
    /** Times for moving this session: it does not block itself. */
    movingSessionId: uuid.optional(),
    relax,
  })
  .refine((body) => !body.from || !body.to || Date.parse(body.to) > Date.parse(body.from), { path: ['to'], message: 'must be after from' })
  .refine((body) => !body.from || !body.to || Date.parse(body.to) - Date.parse(body.from) <= 56 * 86_400_000, {
    path: ['to'],
    message: 'must be at most 56 days after from',
  });
export type FindTimes = z.input<typeof findTimes>;

/** Where knowledge of a person's time came from, best first. */
export const source = z.enum(['microsoft-365', 'feed', 'office-hours', 'feed-and-office-hours', 'unknown']);
export type Source = z.infer<typeof source>;

export const calendarRead = z.strictObject({
  personId: uuid,
  role,
  displayName: z.string(),
  zone: z.string(),
  /** True when `zone` was not told by anybody and the client's was taken. */
  zoneAssumed: z.boolean(),
  required: z.boolean(),
  source,
  /** When it was read; null for unknown. A feed may be older than the search. */
  readAt: instant.nullable(),
  /** One line for the screen: "Microsoft 365 calendar, read just now", "cannot be read: ask for a calendar link". */
  note: z.string(),
  /** True when working hours were not published and Monday to Friday 9 to 17 was taken. */
  hoursAssumed: z.boolean(),
});
export type CalendarRead = z.infer<typeof calendarRead>;

export const slotEvidence = z.strictObject({
  personId: uuid,
  state: z.enum(['free', 'tentative', 'workingElsewhere', 'unknown', 'not-asked']),
  source,
  /** Local wall clock of this person at the start, e.g. `2026-03-02T14:00`, and their zone. */
  localStart: z.string(),
  zone: z.string(),
  /** The viewer's own review block lies there, and is moved when this is booked. Told to nobody else. */
  movesReview: z.boolean(),
});

export const slot = z.strictObject({
  start: instant,
  end: instant,
  /** One line of why this time is offered. */
  why: z.string(),
  /** Everybody required is certainly free. */
  certain: z.boolean(),
  preferred: z.boolean(),
  compromises: z.array(z.string()),
  evidence: z.array(slotEvidence),
});
export type Slot = z.infer<typeof slot>;

export const blocker = z.strictObject({
  /** Null for a rule that is nobody's calendar (notice, spacing, dates). */
  personId: uuid.nullable(),
  reason: z.enum(['busy', 'out-of-office', 'working-hours', 'unknown', 'notice', 'spacing', 'engagement-dates', 'no-overlap']),
  /** One sentence for the screen. */
  text: z.string(),
  /** How many starts of the window this alone rules out. */
  ruledOut: z.int(),
});
export type Blocker = z.infer<typeof blocker>;

export const relaxationOffer = z.strictObject({ relax: z.array(relaxation), label: z.string(), count: z.int() });
export type RelaxationOffer = z.infer<typeof relaxationOffer>;

export const timesFound = z.strictObject({
  searched: z.strictObject({ from: instant, to: instant, minutes: z.int(), kind: sessionKind }),
  calendars: z.array(calendarRead),
  slots: z.array(slot).max(10),
  /** How many starts would do in all. */
  total: z.int(),
  blockers: z.array(blocker),
  relaxations: z.array(relaxationOffer),
});
export type TimesFound = z.infer<typeof timesFound>;

const agenda = prose(4000);

export const bookSession = z.strictObject({
  /** Made by the client of the API: pressing twice books once. */
  id: uuid,
  kind: sessionKind.default('three-way'),
  start: instant,
  minutes: z.int().min(15).max(240).multipleOf(5),
  /** What was loosened to find the time. */
  relax,
  agenda: agenda.default(''),
});
export type BookSession = z.input<typeof bookSession>;

export const moveSession = z.strictObject({
  version,
  start: instant,
  minutes: z.int().min(15).max(240).multipleOf(5).optional(),
  relax,
  /** A word to the coach, where the coach is asked; else not kept. */
  comment: prose(500).optional(),
});
export type MoveSession = z.input<typeof moveSession>;

export const cancelSession = z.strictObject({
  version,
  /** To everybody who was invited, in the cancellation; to the coach alone while the coach is asked. */
  comment: prose(500).default(''),
  /** Needed when it is late; kept in no other case. */
  reasonCode: reasonCode.optional(),
});
export type CancelSession = z.input<typeof cancelSession>;

export const sessionState = z.enum([
  'proposed', 'booked', 'in-progress', 'held', 'cut-short', 'client-no-show', 'coach-no-show', 'late-cancel', 'cancelled', 'unknown',
]);
export type SessionState = z.infer<typeof sessionState>;

export const attendee = z.strictObject({
  personId: uuid,
  role,
  displayName: z.string(),
  zone: z.string().nullable(),
  optional: z.boolean(),
  organizer: z.boolean(),
  response: z.enum(['none', 'organizer', 'tentativelyAccepted', 'accepted', 'declined', 'notResponded']),
});

export const session = z.strictObject({
  id: uuid,
  engagementId: uuid,
  kind: sessionKind,
  state: sessionState,
  start: instant,
  end: instant,
  version,
  attendees: z.array(attendee),
  /** Null when the viewer may not see it. */
  agenda: z.string().nullable(),
  calendar: z.strictObject({
    /** waiting: kept, and done as soon as Microsoft 365 answers. attention: it will not succeed by itself. */
    status: z.enum(['waiting', 'done', 'attention']),
    what: z.enum(['book', 'move', 'cancel']).nullable(),
    /** One sentence for the screen; null when done. */
    message: z.string().nullable(),
    nextTryAt: instant.nullable(),
    /** The permission that is missing, when that is why. */
    permission: z.string().nullable(),
  }),
  joinUrl: z.string().nullable(),
  webLink: z.string().nullable(),
  /** A Teams link was asked for and did not come. */
  joinUrlMissing: z.boolean(),
  chatApp: z.enum(['pending', 'installed', 'failed', 'none']),
  /** By whatever way `reschedule` tells. */
  can: z.strictObject({ move: z.boolean(), cancel: z.boolean(), retry: z.boolean() }),
  reschedule,
  /** Other times that people proposed in their answers. */
  proposals: z.array(z.strictObject({ personId: uuid, displayName: z.string(), start: instant, end: instant })),
  /** Why changes made in Outlook may not be seen at present, in a sentence; null while they are, or nobody looked. */
  notFollowed: z.string().nullable(),
});
export type Session = z.infer<typeof session>;

export const sessionParams = z.strictObject({ sessionId: uuid });
export const sessionList = z.strictObject({ sessions: z.array(session) });
export type SessionList = z.infer<typeof sessionList>;

/** What an appointment form in Outlook is filled with for a session. */
export const composedForm = z.strictObject({
  subject: z.string(),
  /** Escaped; empty for a neutral meeting. */
  bodyHtml: z.string(),
  start: instant,
  end: instant,
  attendees: z.array(z.strictObject({ email: z.string(), displayName: z.string(), optional: z.boolean() })),
  isPrivate: z.boolean(),
});
export type ComposedForm = z.infer<typeof composedForm>;

/** What a coach is asked to agree to. */
export const askedRequest = z.strictObject({
  sessionId: uuid,
  clientName: z.string(),
  kind: sessionKind,
  /** As the session stands now. */
  start: instant,
  end: instant,
  request: changeRequest,
});
export type AskedRequest = z.infer<typeof askedRequest>;
export const askedRequests = z.strictObject({ requests: z.array(askedRequest) });
export type AskedRequests = z.infer<typeof askedRequests>;

export {
  answerRequest, cancelWay, changeRequest, giveReason, requestParams, reschedule, sessionHistory,
  type AnswerRequest, type CancelWay, type ChangeRequest, type GiveReason, type Happening, type ReasonCode, type Reschedule, type SessionHistory,
} from './bands/contract.ts';
