import { Temporal } from 'temporal-polyfill';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { FindTimes, Relaxation, SessionKind } from '../../../server/features/scheduling/contract.ts';

/** When to look: as the engagement's spacing has it, the next so many weeks, or between two dates of the viewer. */
export type WindowChoice = 'due' | 'weeks-2' | 'weeks-4' | 'weeks-8' | 'dates';

/** What a person asked for on the find-times screen. */
export interface Wish {
  kind: SessionKind;
  minutes: number;
  window: WindowChoice;
  /** `YYYY-MM-DD` in the viewer's zone, both included; only read when `window` is `dates`. */
  from: string;
  to: string;
  relax: Relaxation[];
}

export const windowWords: Record<WindowChoice, string> = {
  due: 'When it is due',
  'weeks-2': 'The next 2 weeks',
  'weeks-4': 'The next 4 weeks',
  'weeks-8': 'The next 8 weeks',
  dates: 'Between two dates',
};

/** The API looks at most this far in one search. */
const longestDays = 56;

/** What is asked for before anybody chose: a three-way session where there is a sponsor, at the engagement's length. */
export function firstWish(engagement: Pick<Engagement, 'participants' | 'sessionMinutes'>, moving?: { kind: SessionKind; minutes: number }): Wish {
  const kind = moving?.kind ?? kindsFor(engagement)[0] ?? 'coaching';
  return { kind, minutes: moving?.minutes ?? engagement.sessionMinutes, window: 'due', from: '', to: '', relax: [] };
}

/** The kinds this engagement can have, the likeliest first. */
export const kindsFor = ({ participants }: Pick<Engagement, 'participants'>): SessionKind[] =>
  participants.some(({ role }) => role === 'sponsor') ? ['three-way', 'coaching', 'chemistry'] : ['coaching', 'chemistry'];

/** The lengths to choose from, with the engagement's own among them. */
export const lengthsFor = (usual: number): number[] => [...new Set([30, 45, 60, 75, 90, 120, usual])].toSorted((a, b) => a - b);

/** What is wrong with the dates, in words; null when they can be searched. `today` is `YYYY-MM-DD`. */
export function datesProblem({ window, from, to }: Pick<Wish, 'window' | 'from' | 'to'>, today: string): string | null {
  if (window !== 'dates') return null;
  if (!from || !to) return 'Choose both dates.';
  if (to < from) return 'The second date must not be before the first.';
  if (to < today) return 'These dates have passed.';
  return daysFrom(from, to) >= longestDays ? `Choose at most ${longestDays / 7} weeks.` : null;
}

const daysFrom = (from: string, to: string): number => Temporal.PlainDate.from(from).until(to).days;

/** The search as the API takes it. Dates are days of `zone`; what has passed of today is left out. */
export function toFindTimes(wish: Wish, at: { zone: string; now: Date; movingSessionId?: string | undefined }): FindTimes {
  const { kind, minutes, relax } = wish;
  const moving = at.movingSessionId ? { movingSessionId: at.movingSessionId } : {};
  return { kind, minutes, relax, ...moving, ...windowOf(wish, at) };
}

function windowOf({ window, from, to }: Wish, { zone, now }: { zone: string; now: Date }): Pick<FindTimes, 'from' | 'to'> {
  if (window === 'due') return {};
  if (window === 'dates') return { from: later(startOfDay(from, zone), now), to: startOfDay(nextDay(to), zone) };
  const days = Number(window.slice('weeks-'.length)) * 7;
  return { from: now.toISOString(), to: new Date(now.getTime() + days * 86_400_000).toISOString() };
}

const nextDay = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString();

/** A library's midnight, because some zones skip theirs when summer time begins. */
const startOfDay = (date: string, zone: string): string => Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant().toString();

const later = (instant: string, now: Date): string => (Date.parse(instant) > now.getTime() ? instant : now.toISOString());
