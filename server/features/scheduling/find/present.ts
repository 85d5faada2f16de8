import { localText } from '../../../platform/zones.ts';
import type { Blocker, CalendarRead, RelaxationOffer, Slot, TimesFound } from '../contract.ts';
import { countStarts, findSlots } from '../slots/find-slots.ts';
import { suggestRelaxations } from '../slots/suggest.ts';
import type { RankedSlot, SlotBlocker } from '../slots/types.ts';
import type { Knowledge } from './gather.ts';
import type { Search } from './search.ts';
import { blockerText, compromiseText, noCommonHoursText, noOverlapText, noWindowText, ownHoursText, relaxationsLabel, why } from './words.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

function calendarRead(one: Knowledge, search: Search): CalendarRead {
  const { personId, role, displayName, zone, zoneAssumed, source, readAt, note, hoursAssumed } = one;
  const required = search.query.people.find((person) => person.id === personId)?.required ?? false;
  return { personId, role, displayName, zone, zoneAssumed, required, source, readAt, note, hoursAssumed };
}

/** A slot with what is known of each person at it. */
function presentSlot(slot: RankedSlot, knowledge: Knowledge[], viewerId: string | null): Slot {
  return {
    start: iso(slot.start),
    end: iso(slot.end),
    why: why(knowledge, slot),
    certain: slot.certain,
    preferred: slot.preferred,
    compromises: slot.compromises.map((compromise) => compromiseText(knowledge, compromise)),
    evidence: knowledge.map((one) => ({
      personId: one.personId,
      state: slot.people.find((person) => person.personId === one.personId)!.state,
      source: one.source,
      localStart: localText(slot.start, one.zone),
      zone: one.zone,
      // Review time is the client's own: nobody else learns that there is a block.
      movesReview: one.personId === viewerId && one.movable.some(({ start, end }) => start < slot.end && end > slot.start),
    })),
  };
}

/** Sentences that a person reads through; what rules out nothing by itself is only said when nothing does. */
const mostBlockers = 6;

/** Whether there is a start at which all who are required work, with empty calendars and without any rule. */
const workAtOnce = ({ query }: Search): boolean =>
  countStarts({ ...query, noticeMinutes: 0, spacing: { ...query.spacing, minDays: 0 }, people: query.people.map((person) => ({ ...person, busy: [] })) }) > 0;

/** Everybody's hours, when they do not meet. */
function apart({ query, knowledge }: Search): Blocker[] {
  const required = knowledge.filter(({ personId }) => query.people.some((person) => person.id === personId && person.required));
  const nobody: Blocker = { personId: null, reason: 'no-overlap', text: noCommonHoursText, ruledOut: 0 };
  return [nobody, ...required.map((one): Blocker => ({ personId: one.personId, reason: 'working-hours', text: ownHoursText(one), ruledOut: 0 }))];
}

function presentBlockers(search: Search, found: ReturnType<typeof findSlots>): Blocker[] {
  const noWindow = noWindowText(search.window);
  if (noWindow) return [{ personId: null, reason: 'engagement-dates', text: noWindow, ruledOut: 0 }];
  const present = (blocker: SlotBlocker): Blocker => ({
    personId: blocker.personId, reason: blocker.reason, text: blockerText(search.knowledge, blocker), ruledOut: blocker.alone,
  });
  const unknown = found.blockers.filter((blocker) => blocker.reason === 'unknown').map(present);
  const alone = found.blockers.filter((blocker) => blocker.reason !== 'unknown' && blocker.alone > 0).map(present);
  if (found.total > 0 || unknown.length + alone.length > 0) return [...unknown, ...alone].slice(0, mostBlockers);
  if (!workAtOnce(search)) return apart(search);
  const together = found.blockers.filter((blocker) => blocker.reason === 'busy' || blocker.reason === 'out-of-office').map(present);
  const nobody: Blocker = { personId: null, reason: 'no-overlap', text: noOverlapText, ruledOut: 0 };
  return [nobody, ...together].slice(0, mostBlockers);
}

/** Offers are made when little or nothing was found: somebody with ten good times needs none. */
const fewEnough = 3;

function offers(search: Search, total: number): RelaxationOffer[] {
  if (total >= fewEnough || noWindowText(search.window)) return [];
  // A session is the client's and the coach's; only the sponsor may be missed.
  const mayBeOptional = search.knowledge.filter((one) => one.role === 'sponsor').map((one) => one.personId);
  return suggestRelaxations(search.query, { mayBeOptional }).map((offer) => ({
    relax: offer.relax,
    label: relaxationsLabel(search.knowledge, offer.relax, search.wish.minutes),
    count: offer.count,
  }));
}

/** The answer to a search, for the screen of `viewerId`; null for nobody who is known. */
export function presentTimes(search: Search, viewerId: string | null = null): TimesFound {
  const found = findSlots(search.query);
  return {
    searched: { from: iso(search.query.from), to: iso(search.query.to), minutes: search.query.minutes, kind: search.wish.kind },
    calendars: search.knowledge.map((one) => calendarRead(one, search)),
    slots: found.slots.map((slot) => presentSlot(slot, search.knowledge, viewerId)),
    total: found.total,
    blockers: presentBlockers(search, found),
    relaxations: offers(search, found.total),
  };
}
