import { defaultRules } from '../../../server/features/engagements/contract.ts';
import { diceOf, type Dice } from '../../features/following/month/world.ts';

const hour = 3_600_000;
const day = 24 * hour;

export const rules = { ...defaultRules, noticeHours: 1, spacingDays: { min: 0, max: 60 }, bufferMinutes: { client: 0, coach: 0, sponsor: 0 } };

/** What somebody does with a session of theirs in Fieldwork. */
export interface Intent {
  what: 'book' | 'move' | 'cancel' | 'open';
  party: number;
  sessionId: string;
  /** Of a booking. */
  threeWay: boolean;
  start: Date;
}

export interface Step {
  at: Date;
  /** Chance of this step alone: what went otherwise in one step leaves the next as it is. */
  dice: Dice;
  weather: boolean;
  intents: Intent[];
  /** The session that somebody does something to in Outlook. */
  outlook: string | null;
}

interface Planned {
  id: string;
  party: number;
  start: number;
  touched: number;
}

/**
 * A month of what people want, made before it begins, so that any number of processes is asked for the same. No time is wanted twice, so
 * that whoever was refused by bad weather gets it later all the same; a session is left alone in Outlook for some steps after it was changed.
 */
export function planMonth(seed: number, from: Date, days: number, parties: { sponsored: boolean }[]): Step[] {
  const dice = diceOf(seed);
  const taken = new Set<number>();
  const sessions: Planned[] = [];
  const steps: Step[] = [];
  const freeTime = (now: number): number => {
    for (;;) {
      const at = Math.floor(now / day) * day + (3 + dice.number(37)) * day + (9 + dice.number(7)) * hour;
      if (new Date(at).getUTCDay() % 6 === 0 || taken.has(at)) continue;
      taken.add(at);
      return at;
    }
  };
  const intent = (party: number, index: number, now: number): Intent => {
    const own = sessions.filter((one) => one.party === party && one.start > now + 2 * day);
    const what = own.length < 3 ? 'book' : dice.oneOf(['move', 'move', 'cancel', 'open', 'open'] as const);
    const session = what === 'book' ? { id: dice.id(), party, start: freeTime(now), touched: index } : dice.oneOf(own);
    if (what === 'book') sessions.push(session);
    if (what === 'move') session.start = freeTime(now);
    if (what === 'cancel') sessions.splice(sessions.indexOf(session), 1);
    session.touched = index;
    return { what, party, sessionId: session.id, threeWay: parties[party]!.sponsored && dice.number(2) === 0, start: new Date(session.start) };
  };
  const midnight = Math.floor(from.getTime() / day) * day;
  for (let date = 0; date < days; date += 1) {
    if (new Date(midnight + date * day).getUTCDay() % 6 === 0) continue;
    for (let at = 8 * hour; at < 17 * hour; at += 2 * hour) {
      const now = midnight + date * day + at + dice.number(110) * 60_000;
      const index = steps.length;
      const intents = dice.oneOf([[], [0], [0], [0, 0]]).map(() => intent(dice.number(parties.length), index, now));
      const rested = sessions.filter(({ touched, start }) => touched < index - 4 && start > now + day);
      const outlook = rested.length > 0 && dice.number(2) === 0 ? dice.oneOf(rested) : null;
      if (outlook) outlook.touched = index;
      steps.push({ at: new Date(now), dice: diceOf(seed * 1_000_003 + index), weather: dice.number(3) === 0, intents, outlook: outlook?.id ?? null });
    }
  }
  return steps;
}
