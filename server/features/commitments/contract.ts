import { z } from 'zod';
import { date, instant, line, prose, role, uuid, version } from '../people/contract.ts';

/** Longest wording of one commitment, in UTF-16 units. */
export const longestText = 500;
/** Most commitments of one session; nobody does a thousand things, but nothing typed is ever lost. */
export const mostOfSession = 2_000;

const wording = line(longestText);

export const commitmentState = z.enum(['proposed', 'open', 'done', 'dropped']);
export type CommitmentState = z.infer<typeof commitmentState>;

export const outcome = z.enum(['done', 'partly', 'not-yet', 'dropped']);
export type Outcome = z.infer<typeof outcome>;

export const review = z.strictObject({ sessionId: uuid, outcome, learnt: z.string(), at: instant, version });
export type Review = z.infer<typeof review>;

/** Something the client takes on; on screens "fieldwork". The client owns its wording. */
export const commitment = z.strictObject({
  id: uuid,
  engagementId: uuid,
  /** The session it was agreed in; null when it came up in between. */
  sessionId: uuid.nullable(),
  text: z.string(),
  dueOn: date.nullable(),
  goalId: uuid.nullable(),
  state: commitmentState,
  proposedBy: role,
  /** Due days that went by. */
  slips: z.int(),
  /** From the second slip: shrink it, drop it, or get help? */
  asks: z.boolean(),
  /** The client would like the coach's help with it. */
  wantsHelp: z.boolean(),
  /** The latest look back, if any. */
  review: review.nullable(),
  version,
  createdAt: instant,
  doneAt: instant.nullable(),
  /** What the viewer may do with it now. */
  can: z.strictObject({ reword: z.boolean(), accept: z.boolean(), tick: z.boolean() }),
});
export type Commitment = z.infer<typeof commitment>;

/** By when: a day, or the words that were typed and when, for what is sent later than it was typed. */
const dueByDay = z.strictObject({ type: z.literal('day'), on: date });
const dueByWords = z.strictObject({ type: z.literal('words'), said: line(60), saidAt: instant });
export const due = z.discriminatedUnion('type', [dueByDay, dueByWords]).nullable();
export type Due = z.input<typeof due>;

/** Of a new line also 'in-text': its last words name the day, if any do. For what was kept before, or without, being understood. */
const dueOfNew = z.discriminatedUnion('type', [dueByDay, dueByWords, z.strictObject({ type: z.literal('in-text'), saidAt: instant })]).nullable();

export const addCommitment = z.strictObject({
  /** Made where it is typed: sent twice, it is there once. */
  id: uuid,
  sessionId: uuid.nullable().default(null),
  text: wording,
  due: dueOfNew.default(null),
  goalId: uuid.nullable().default(null),
});
export type AddCommitment = z.input<typeof addCommitment>;

/** What is sent replaces; `version` is the one that was read. */
export const changeCommitment = z.strictObject({ version, text: wording.optional(), due: due.optional(), goalId: uuid.nullable().optional() });
export type ChangeCommitment = z.input<typeof changeCommitment>;

/** accept: the client takes it on. tick and untick: done, or not. drop: on purpose. reopen: not dropped after all. remove and restore: never was; undo. */
export const commitmentStep = z.enum(['accept', 'tick', 'untick', 'drop', 'reopen', 'remove', 'restore', 'shrink', 'get-help']);
export type CommitmentStep = z.infer<typeof commitmentStep>;
export const takeStep = z.strictObject({ step: commitmentStep });
export type TakeStep = z.input<typeof takeStep>;

export const reviewCommitment = z.strictObject({
  /** The session in which it is looked back on. */
  sessionId: uuid,
  outcome,
  /** What was learnt. */
  learnt: prose(1000).default(''),
  /** The new day for what is not done yet. */
  due: due.optional(),
  /** The version of the look back that was read; left out for the first. */
  version: version.optional(),
});
export type ReviewCommitment = z.input<typeof reviewCommitment>;

export const orderCommitments = z.strictObject({ ids: z.array(uuid).max(mostOfSession) });
export type OrderCommitments = z.input<typeof orderCommitments>;

/** One line as it is typed, e.g. "Ask Sam for feedback by fri". */
export const readLine = z.strictObject({
  line: z.string().max(longestText + 60),
  /** The session in which it is typed: "before next session" means the one after it. */
  sessionId: uuid.nullable().default(null),
});
export type ReadLine = z.input<typeof readLine>;

/** Shown back before it is saved. */
export const lineRead = z.strictObject({
  text: z.string(),
  /** The day that was understood, in the client's zone; null when the line names none. */
  due: z.strictObject({ on: date, words: z.string(), said: z.string() }).nullable(),
  /** Why a day that was clearly meant was not taken. */
  problem: z.enum(['no-such-date', 'passed']).nullable(),
  /** The client's zone, in which days begin and end. */
  zone: z.string(),
});
export type LineRead = z.infer<typeof lineRead>;

export const readback = z.strictObject({
  /** Names the list as it is now. */
  digest: z.string(),
  confirmedBy: z.array(role),
  /** Both client and coach confirmed this very list. */
  complete: z.boolean(),
});
export type Readback = z.infer<typeof readback>;
export const confirmReadback = z.strictObject({ digest: z.string().max(32).regex(/^[0-9a-f]{32}$/, 'must be the digest that was read') });
export type ConfirmReadback = z.input<typeof confirmReadback>;

/** Everything of a session that client and coach have before them. */
export const board = z.strictObject({
  sessionId: uuid,
  engagementId: uuid,
  myRole: role,
  /** The session was called off: nothing is looked back on in it any more, and nothing agreed. */
  off: z.boolean(),
  /** Agreed before this session and open when it came, or looked back on in it. */
  lastTime: z.array(commitment),
  /** Agreed in this session, in order. */
  commitments: z.array(commitment),
  goals: z.array(z.strictObject({ id: uuid, title: z.string() })),
  readback,
  zone: z.string(),
  can: z.strictObject({ write: z.boolean() }),
  /** Where a live stream goes on from. */
  lastEventId: z.string(),
});
export type Board = z.infer<typeof board>;

/** Fieldwork of an engagement whatever session it comes from, with what it takes to change it and to follow it. */
export const commitmentList = board.pick({ engagementId: true, myRole: true, commitments: true, goals: true, zone: true, can: true, lastEventId: true });
export type CommitmentList = z.infer<typeof commitmentList>;
export const commitmentParams = z.strictObject({ commitmentId: uuid });
/** Where a stream goes on from: the id of the last event that was seen. */
export const liveQuery = z.strictObject({ after: z.string().max(18).regex(/^\d{1,18}$/, 'must be the id of an event').default('0') });
