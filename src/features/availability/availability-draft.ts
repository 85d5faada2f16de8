import type { Availability, OfficeHours, SaveAvailability } from '../../../server/features/availability/contract.ts';
import type { FieldProblem } from '../../api/problem.ts';
import { clockToMinute, minuteToClock } from '../../components/time.ts';

/** Two times as inputs of type time have them; an end of `00:00` is midnight at the end of the day. */
export interface WindowDraft {
  start: string;
  end: string;
}

export interface WeeklyDraft extends WindowDraft {
  /** 1 is Monday. */
  weekday: number;
}

/** A date with hours of its own; no windows is a day off. */
export interface OverrideDraft {
  date: string;
  windows: WindowDraft[];
}

/** What the coach is filling in. Lists are in the order of the request, so that its problems find their inputs. */
export interface AvailabilityDraft {
  zone: string;
  feedUrl: string;
  weekly: WeeklyDraft[];
  overrides: OverrideDraft[];
}

const endOfDay = 1440;

/** What was saved, ready for changing; the device's zone where none was. */
export function toDraft({ zone, feedUrl, officeHours }: Pick<Availability, 'zone' | 'feedUrl' | 'officeHours'>, deviceZone: string): AvailabilityDraft {
  return {
    zone: zone ?? deviceZone,
    feedUrl: feedUrl ?? '',
    weekly: (officeHours?.weekly ?? []).map(({ weekday, ...window }) => ({ weekday, ...toWindow(window) })),
    overrides: (officeHours?.overrides ?? []).map(({ date, windows }) => ({ date, windows: windows.map(toWindow) })),
  };
}

const toWindow = ({ startMinute, endMinute }: { startMinute: number; endMinute: number }): WindowDraft => ({
  start: minuteToClock(startMinute),
  end: minuteToClock(endMinute % endOfDay),
});

/** The request. Call it only on a draft without problems. */
export function toSave({ zone, feedUrl, weekly, overrides }: AvailabilityDraft): SaveAvailability {
  const hours: OfficeHours = {
    weekly: weekly.map((window) => ({ weekday: window.weekday, ...minutesOf(window) })),
    overrides: overrides.map(({ date, windows }) => ({ date, windows: windows.map(minutesOf) })),
  };
  return { zone, feedUrl: feedUrl.trim() || null, officeHours: weekly.length + overrides.length > 0 ? hours : null };
}

const minutesOf = ({ start, end }: WindowDraft): { startMinute: number; endMinute: number } => ({
  startMinute: clockToMinute(start) ?? 0,
  endMinute: endMinute(end) ?? endOfDay,
});

const endMinute = (end: string): number | null => clockToMinute(end) || (end === '' ? null : endOfDay);

/** What the page can tell is wrong before asking the server, by the same paths. */
export function draftProblems(draft: AvailabilityDraft): FieldProblem[] {
  const days = draft.weekly.map(({ weekday }) => String(weekday));
  return [
    ...(draft.zone ? [] : [{ path: 'zone', message: 'Choose the zone you work in.' }]),
    ...feedProblems(draft.feedUrl.trim()),
    ...windowProblems('officeHours.weekly', draft.weekly, days),
    ...draft.overrides.flatMap((override, index) => overrideProblems(override, index, draft.overrides)),
  ];
}

// Whether http or a host of this network may be read is the server's to say: a deployment can allow single origins.
const feedProblems = (url: string): FieldProblem[] =>
  url === '' || /^(https?|webcal):\/\/(?:[^\s/]+\.\S+|[^\s/]+\/\S+)$/i.test(url)
    ? []
    : [{ path: 'feedUrl', message: 'This should be the whole address of the calendar link; it starts with https:// or webcal://.' }];

function overrideProblems({ date, windows }: OverrideDraft, index: number, all: readonly OverrideDraft[]): FieldProblem[] {
  const path = `officeHours.overrides.${index}`;
  const own: FieldProblem[] = date ? [] : [{ path: `${path}.date`, message: 'Choose the day.' }];
  const twice = date && all.findIndex((other) => other.date === date) < index ? [{ path: `${path}.date`, message: 'This day is here twice.' }] : [];
  return [...own, ...twice, ...windowProblems(`${path}.windows`, windows, windows.map(() => ''))];
}

/** `days` says which windows share a day: only these can overlap. */
function windowProblems(path: string, windows: readonly WindowDraft[], days: readonly string[]): FieldProblem[] {
  return windows.flatMap((window, index) => {
    const [start, end] = [clockToMinute(window.start), endMinute(window.end)];
    if (start === null) return [{ path: `${path}.${index}.startMinute`, message: 'From when?' }];
    if (end === null) return [{ path: `${path}.${index}.endMinute`, message: 'Until when?' }];
    if (end <= start) return [{ path: `${path}.${index}.endMinute`, message: 'Must be after the start.' }];
    if (start % 5 !== 0) return [{ path: `${path}.${index}.startMinute`, message: 'Use steps of 5 minutes.' }];
    if (end % 5 !== 0) return [{ path: `${path}.${index}.endMinute`, message: 'Use steps of 5 minutes.' }];
    const before = windows.findIndex((other, at) => at < index && days[at] === days[index] && overlap(other, window));
    return before < 0 ? [] : [{ path: `${path}.${index}.startMinute`, message: 'Overlaps with other hours of this day.' }];
  });
}

const overlap = (a: WindowDraft, b: WindowDraft): boolean => {
  const [first, second] = [minutesOf(a), minutesOf(b)];
  return first.startMinute < second.endMinute && second.startMinute < first.endMinute;
};
