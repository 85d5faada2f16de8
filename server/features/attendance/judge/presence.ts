import { clipped, merged, type Interval } from './intervals.ts';
import { matchOf, type Expected, type Reported } from './people.ts';

/** One of Teams' reports: of a session's meeting there are as many as it was started. */
export interface Report {
  people: Reported[];
  /** How many Teams counted, which may be more than it names; null when it did not say. */
  counted: number | null;
}

/** A side panel that somebody signed in had open beside the meeting. */
export interface PanelPresence extends Interval {
  personId: string;
}

/** Somebody of the session who certainly was there. */
export interface Present {
  person: Expected;
  /** By Teams' report and by the side panel together, merged. */
  intervals: Interval[];
  /** Only what Teams reported, merged. */
  reported: Interval[];
}

/** Somebody who cannot be told, may be one of the session, or is somebody else. */
export interface Other {
  match: { kind: 'other' } | { kind: 'unidentified'; maybe: Expected | null };
  shownAs: string | null;
  /** Empty when Teams names somebody and does not say when they were there. */
  intervals: Interval[];
}

export interface WhoWasThere {
  present: Present[];
  /** Without those who are alike to somebody who certainly was there by another way in. */
  others: Other[];
}

const minute = 60_000;
/** A call counts from this long before the start, and to this long after the end: people begin early and overrun. */
const before = 30 * minute;
const after = 120 * minute;

/** Within which presence belongs to a session. */
export const windowOf = ({ from, to }: Interval): Interval => ({ from: from - before, to: to + after });

function presentOf(person: Expected, reported: Interval[], panels: Interval[]): Present | null {
  const intervals = merged([...reported, ...panels]);
  return intervals.length > 0 ? { person, intervals, reported: merged(reported) } : null;
}

/** How many different people there are among those named: somebody who came twice may have two records. */
const differentOf = (people: readonly Reported[]): number => new Set(people.map(({ objectId, email }, index) => objectId ?? email ?? index)).size;

/** Sorts everybody in the reports and panels of one session by who they are. */
export function whoWasThere(
  { reports, panels, expected, tenantId, planned }: { reports: readonly Report[]; panels: readonly PanelPresence[]; expected: readonly Expected[]; tenantId: string; planned: Interval },
): WhoWasThere {
  const frame = windowOf(planned);
  const all = reports.flatMap(({ people }) => people).map((one) => ({ one, intervals: merged(clipped(one.intervals, frame)), match: matchOf(one, expected, tenantId) }));
  const present = expected.flatMap((person) => {
    const reported = all.flatMap(({ match, intervals }) => (match.kind === 'certain' && match.person === person ? intervals : []));
    const panel = clipped(panels.filter(({ personId }) => personId === person.personId), frame);
    return presentOf(person, reported, panel) ?? [];
  });
  const there = new Set(present.map(({ person }) => person));
  const others = all.flatMap(({ one, match, intervals }): Other[] => {
    // Named without times, as Teams sometimes does: nobody knows when, so it may have been now.
    if (intervals.length === 0 && one.intervals.length > 0) return [];
    const shownAs = one.displayName || null;
    if (match.kind === 'other') return [{ match, shownAs, intervals }];
    if (match.kind === 'unidentified') return [{ match: { kind: 'unidentified', maybe: null }, shownAs, intervals }];
    const may = match.kind === 'certain' ? [match.person] : match.people;
    const missing = may.filter((person) => !there.has(person));
    return missing.length === 0 ? [] : [{ match: { kind: 'unidentified', maybe: missing.length === 1 ? missing[0]! : null }, shownAs, intervals }];
  });
  // Teams counts those too who do not want to be named.
  const hidden = reports.some(({ counted, people }) => counted !== null && counted > differentOf(people));
  return { present, others: hidden ? [...others, { match: { kind: 'unidentified', maybe: null }, shownAs: null, intervals: [] }] : others };
}
