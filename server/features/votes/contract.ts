import { z } from 'zod';
import { instant, role, uuid } from '../people/contract.ts';
import { relaxation, sessionKind } from '../scheduling/contract.ts';

/** More times than these nobody compares. */
export const mostSlots = 5;

/** Asks everybody which of a few times suits them. Who is among `optionalPeople` need not come: their answers only break ties. */
export const askVote = z.strictObject({
  /** Made by the client of the API: pressing twice asks once. */
  id: uuid,
  kind: sessionKind.default('three-way'),
  minutes: z.int().min(15).max(240).multipleOf(5),
  /** Starts of the times, as the finder offered them. */
  starts: z.array(instant).min(1).max(mostSlots),
  /** Answers count until then; before the first of the times. */
  deadline: instant,
  optionalPeople: z.array(uuid).max(3).default([]),
  /** What was loosened to find the times. */
  relax: z.array(relaxation).max(10).default([]),
});
export type AskVote = z.input<typeof askVote>;

export const voteAnswer = z.enum(['yes', 'if-need-be', 'no']);
export type VoteAnswer = z.infer<typeof voteAnswer>;

/** Answers to some or all of the times; what is not named stays as it is. */
export const giveAnswers = z.strictObject({
  answers: z.array(z.strictObject({ slotId: uuid, answer: voteAnswer })).min(1).max(mostSlots),
});
export type GiveAnswers = z.infer<typeof giveAnswers>;

/** `nothing`: no time suits all who have to come. `ended`: the engagement was paused or ended meanwhile. */
export const voteState = z.enum(['open', 'decided', 'nothing', 'cancelled', 'ended']);
export type VoteState = z.infer<typeof voteState>;

export const voteSlot = z.strictObject({
  id: uuid,
  start: instant,
  end: instant,
  /** The viewer's own answer; what the others answered to which time is nobody's to see. */
  mine: voteAnswer.nullable(),
  chosen: z.boolean(),
  /** Somebody's calendar filled: it can no longer be chosen. */
  taken: z.boolean(),
});
export type VoteSlot = z.infer<typeof voteSlot>;

const shared = {
  id: uuid,
  kind: sessionKind,
  minutes: z.int(),
  state: voteState,
  /** One sentence of where it stands and what comes next. */
  standing: z.string(),
  deadline: instant,
  askedBy: z.string(),
  slots: z.array(voteSlot),
};

export const vote = z.strictObject({
  ...shared,
  engagementId: uuid,
  voters: z.array(z.strictObject({ personId: uuid, displayName: z.string(), role, required: z.boolean(), answered: z.boolean() })),
  /** Entries that keep the times free in the calendars we may write. */
  holds: z.strictObject({
    placed: z.int(),
    waiting: z.int(),
    /** The permission that is missing, when that is why they wait. */
    permission: z.string().nullable(),
  }),
  /** The mail that brings a coach outside their link. */
  mail: z.enum(['none', 'sent', 'not-sent']),
  /** The session that came of it. */
  sessionId: uuid.nullable(),
  can: z.strictObject({ answer: z.boolean(), cancel: z.boolean(), mail: z.boolean() }),
});
export type Vote = z.infer<typeof vote>;

/** A vote as a coach outside sees it: the times and their own answers. */
export const coachVote = z.strictObject({ ...shared, clientName: z.string(), can: z.strictObject({ answer: z.boolean() }) });
export type CoachVote = z.infer<typeof coachVote>;

export const voteList = z.strictObject({ votes: z.array(vote) });
export type VoteList = z.infer<typeof voteList>;
export const coachVotes = z.strictObject({ votes: z.array(coachVote) });
export type CoachVotes = z.infer<typeof coachVotes>;
export const voteParams = z.strictObject({ voteId: uuid });
