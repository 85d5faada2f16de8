import type { Relaxation } from '../contract.ts';
import type { Compromise, RankedSlot, SlotBlocker } from '../slots/types.ts';
import type { Knowledge, Window } from './gather.ts';

type People = Knowledge[];

const nameOf = (people: People, id: string): string => people.find((person) => person.personId === id)?.displayName ?? 'Somebody';

/** "A", "A and B", "A, B and C". */
export function listed(names: string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** `1080` as `18:00`. */
export const clockTime = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

const compromiseWords: Record<Compromise['reason'], string> = {
  tentative: 'has something tentative then',
  workingElsewhere: 'works elsewhere then',
  busy: 'is busy then (optional)',
  'out-of-office': 'is out of office then (optional)',
  'working-hours': 'is outside working hours then (optional)',
  unknown: 'must still confirm',
};

export const compromiseText = (people: People, compromise: Compromise): string => `${nameOf(people, compromise.personId)} ${compromiseWords[compromise.reason]}`;

/** One line of why a time is offered. */
export function why(people: People, slot: RankedSlot): string {
  const free = slot.compromises.length === 0 ? (people.length === 2 ? 'Both are free' : 'Everybody is free') : null;
  const first = free ?? listed(slot.compromises.map((compromise) => compromiseText(people, compromise)));
  const liked = slot.preferred ? ', and it is a preferred time' : '';
  const far = slot.daysTooFar > 0 ? `, ${slot.daysTooFar} ${slot.daysTooFar === 1 ? 'day' : 'days'} later than usual` : '';
  return `${first}${liked}${far}.`;
}

const times = (count: number): string => (count === 1 ? '1 time' : `${count} times`);

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Sun to Thu`, `Mon, Wed and Fri`; nothing for Monday to Friday, which everybody takes it for. ISO weekdays. */
export function daysText(weekdays: readonly number[]): string {
  const days = [...new Set(weekdays)].toSorted((a, b) => a - b);
  if (days.join('') === '12345') return '';
  if (days.length === 7) return 'every day';
  // In a row over the turn of the week too: it begins after a day off.
  const first = days.findIndex((day) => !days.includes(day === 1 ? 7 : day - 1));
  const inOrder = [...days.slice(first), ...days.slice(0, first)];
  const row = inOrder.every((day, index) => index === 0 || day === (inOrder[index - 1]! % 7) + 1);
  const name = (day: number): string => dayNames[day - 1]!;
  if (row && inOrder.length > 2) return `${name(inOrder[0]!)} to ${name(inOrder.at(-1)!)}`;
  return listed((row ? inOrder : days).map(name));
}

/** `09:00 to 17:00 in London`, with the days when they are not Monday to Friday; the widest day when days differ. Empty where nothing is known. */
function hoursText(person: Knowledge | undefined): string {
  if (!person || person.hours.length === 0) return '';
  const starts = Math.min(...person.hours.map((hours) => hours.startMinute));
  const ends = Math.max(...person.hours.map((hours) => hours.endMinute));
  const days = daysText(person.hours.map(({ weekday }) => weekday));
  return `${days ? `${days}, ` : ''}${clockTime(starts)} to ${clockTime(ends)} in ${cityOf(person.zone)}`;
}

/** What somebody's working hours are, where nobody's meet. */
export const ownHoursText = (person: Knowledge): string => `${person.displayName}: ${hoursText(person) || 'no working hours'}.`;

/** What stands in the way, to follow "but". */
function hindrance(people: People, { personId, reason }: SlotBlocker): string {
  const person = people.find((one) => one.personId === personId);
  const name = nameOf(people, personId ?? '');
  switch (reason) {
    case 'busy': return `${name} is busy`;
    case 'out-of-office': return `${name} is out of office`;
    case 'working-hours': {
      const hours = hoursText(person);
      return `${name} does not work then${hours && ` (${hours})`}`;
    }
    case 'unknown': return `${name}’s calendar cannot be read`;
    case 'notice': return 'that would be shorter notice than agreed';
    case 'spacing': return 'that would be too close to another session';
  }
}

/** One sentence of what a blocker rules out. */
export function blockerText(people: People, blocker: SlotBlocker): string {
  if (blocker.reason === 'unknown') {
    return `${nameOf(people, blocker.personId!)}’s calendar cannot be read, and what is not known is never taken as free.`;
  }
  const what = hindrance(people, blocker);
  if (blocker.alone > 0) return `${times(blocker.alone)} would do, but ${what}.`;
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}.`;
}

function hoursLabel(people: People, relax: Extract<Relaxation, { type: 'hours' }>): string {
  const person = people.find((one) => one.personId === relax.personId);
  const usualEnd = Math.max(...(person?.hours.map((hours) => hours.endMinute) ?? [0]));
  const where = person ? `${cityOf(person.zone)} time, ${person.displayName}` : '';
  return relax.endMinute > usualEnd ? `Until ${clockTime(relax.endMinute)} ${where}` : `From ${clockTime(relax.startMinute)} ${where}`;
}

const weeks = (days: number): string => (days % 7 === 0 ? (days === 7 ? 'One week later' : `${days / 7} weeks later`) : `${days} days later`);

/** What a relaxation is called on its button. */
function relaxationLabel(people: People, relax: Relaxation, minutes: number): string {
  switch (relax.type) {
    case 'optional': return `${nameOf(people, relax.personId)} optional`;
    case 'hours': return hoursLabel(people, relax);
    case 'later': return weeks(relax.days);
    case 'notice': return relax.hours === 0 ? 'Without notice' : `${relax.hours} hours' notice`;
    case 'buffers': return relax.minutes === 0 ? 'Without breaks around it' : `${relax.minutes}-minute breaks around it`;
    case 'spacing': return 'Closer to the neighbouring sessions';
    case 'length': return `${relax.minutes} minutes instead of ${minutes}`;
    case 'unconfirmed': return `Ask ${nameOf(people, relax.personId)} to confirm`;
  }
}

/** Several together, as one sentence would say them; a name keeps its capital. */
export const relaxationsLabel = (people: People, relax: Relaxation[], minutes: number): string =>
  listed(relax.map((one, index) => {
    const label = relaxationLabel(people, one, minutes);
    return index === 0 || one.type === 'optional' ? label : `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  }));

/** Why nothing can be found before any calendar is looked at. */
export const noWindowText = (window: Window): string | null =>
  window.to.getTime() <= window.from.getTime() ? 'The engagement ends before the next session could be. Change its last day first.' : null;

/** Said when no single calendar or rule is in the way, but several together. */
export const noOverlapText = 'No hour suits everybody, and no single calendar is to blame: several are full at once.';

/** Said when there is no hour of these days at which all of them work, whatever their calendars hold. */
export const noCommonHoursText = 'No hour suits everybody: the hours in which they work do not meet.';
