import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DueWork } from '../../../server/platform/jobs/jobs.ts';
import { runDueUntil, type SettableClock } from '../../../server/platform/jobs/run-due-until.ts';
import { createLog } from '../../../server/platform/log.ts';

const log = createLog('silent');
const at = (time: string): Date => new Date(`2026-03-02T${time}:00Z`);
let clock: SettableClock;
let seen: string[];

beforeEach(() => {
  let now = at('09:00');
  seen = [];
  clock = { now: () => now, set: (next) => (now = next) };
});

const time = (): string => clock.now().toISOString().slice(11, 16);

/** Work over a list of times; `run` may put more in. */
function work(name: string, due: Date[], run: (item: Date) => void = () => undefined): DueWork {
  const sorted = () => due.toSorted((a, b) => a.getTime() - b.getTime());
  return {
    name,
    nextDueAt: async () => sorted()[0] ?? null,
    async runDue(now) {
      const ready = sorted().filter((item) => item <= now);
      for (const item of ready) {
        run(item);
        due.splice(due.indexOf(item), 1);
        seen.push(`${name} ${time()}`);
      }
      return ready.length;
    },
  };
}

describe('moving the clock', () => {
  it('does what falls due on the way at its own time, in order over all work, and nothing later', async () => {
    const nudges = work('nudge', [at('12:00'), at('10:00'), at('15:01')]);
    const holds = work('hold', [at('11:00')]);
    await runDueUntil(clock, [nudges, holds], at('15:00'), log);
    expect(seen).toEqual(['nudge 10:00', 'hold 11:00', 'nudge 12:00']);
    expect(clock.now()).toEqual(at('15:00'));
  });

  it('does what was overdue at the time it is, not in the past', async () => {
    await runDueUntil(clock, [work('nudge', [at('08:00')])], at('09:30'), log);
    expect(seen).toEqual(['nudge 09:00']);
  });

  it('follows what work puts in for later', async () => {
    const due = [at('10:00')];
    const chain = work('chain', due, (item) => item < at('12:00') && due.push(new Date(item.getTime() + 3_600_000)));
    await runDueUntil(clock, [chain], at('18:00'), log);
    expect(seen).toEqual(['chain 10:00', 'chain 11:00', 'chain 12:00']);
  });

  it('ends when one thing keeps failing, and still does what lies behind it and beside it', async () => {
    const due = [at('10:00'), at('10:20')];
    const failing: DueWork = {
      name: 'failing',
      nextDueAt: async () => due[0] ?? null,
      async runDue(now) {
        if (now >= at('10:20') && due.length > 1) {
          due.pop();
          seen.push(`behind ${time()}`);
        }
        if (due.length > 0) throw new Error('no');
        return 0;
      },
    };
    await runDueUntil(clock, [failing, work('beside', [at('10:30')])], at('14:00'), log);
    expect(seen).toEqual(['beside 10:30', 'behind 11:00']);
    expect(clock.now()).toEqual(at('14:00'));
  });

  it('ends when work claims to have done something and its date does not move', async () => {
    let runs = 0;
    const liar: DueWork = { name: 'liar', nextDueAt: async () => at('10:00'), runDue: async () => ++runs };
    await runDueUntil(clock, [liar], at('10:30'), log);
    expect(runs).toBeLessThan(2000);
    expect(clock.now()).toEqual(at('10:30'));
  });

  it('never moves the clock backwards', async () => {
    await runDueUntil(clock, [], at('08:00'), log);
    expect(clock.now()).toEqual(at('09:00'));
  });
});
