import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { VoteAnswer } from '../../../server/features/votes/contract.ts';
import { chaseAt, decide, type Ballot, type Electorate, type Outcome } from '../../../server/features/votes/rules.ts';

const answers: VoteAnswer[] = ['yes', 'if-need-be', 'no'];

/** The winner when everything is answered, told as the sentences of the rule and not as a score. */
function winner(ballots: Ballot[], { required, optional }: Electorate): string | null {
  let left = ballots.filter((ballot) => required.every((person) => ballot.answers.get(person) !== 'no'));
  const keepBest = (measure: (ballot: Ballot) => number): void => {
    const best = Math.min(...left.map(measure));
    left = left.filter((ballot) => measure(ballot) === best);
  };
  const saying = (people: readonly string[], answer: VoteAnswer) => (ballot: Ballot) => people.filter((person) => ballot.answers.get(person) === answer).length;
  keepBest(saying(required, 'if-need-be'));
  keepBest(saying(optional, 'no'));
  keepBest(saying(optional, 'if-need-be'));
  keepBest((ballot) => ballot.start);
  return left[0]?.slotId ?? null;
}

/** Every way in which the open answers could still come. */
function completions(ballots: Ballot[], people: readonly string[]): Ballot[][] {
  const open = ballots.flatMap((ballot, index) => people.filter((person) => !ballot.answers.has(person)).map((person) => ({ index, person })));
  return open.reduce<Ballot[][]>(
    (all, { index, person }) =>
      all.flatMap((one) => answers.map((answer) => one.map((ballot, at) => (at === index ? { ...ballot, answers: new Map([...ballot.answers, [person, answer]]) } : ballot)))),
    [ballots],
  );
}

function oracle(ballots: Ballot[], electorate: Electorate, over: boolean): Outcome {
  const people = [...electorate.required, ...electorate.optional];
  const absent = ballots.map((ballot) => ({ ...ballot, answers: new Map(people.map((person) => [person, ballot.answers.get(person) ?? ('no' as const)])) }));
  const winners = new Set(over ? [winner(absent, electorate)] : completions(ballots, people).map((one) => winner(one, electorate)));
  if (winners.size > 1) return { kind: 'open' };
  const [only] = [...winners];
  return only ? { kind: 'chosen', slotId: only } : { kind: 'nothing' };
}

const electorates = fc.record({ required: fc.constantFrom(['a'], ['a', 'b']), optional: fc.constantFrom([], ['c'], ['c', 'd']) });

/** Votes with at most six open answers, so that every way they could come can be tried. */
const votes = electorates.chain((electorate) => {
  const people = [...electorate.required, ...electorate.optional];
  const ballot = fc.tuple(...people.map(() => fc.option(fc.constantFrom(...answers), { freq: 3 })));
  return fc.array(ballot, { minLength: 1, maxLength: 4 }).map((rows) => {
    let open = 0;
    const ballots = rows.map((row, index) => ({
      slotId: `slot ${index}`,
      start: index * 3_600_000,
      answers: new Map(row.flatMap((answer, at) => {
        if (answer === null && (open += 1) <= 6) return [];
        return [[people[at]!, answer ?? 'no'] as const];
      })),
    }));
    return { electorate, ballots };
  });
});

describe('a vote', () => {
  it('is decided exactly when no answer still to come could change the winner', () => {
    fc.assert(fc.property(votes, ({ electorate, ballots }) => {
      expect(decide(ballots, electorate, false)).toEqual(oracle(ballots, electorate, false));
    }), { numRuns: 400 });
  });

  it('at its deadline takes the best of what will do, or says that nothing does', () => {
    fc.assert(fc.property(votes, ({ electorate, ballots }) => {
      expect(decide(ballots, electorate, true)).toEqual(oracle(ballots, electorate, true));
    }), { numRuns: 400 });
  });

  it('does not depend on the order of the times', () => {
    fc.assert(fc.property(votes, fc.boolean(), ({ electorate, ballots }, over) => {
      expect(decide(ballots.toReversed(), electorate, over)).toEqual(decide(ballots, electorate, over));
    }));
  });

  const told = (start: number, given: Record<string, VoteAnswer>): Ballot => ({ slotId: `at ${start}`, start, answers: new Map(Object.entries(given)) });
  const three: Electorate = { required: ['client', 'coach'], optional: ['sponsor'] };

  it('counts those who have to come before those who need not, and these before the earlier time', () => {
    const [early, late] = [told(1, { client: 'yes', coach: 'if-need-be', sponsor: 'yes' }), told(2, { client: 'yes', coach: 'yes', sponsor: 'no' })];
    expect(decide([early, late], three, false)).toEqual({ kind: 'chosen', slotId: 'at 2' });
    const [without, together] = [told(1, { client: 'yes', coach: 'yes', sponsor: 'no' }), told(2, { client: 'yes', coach: 'yes', sponsor: 'if-need-be' })];
    expect(decide([without, together], three, false)).toEqual({ kind: 'chosen', slotId: 'at 2' });
    expect(decide([told(1, { client: 'yes', coach: 'yes' }), told(2, { client: 'yes', coach: 'yes' })], { required: ['client', 'coach'], optional: [] }, false)).toEqual({ kind: 'chosen', slotId: 'at 1' });
  });

  it('never takes silence of somebody who has to come for a yes', () => {
    expect(decide([told(1, { client: 'yes' })], three, false)).toEqual({ kind: 'open' });
    expect(decide([told(1, { client: 'yes' })], three, true)).toEqual({ kind: 'nothing' });
    expect(decide([], three, false)).toEqual({ kind: 'nothing' });
  });
});

it('asks once more a day before the deadline, or half-way when that is near', () => {
  const at = (text: string) => new Date(`2026-03-${text}:00:00Z`);
  expect(chaseAt(at('02T08'), at('09T08'))).toEqual(at('08T08'));
  expect(chaseAt(at('02T08'), at('02T20'))).toEqual(at('02T14'));
});
