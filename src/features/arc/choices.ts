import type { BookSeries, Occurrence, TimeOption, TimesPreview } from '../../../server/features/arc/contract.ts';

/** What is chosen for one occurrence: one of its times, or none. */
export interface Choice {
  occurrence: Occurrence;
  /** Start of the chosen time; null when it is left out or no time fits. */
  start: string | null;
}

/** The times of an occurrence, the best first. */
export const timesOf = ({ best, alternatives }: Occurrence): TimeOption[] => (best ? [best, ...alternatives] : alternatives);

/** The best time of each; where none fits, none. */
export const firstChoices = ({ occurrences }: TimesPreview): Choice[] => occurrences.map((occurrence) => ({ occurrence, start: occurrence.best?.start ?? null }));

/** Another time for one of them; null leaves it out. */
export const take = (choices: readonly Choice[], at: number, start: string | null): Choice[] => choices.map((choice, index) => (index === at ? { ...choice, start } : choice));

export const chosenTime = ({ occurrence, start }: Choice): TimeOption | null => timesOf(occurrence).find((one) => one.start === start) ?? null;

/** The positions of chosen times that overlap an earlier chosen one: these cannot both be booked. */
export function overlapping(choices: readonly Choice[]): number[] {
  const times = choices.map(chosenTime);
  return times.flatMap((time, at) => (time && times.slice(0, at).some((other) => other && other.start < time.end && time.start < other.end) ? [at] : []));
}

/** Ids for one pressing of the button: kept until there is an answer, so that pressing again books nothing twice. */
export interface Ids {
  series: string;
  /** One for each occurrence, whether it is chosen or not. */
  sessions: string[];
}

export const newIds = (many: number, newId: () => string): Ids => ({ series: newId(), sessions: Array.from({ length: many }, newId) });

/** The chosen times as the API takes them. */
export const toBook = (choices: readonly Choice[], ids: Ids, relax: TimesPreview['relax']): BookSeries => ({
  id: ids.series,
  relax,
  sessions: choices.flatMap(({ occurrence: { kind, minutes, itemId }, start }, at) => (start === null ? [] : [{ id: ids.sessions[at]!, kind, minutes, itemId, start }])),
});
