import { describe, expect, it } from '@jest/globals';
import { createClock } from '../../server/sandbox/clock.ts';
import { keepIn } from '../../server/sandbox/store.ts';
import { memoryStore } from '../../server/sandbox/tenant/store.ts';

const at = (iso: string): Date => new Date(iso);
const MORNING = at('2026-03-27T09:00:00Z');

function flowing(start: Date | null = at('2026-01-05T00:00:00Z'), store = memoryStore()) {
  const hands = { now: MORNING };
  const machine = { now: () => hands.now };
  const wait = (minutes: number): void => void (hands.now = new Date(hands.now.getTime() + minutes * 60_000));
  return { clock: createClock({ start, machine, flow: true, keep: keepIn(store) }), wait, store };
}

describe('the clock of the tenant', () => {
  it('starts where the seed says and flows with the machine', () => {
    const { clock, wait } = flowing();
    wait(90);
    expect(clock.now()).toEqual(at('2026-01-05T01:30:00Z'));
  });

  it('starts at the time of the machine when the seed says nothing', () => {
    expect(flowing(null).clock.now()).toEqual(MORNING);
  });

  it('moves forward, flows on from there, and counts what it skipped', () => {
    const { clock, wait } = flowing();
    clock.advanceTo(at('2026-02-01T12:00:00Z'));
    wait(1);
    expect(clock.now()).toEqual(at('2026-02-01T12:01:00Z'));
    expect(clock.skippedMs()).toBe(27.5 * 24 * 3_600_000);
  });

  it('never goes back, neither when asked nor with the machine', () => {
    const { clock, wait } = flowing();
    clock.advanceTo(at('2025-12-24T00:00:00Z'));
    expect(clock.now()).toEqual(at('2026-01-05T00:00:00Z'));
    wait(60);
    expect(clock.now()).toEqual(at('2026-01-05T01:00:00Z'));
    wait(-30);
    expect(clock.now()).toEqual(at('2026-01-05T01:00:00Z'));
  });

  it('goes on after a restart where it would be by now', () => {
    const { clock, store } = flowing();
    clock.advanceTo(at('2026-02-01T12:00:00Z'));
    const machine = { now: () => new Date(MORNING.getTime() + 3_600_000) };
    const again = createClock({ start: at('2020-01-01T00:00:00Z'), machine, flow: true, keep: keepIn(store) });
    expect(again.now()).toEqual(at('2026-02-01T13:00:00Z'));
    expect(again.skippedMs()).toBe(clock.skippedMs());
  });

  it('stands still between moves for tests', () => {
    const machine = { now: () => MORNING };
    const clock = createClock({ start: null, machine, flow: false, keep: keepIn(memoryStore()) });
    clock.advanceTo(at('2026-03-28T00:00:00Z'));
    expect(clock.now()).toEqual(at('2026-03-28T00:00:00Z'));
  });
});
