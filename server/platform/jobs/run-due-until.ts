import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { DueWork } from './jobs.ts';

/** A clock that tests and the sandbox move. */
export interface SettableClock extends Clock {
  /** Moves the clock to `at`. */
  set(at: Date): void;
}

/** Times that one thing may be tried in vain, and tried at all, without its date moving. */
const TRIES_IN_VAIN = 3;
const TRIES = 1000;
/** Work that is stuck on one thing is looked at again this much later (milliseconds), for the sake of what lies behind it. */
const LOOK_AGAIN = 3_600_000;

interface Progress {
  work: DueWork;
  due: number | null;
  tries: number;
  inVain: number;
  /** Set while stuck: when to look again. */
  again: number | null;
}

/**
 * Moves `clock` to `until`, stopping at every instant at which something falls due on the way and doing it, in order.
 * Ends even when something keeps failing with its date unchanged: that is logged, and tried again only hourly.
 */
export async function runDueUntil(clock: SettableClock, all: DueWork[], until: Date, log: Log): Promise<void> {
  const progress = all.map((work): Progress => ({ work, due: null, tries: 0, inVain: 0, again: null }));
  for (;;) {
    const next = await earliest(progress);
    if (next === null || next.at > until.getTime()) break;
    if (next.at > clock.now().getTime()) clock.set(new Date(next.at));
    await runOnce(next.progress, clock, log);
  }
  if (until > clock.now()) clock.set(until);
}

async function earliest(progress: Progress[]): Promise<{ progress: Progress; at: number } | null> {
  let first: { progress: Progress; at: number } | null = null;
  for (const one of progress) {
    const due = (await one.work.nextDueAt())?.getTime() ?? null;
    if (due !== one.due) Object.assign(one, { due, tries: 0, inVain: 0, again: null });
    const at = due === null ? null : (one.again ?? due);
    if (at !== null && (first === null || at < first.at)) first = { progress: one, at };
  }
  return first;
}

async function runOnce(one: Progress, clock: Clock, log: Log): Promise<void> {
  const done = await tryWork(one.work, clock, log);
  one.tries++;
  if (done === 0) one.inVain++;
  if (one.inVain < TRIES_IN_VAIN && one.tries < TRIES) return;
  if (one.again === null) log.warn({ work: one.work.name }, 'due work stays due however often it is run');
  one.again = clock.now().getTime() + LOOK_AGAIN;
}

async function tryWork(work: DueWork, clock: Clock, log: Log): Promise<number> {
  try {
    return await work.runDue(clock.now());
  } catch (error) {
    log.warn({ work: work.name, code: (error as { code?: unknown }).code }, 'due work failed while time was moved');
    return 0;
  }
}
