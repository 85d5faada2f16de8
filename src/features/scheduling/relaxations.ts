import type { Relaxation, RelaxationOffer, TimesFound } from '../../../server/features/scheduling/contract.ts';
import { minuteToClock, zoneName } from '../../components/time.ts';

interface Named {
  personId: string;
  displayName: string;
  zone: string | null;
}

/** What has been loosened, as its chip says it. */
export function relaxationWords(relax: Relaxation, people: readonly Named[]): string {
  switch (relax.type) {
    case 'optional':
      return `${nameOf(relax.personId, people)} optional`;
    case 'hours':
      return `${minuteToClock(relax.startMinute)} to ${minuteToClock(relax.endMinute)}${whereOf(relax.personId, people)}`;
    case 'later':
      return relax.days % 7 === 0 ? `${count(relax.days / 7, 'week')} later` : `${count(relax.days, 'day')} later`;
    case 'notice':
      return relax.hours === 0 ? 'Without notice' : `${count(relax.hours, 'hour')} of notice`;
    case 'buffers':
      return relax.minutes === 0 ? 'No breaks around it' : `Breaks of ${relax.minutes} minutes`;
    case 'spacing':
      return 'Closer to other sessions';
    case 'length':
      return `${relax.minutes} minutes long`;
    case 'unconfirmed':
      return `${nameOf(relax.personId, people)} still to confirm`;
  }
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

const nameOf = (id: string, people: readonly Named[]): string => people.find(({ personId }) => personId === id)?.displayName ?? 'Somebody';

function whereOf(id: string, people: readonly Named[]): string {
  const person = people.find(({ personId }) => personId === id);
  if (!person) return '';
  return person.zone ? ` for ${person.displayName} (${zoneName(person.zone)})` : ` for ${person.displayName}`;
}

/** What two relaxations of the same thing have in common: of these only the newer counts. */
export const relaxationKey = (relax: Relaxation): string => ('personId' in relax ? `${relax.type} ${relax.personId}` : relax.type);

/** What is loosened after an offer was taken. "One week later" on top of another is two. */
export function loosen(applied: readonly Relaxation[], offered: readonly Relaxation[]): Relaxation[] {
  return offered.reduce<Relaxation[]>((all, one) => {
    const before = all.find((other) => relaxationKey(other) === relaxationKey(one));
    const rest = all.filter((other) => other !== before);
    return [...rest, before?.type === 'later' && one.type === 'later' ? { ...one, days: Math.min(28, before.days + one.days) } : one];
  }, [...applied]);
}

export const tighten = (applied: readonly Relaxation[], removed: Relaxation): Relaxation[] =>
  applied.filter((one) => relaxationKey(one) !== relaxationKey(removed));

/** "Kit optional: 4 times". */
export const offerWords = ({ label, count: times }: Pick<RelaxationOffer, 'label' | 'count'>): string => `${label}: ${count(times, 'time')}`;

/** What to try when no offer helps. No stretch of dates is long enough for a calendar that cannot be read. */
export function adviceWords(blockers: TimesFound['blockers']): string {
  if (blockers.some(({ reason }) => reason === 'unknown')) return 'Once that calendar can be read, there can be times. “Whose calendars” says what is missing.';
  return 'No single small change opens a time. Look in a longer stretch of dates, or at a shorter session.';
}
