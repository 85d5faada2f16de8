import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultTerms, type LadderStep } from '../../../server/features/disclosure/contract.ts';
import { advance, nextDay, phaseOf, rowOf, standstillOf, type SessionFact, type Situation, type Standing } from '../../../server/features/disclosure/rules.ts';

const day = 86_400_000;
const begin = Date.parse('2026-03-02T09:00:00Z');
const terms = defaultTerms.ladder;

/** One letter a session, two weeks apart: held, cut Short, Missed, Late cancel by the client, late cancel by the Coach, coach did not come (X), called off (C), Unknown, Waiting, Disputed miss. */
type Letter = 'H' | 'S' | 'M' | 'L' | 'K' | 'X' | 'C' | 'U' | 'W' | 'D';
const states: Record<Letter, Partial<SessionFact>> = {
  H: { state: 'held' }, S: { state: 'cut-short' }, M: { state: 'client-no-show' }, L: { state: 'late-cancel', lateCancelBy: 'client' },
  K: { state: 'late-cancel', lateCancelBy: 'coach' }, X: { state: 'coach-no-show' }, C: { state: 'cancelled' },
  U: { state: 'unknown', counts: false }, W: { state: 'booked', waiting: true, counts: false }, D: { state: 'client-no-show', disputed: true, counts: false },
};
const facts = (letters: string): SessionFact[] => [...letters].map((letter, index) => ({
  id: `s${String(index).padStart(3, '0')}`, at: begin + index * 14 * day, waiting: false, disputed: false, counts: true, lateCancelBy: null, state: 'held', ...states[letter as Letter],
}));

const clear: Standing = { step: 'clear', round: 0, since: null, tellBy: null, heard: false, suspendedAt: null, told: false, sendAt: null };
const situation = (letters: string, more: Partial<Situation> = {}): Situation => ({
  row: rowOf(facts(letters), more.terms?.lateCancels ?? terms.lateCancels), terms, agreedFrom: begin, paused: false, now: begin + letters.length * 14 * day, zone: 'Europe/London', ...more,
});

/** Lives through the sessions one by one, as the sweep does; the client hears at once of what they are asked. */
function lived(letters: string, more: Partial<Situation> = {}): Standing {
  let standing = clear;
  for (let count = 1; count <= letters.length; count++) {
    ({ standing } = advance(standing, situation(letters.slice(0, count), more)));
    standing = { ...standing, heard: standing.step === 'tell' };
  }
  return standing;
}

describe('the row', () => {
  it.each([
    ['', 0, 0], ['H', 0, 0], ['M', 1, 0], ['MM', 2, 0], ['MHM', 1, 0], ['MSM', 1, 0], ['MCM', 2, 0], ['MKM', 2, 0], ['MXM', 2, 0], ['MLM', 3, 0],
    ['MUM', 2, 1], ['MDM', 2, 1], ['MMW', 2, 1], ['UHM', 1, 0], ['DHM', 1, 0], ['U', 0, 1], ['UUU', 0, 3],
  ])('%s: %i missed, %i open', (letters, missed, open) => {
    const row = rowOf(facts(letters), true);
    expect([row.missed.length, row.open.length]).toEqual([missed, open]);
  });

  it('leaves late cancellations out where they are not to count', () => {
    expect(rowOf(facts('MLM'), false).missed).toHaveLength(2);
  });
});

describe('the step', () => {
  it.each<[string, LadderStep]>([
    ['H', 'clear'], ['M', 'first'], ['MM', 'talk'], ['MMM', 'tell'], ['MMMH', 'clear'], ['MHMM', 'talk'], ['MCM', 'talk'], ['MXM', 'talk'], ['LLL', 'tell'], ['KKK', 'clear'],
    ['U', 'clear'], ['UUU', 'clear'], ['MU', 'first'], ['MUM', 'first'], ['MMD', 'talk'], ['MMUM', 'talk'], ['DDD', 'clear'], ['MMMS', 'clear'], ['MMMHM', 'first'], ['XXX', 'clear'],
  ])('%s leads to %s', (letters, step) => {
    expect(lived(letters).step).toBe(step);
  });

  it('never goes beyond a talk without an agreement that reaches the sponsor', () => {
    expect(lived('MMMMMM', { agreedFrom: null }).step).toBe('talk');
    // Missed before all had agreed, it is nobody else's.
    expect(lived('MMMM', { agreedFrom: begin + 20 * day }).step).toBe('talk');
    expect(lived('MMMMM', { agreedFrom: begin + 20 * day }).step).toBe('tell');
  });

  it('goes by the numbers that were agreed', () => {
    const slow = { terms: { ...terms, talkAt: 3, tellAt: 5 } };
    expect(['MM', 'MMM', 'MMMM', 'MMMMM'].map((letters) => lived(letters, slow).step)).toEqual(['first', 'talk', 'talk', 'tell']);
  });

  it('asks the client to the end of a day of theirs, and only then lets the coach send', () => {
    const told = lived('MMM');
    expect(new Date(told.tellBy!).toISOString()).toBe('2026-04-20T22:59:00.000Z');
    const at = (now: number) => advance(told, situation('MMM', { now }));
    expect(at(told.tellBy! - 1)).toMatchObject({ standing: { step: 'tell' }, entered: null });
    expect(at(told.tellBy!)).toMatchObject({ standing: { step: 'notice' }, entered: 'notice' });
    expect(advance({ ...told, told: true }, situation('MMM', { now: told.tellBy! + day })).standing.step).toBe('tell');
  });

  it('lets no date pass that the client has not heard of: they have all their days from then on', () => {
    const asked = { ...lived('MMM'), heard: false };
    const at = (standing: Standing, now: number) => advance(standing, situation('MMM', { now }));
    expect(at(asked, situation('MMM').now + 3_600_000)).toMatchObject({ standing: { tellBy: asked.tellBy }, entered: null });
    const later = at(asked, asked.tellBy! + day);
    expect(later).toMatchObject({ standing: { step: 'tell', tellBy: asked.tellBy! + (terms.tellDays + 1) * day, heard: false }, entered: 'tell' });
    expect(at(later.standing, asked.tellBy! + day)).toMatchObject({ entered: null });
    const heard = { ...later.standing, heard: true };
    expect(at(heard, heard.tellBy! - 1)).toMatchObject({ standing: { step: 'tell' }, entered: null });
    expect(at(heard, heard.tellBy!)).toMatchObject({ standing: { step: 'notice' } });
    expect(nextDay({ now: Date.parse('2026-03-28T18:00:00Z'), zone: 'Asia/Kathmandu' })).toBe(Date.parse('2026-03-28T18:15:00Z'));
  });

  it('stands still while something is open or paused, and gives back the days', () => {
    const told = lived('MMM');
    const from = situation('MMM').now + day;
    const stopped = advance(told, situation('MMD', { now: from })).standing;
    expect(stopped).toMatchObject({ step: 'tell', suspendedAt: from, tellBy: told.tellBy });
    expect(advance(stopped, situation('MMD', { now: told.tellBy! + 9 * day })).standing).toMatchObject({ step: 'tell' });
    const after = advance(stopped, situation('MMM', { now: from + 30 * day }));
    expect(after.standing).toMatchObject({ step: 'tell', suspendedAt: null, tellBy: told.tellBy! + 30 * day });
    const paused = advance(told, situation('MMM', { now: told.tellBy! + day, paused: true })).standing;
    expect(paused).toMatchObject({ step: 'tell', suspendedAt: told.tellBy! + day });
  });

  it('falls at once when it could not be so high any more, also while something is open', () => {
    expect(advance(lived('MMM'), situation('MHD'))).toMatchObject({ standing: { step: 'first', tellBy: null }, undo: true });
    expect(advance(lived('MMM'), situation('MMM', { agreedFrom: null }))).toMatchObject({ standing: { step: 'talk', tellBy: null }, undo: true });
    expect(advance(lived('MMM'), situation('MMM', { terms: { ...terms, tellAt: 4 } }))).toMatchObject({ standing: { step: 'talk' }, undo: true });
  });

  it('keeps a deadline that was told when the agreement changes', () => {
    const told = lived('MMM');
    expect(advance(told, situation('MMM', { terms: { ...terms, tellDays: 2 } })).standing.tellBy).toBe(told.tellBy);
  });
});

const letter = fc.constantFrom<Letter>('H', 'S', 'M', 'M', 'M', 'M', 'L', 'K', 'X', 'C', 'U', 'W', 'D');
const sequences = fc.array(letter, { maxLength: 12 }).map((letters) => letters.join(''));
const reaching = (step: LadderStep): boolean => step === 'tell' || step === 'notice';
const numRuns = Number(process.env.LADDER_RUNS ?? 300);

describe('whatever happens', () => {
  it('asks for nothing towards the sponsor unless so many were certainly missed since the last held one', () => {
    fc.assert(fc.property(sequences, fc.boolean(), (letters, agreed) => {
      const standing = lived(letters, { agreedFrom: agreed ? begin : null });
      const certain = Math.max(0, ...[...letters].map((_, end) => rowOf(facts(letters.slice(0, end + 1)), true).missed.length));
      if (!agreed || certain < terms.tellAt) expect(reaching(standing.step)).toBe(false);
      if (reaching(standing.step)) expect(/[HS]$/.test(letters)).toBe(false);
    }), { numRuns });
  });

  it('is never higher than it would be had every unknown session been called off', () => {
    fc.assert(fc.property(sequences, (letters) => {
      const order = ['clear', 'first', 'talk', 'tell', 'notice'];
      expect(order.indexOf(lived(letters).step)).toBeLessThanOrEqual(order.indexOf(lived(letters.replaceAll(/[UWD]/g, 'C')).step));
    }), { numRuns });
  });

  it('enters nothing and lets no deadline pass while it is paused', () => {
    fc.assert(fc.property(sequences, fc.integer({ min: 0, max: 400 }), (letters, days) => {
      const before = lived(letters);
      const { standing, entered } = advance(before, situation(letters, { paused: true, now: situation(letters).now + days * day }));
      expect(entered).toBeNull();
      expect(standing.step).toBe(before.step);
    }), { numRuns });
  });

  it('done twice is done once', () => {
    fc.assert(fc.property(sequences, (letters) => {
      const once = advance(lived(letters), situation(letters)).standing;
      expect(advance(once, situation(letters))).toEqual({ standing: once, entered: null, undo: expect.any(Boolean) });
    }), { numRuns });
  });
});

it('says why nothing goes on, the strongest reason first', () => {
  const not = { ladder: false, engagement: false };
  expect(standstillOf(rowOf(facts('MM'), true), not)).toBeNull();
  expect(standstillOf(rowOf(facts('MU'), true), not)).toBe('open-question');
  expect(standstillOf(rowOf(facts('UD'), true), not)).toBe('disputed');
  expect(standstillOf(rowOf(facts('UD'), true), { ...not, ladder: true })).toBe('paused');
  expect(standstillOf(rowOf(facts('M'), true), { ladder: true, engagement: true })).toBe('engagement');
});

it('tells how far an engagement is by its dates', () => {
  const of = (on: string, status: 'active' | 'paused' | 'ended' = 'active') => phaseOf({ status, startsOn: '2026-03-01', endsOn: '2026-07-01' }, Date.parse(on));
  expect([of('2026-02-01'), of('2026-03-10'), of('2026-05-01'), of('2026-06-20'), of('2026-05-01', 'paused'), of('2026-05-01', 'ended')])
    .toEqual(['not-begun', 'beginning', 'middle', 'closing', 'paused', 'ended']);
});
