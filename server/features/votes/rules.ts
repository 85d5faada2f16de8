import type { VoteAnswer } from './contract.ts';

/** One time of a vote with the answers it has; who has not answered is not in the map. */
export interface Ballot {
  slotId: string;
  /** Epoch milliseconds. */
  start: number;
  answers: ReadonlyMap<string, VoteAnswer>;
}

export interface Electorate {
  /** Each of them has to answer yes or if need be. */
  required: readonly string[];
  /** They only break ties. */
  optional: readonly string[];
}

export type Outcome = { kind: 'chosen'; slotId: string } | { kind: 'nothing' } | { kind: 'open' };

/** How good a time is: fewer compromises of those who have to come, then more of the others, then the more willing ones; null when it will not do. */
type Score = readonly [compromises: number, absent: number, unwilling: number, start: number];

/** `unknown` stands for those who have not answered. */
function scoreOf({ answers, start }: Ballot, { required, optional }: Electorate, unknown: VoteAnswer): Score | null {
  const given = (person: string): VoteAnswer => answers.get(person) ?? unknown;
  if (required.some((person) => given(person) === 'no')) return null;
  const count = (people: readonly string[], answer: VoteAnswer): number => people.filter((person) => given(person) === answer).length;
  return [count(required, 'if-need-be'), count(optional, 'no'), count(optional, 'if-need-be'), start];
}

function better(one: Score, other: Score): boolean {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place >= 0 && one[place]! < other[place]!;
}

interface Judged {
  slotId: string;
  score: Score;
}

/** The times that will do when those who have not answered say `unknown`, best first. */
const judged = (ballots: readonly Ballot[], electorate: Electorate, unknown: VoteAnswer): Judged[] =>
  ballots
    .flatMap((ballot) => {
      const score = scoreOf(ballot, electorate, unknown);
      return score ? [{ slotId: ballot.slotId, score }] : [];
    })
    .sort((a, b) => (better(a.score, b.score) ? -1 : 1));

/**
 * Where a vote stands. Before the deadline it is decided as soon as no answer that is still to come could make another time the best;
 * answers given are taken as they are, although they may still be changed. At the deadline the best of what will do is taken.
 */
export function decide(ballots: readonly Ballot[], electorate: Electorate, over: boolean): Outcome {
  const first = judged(ballots, electorate, 'no')[0];
  const hopes = over ? [] : judged(ballots, electorate, 'yes');
  if (!first && hopes.length === 0) return { kind: 'nothing' };
  // Answers to one time say nothing of another: it stays the best when its worst beats every other one's best.
  const settled = first && hopes.every(({ slotId, score }) => slotId === first.slotId || better(first.score, score));
  return settled ? { kind: 'chosen', slotId: first.slotId } : { kind: 'open' };
}

const HOUR = 3_600_000;

/** When those who have not answered are asked once more: a day before the deadline, or half-way when that is nearer than two days. */
export function chaseAt(asked: Date, deadline: Date): Date {
  const span = deadline.getTime() - asked.getTime();
  return new Date(span > 48 * HOUR ? deadline.getTime() - 24 * HOUR : asked.getTime() + span / 2);
}

/** Seconds to wait before the n-th further try with Microsoft. */
export const waitBefore = (tries: number, asked: number | null): number => Math.max([5, 15, 60, 300, 900][Math.min(Math.max(tries, 1), 5) - 1]!, asked ?? 0);
