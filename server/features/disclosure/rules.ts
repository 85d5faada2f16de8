import { dateOf, localDay, toUtc, zoneTable } from '../../platform/zones.ts';
import type { AttendanceState } from '../attendance/contract.ts';
import type { LadderStep, LadderTerms, Phase, SharingTerms, Standstill } from './contract.ts';

// Where the ladder stands, from what became of sessions. Pure: instants are epoch ms, `now` an argument.

/** What is known of one session that has begun or was called off. */
export interface SessionFact {
  id: string;
  at: number;
  state: AttendanceState;
  /** It is over and nothing is known yet. */
  waiting: boolean;
  disputed: boolean;
  /** Not waited for, not unknown, not disputed. */
  counts: boolean;
  lateCancelBy: 'client' | 'coach' | 'sponsor' | null;
}

export interface Row {
  /** Certainly missed by the client since the last session that was held, oldest first. */
  missed: { id: string; at: number }[];
  /** Of which nobody can say yet; each of them holds the ladder. */
  open: { id: string; at: number; why: 'disputed' | 'unknown' | 'waiting' }[];
}

type Kind = 'ends' | 'missed' | 'disputed' | 'unknown' | 'waiting' | 'nothing';

function kindOf(fact: SessionFact, lateCancels: boolean): Kind {
  if (fact.disputed) return 'disputed';
  if (fact.waiting) return 'waiting';
  if (fact.state === 'unknown') return 'unknown';
  if (!fact.counts) return 'nothing';
  if (fact.state === 'held' || fact.state === 'cut-short') return 'ends';
  if (fact.state === 'client-no-show') return 'missed';
  return fact.state === 'late-cancel' && fact.lateCancelBy === 'client' && lateCancels ? 'missed' : 'nothing';
}

/**
 * The row of missed sessions that stands: since the last one that was held. A session that was called off in time, or missed by somebody
 * else, is none of it.
 */
export function rowOf(facts: readonly SessionFact[], lateCancels: boolean): Row {
  const row: Row = { missed: [], open: [] };
  for (const fact of facts.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))) {
    const kind = kindOf(fact, lateCancels);
    if (kind === 'ends') break;
    if (kind === 'missed') row.missed.unshift({ id: fact.id, at: fact.at });
    else if (kind !== 'nothing') row.open.unshift({ id: fact.id, at: fact.at, why: kind });
  }
  return row;
}

const order: LadderStep[] = ['clear', 'first', 'talk', 'tell', 'notice'];
const rank = (step: LadderStep): number => order.indexOf(step);

/** The step that so many missed in a row lead to, deadlines aside. `agreed`: those of them since all three agreed that it may reach the sponsor. */
export function stepFor({ missed, agreed }: { missed: number; agreed: number }, terms: LadderTerms): LadderStep {
  if (missed === 0) return 'clear';
  if (agreed >= terms.tellAt) return 'tell';
  return missed >= terms.talkAt ? 'talk' : 'first';
}

/** How many were missed, and how many of these since `agreedFrom`. */
function counted(sessions: readonly { at: number }[], agreedFrom: number | null): { missed: number; agreed: number } {
  return { missed: sessions.length, agreed: agreedFrom === null ? 0 : sessions.filter(({ at }) => at >= agreedFrom).length };
}

/** Where one ladder stands, as it is kept. */
export interface Standing {
  step: LadderStep;
  round: number;
  since: number | null;
  tellBy: number | null;
  /** The client has heard of that date: until then it is put off, so that they always have their days. */
  heard: boolean;
  suspendedAt: number | null;
  told: boolean;
  sendAt: number | null;
}

export interface Situation {
  row: Row;
  terms: LadderTerms;
  /** Since when (epoch ms) all three agree that the ladder may reach the sponsor; null: they do not. */
  agreedFrom: number | null;
  /** A pause of the ladder or of the engagement. */
  paused: boolean;
  now: number;
  /** The client's, in which a date ends. */
  zone: string;
}

/** What the ladder is now, and whether that is news. `undo`: what was prepared for the sponsor is taken back. */
export interface Advance {
  standing: Standing;
  entered: LadderStep | null;
  undo: boolean;
}

/** The last minute of the day that is so many days ahead. */
const deadline = ({ now, zone, terms }: Situation): number => toUtc(zoneTable(zone), dateOf(localDay(zoneTable(zone), now) + terms.tellDays), 1439);

/** Falls back to a step that is not above `step`. */
function fallen(standing: Standing, step: LadderStep): Advance {
  const below = rank(step) < rank('tell');
  const cleared = step === 'clear' ? { since: null, suspendedAt: null } : {};
  return { standing: { ...standing, step, ...(below && { tellBy: null, heard: false, told: false, sendAt: null }), ...cleared }, entered: null, undo: below };
}

/** Deadlines go on where they stood still. */
function resumed(standing: Standing, now: number): Standing {
  if (standing.suspendedAt === null) return standing;
  const by = now - standing.suspendedAt;
  return { ...standing, suspendedAt: null, tellBy: standing.tellBy && standing.tellBy + by, sendAt: standing.sendAt && standing.sendAt + by };
}

/**
 * Moves the ladder. While a question is open or it is paused nothing goes up and no deadline passes, and it stays no higher than it
 * could be if every open session had been missed. A deadline that was told is not changed by a new agreement.
 */
export function advance(standing: Standing, situation: Situation): Advance {
  const { row, terms, agreedFrom, paused, now } = situation;
  const certain = stepFor(counted(row.missed, agreedFrom), terms);
  const highest = stepFor(counted([...row.missed, ...row.open], agreedFrom), terms);
  if (rank(highest) < Math.min(rank(standing.step), rank('tell'))) return fallen(standing, highest);
  if (paused || row.open.length > 0) {
    return { standing: standing.step === 'clear' ? standing : { ...standing, suspendedAt: standing.suspendedAt ?? now }, entered: null, undo: false };
  }
  const going = resumed(standing, now);
  if (rank(certain) < Math.min(rank(going.step), rank('tell'))) return fallen(going, certain);
  if (rank(certain) > rank(going.step)) {
    const begins = going.step === 'clear';
    const tellBy = certain === 'tell' ? deadline(situation) : null;
    return { standing: { ...going, step: certain, since: now, round: going.round + (begins ? 1 : 0), tellBy, heard: false }, entered: certain, undo: false };
  }
  return going.step === 'tell' && !going.told ? asked(going, situation) : { standing: going, entered: null, undo: false };
}

/** The client goes first: a date that they have not heard of, for leave, quiet or a pause of theirs, is put off from day to day; one that they have heard of passes. */
function asked(standing: Standing, situation: Situation): Advance {
  const { now } = situation;
  if (standing.heard) return now >= standing.tellBy! ? { standing: { ...standing, step: 'notice', since: now }, entered: 'notice', undo: false } : { standing, entered: null, undo: false };
  const tellBy = deadline(situation);
  return tellBy > standing.tellBy! ? { standing: { ...standing, tellBy }, entered: 'tell', undo: false } : { standing, entered: null, undo: false };
}

/** When the day ends in which a date that nobody has heard of was set. */
export const nextDay = ({ now, zone }: Pick<Situation, 'now' | 'zone'>): number => toUtc(zoneTable(zone), dateOf(localDay(zoneTable(zone), now) + 1), 0);

/** Why nothing goes on; null when it does. */
export function standstillOf(row: Row, paused: { ladder: boolean; engagement: boolean }): Standstill | null {
  if (paused.engagement) return 'engagement';
  if (paused.ladder) return 'paused';
  if (row.open.length === 0) return null;
  return row.open.some(({ why }) => why === 'disputed') ? 'disputed' : 'open-question';
}

/** Whether anything of the ladder may reach a sponsor: all agreed, the ladder is on, and attendance is among what is shown. */
export const mayReach = (terms: SharingTerms | null, sponsor: boolean): boolean => sponsor && terms !== null && terms.ladder.on && terms.shows.attendance;

/** Whether everybody who is a party of the engagement now has accepted. */
export const allAccepted = (parties: readonly string[], accepted: readonly string[]): boolean => parties.every((one) => accepted.includes(one));

/** How far an engagement is, by its dates alone: a quarter of it at either end. */
export function phaseOf({ status, startsOn, endsOn }: { status: 'active' | 'paused' | 'ended'; startsOn: string; endsOn: string }, now: number): Phase {
  const [from, to] = [Date.parse(startsOn), Date.parse(endsOn)];
  if (status === 'ended') return 'ended';
  if (status === 'paused') return 'paused';
  if (now < from) return 'not-begun';
  const share = (now - from) / (to - from);
  if (share < 0.25) return 'beginning';
  return share < 0.75 ? 'middle' : 'closing';
}
