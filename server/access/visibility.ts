import type { Standing } from './roles.ts';

/** Texts of a session that are not everybody's. */
export type SessionText = 'agenda';

/**
 * Who reads the agenda of a session: those who are in the room. The sponsor is in three-way meetings only, and a
 * programme lead in none (product.md, principle 4).
 */
export function mayRead(_text: SessionText, standing: Standing, kind: 'coaching' | 'three-way' | 'chemistry'): boolean {
  if (standing.role === null) return false;
  return standing.role !== 'sponsor' || kind === 'three-way';
}

/** A reflection is the client's alone until they bring it; from then on, and only while they do, their coach reads that one. */
export const mayReadReflection = (standing: Standing, brought: boolean): boolean =>
  standing.role === 'client' || (standing.role === 'coach' && brought);

/** How far the client has opened an agenda: not yet, to the coach by the hour, or to those in the room because they said so. */
export type AgendaOpening = 'closed' | 'by-hour' | 'shown';

/**
 * Who reads the agenda that the client prepares: the client; the coach once it is open; the sponsor of a three-way session only when
 * the client said so, never by the hour.
 */
export function mayReadPrepared(standing: Standing, opening: AgendaOpening, kind: 'coaching' | 'three-way' | 'chemistry'): boolean {
  if (standing.role === 'client') return true;
  if (standing.role === 'coach') return opening !== 'closed';
  return standing.role === 'sponsor' && opening === 'shown' && kind === 'three-way';
}

/**
 * Who reads what left about a client: the client all of it; the coach what left in their name; the sponsor what they got; a programme
 * lead that it left, not the words.
 */
export function mayReadDisclosure({ role, programmeLead }: Standing, { mine, toMe }: { mine: boolean; toMe: boolean }): 'words' | 'that-it-left' | 'nothing' {
  if (role === 'client' || (role === 'coach' && mine) || (role === 'sponsor' && toMe)) return 'words';
  return programmeLead ? 'that-it-left' : 'nothing';
}

/** What an agreement lets the sponsor see. */
export interface SponsorSees {
  attendance: boolean;
  nextDate: boolean;
  phase: boolean;
  goals: boolean;
}

const everything: SponsorSees = { attendance: true, nextDate: true, phase: true, goals: true };
/** Who books together knows the dates, and shared goals are worded for the sponsor; what became of sessions is shared by agreement alone. */
const withoutAgreement: SponsorSees = { attendance: false, nextDate: true, phase: false, goals: true };

/** What a viewer may see of what the agreement is about: a sponsor what was agreed, the others what their standing says elsewhere. */
export const seesOf = ({ role, programmeLead }: Standing, agreed: SponsorSees | null): SponsorSees =>
  role === 'sponsor' && !programmeLead ? (agreed ?? withoutAgreement) : everything;

const outcomes = new Set(['held', 'cut-short', 'client-no-show', 'coach-no-show', 'unknown']);

/** A session's state as the viewer may see it: what became of one they were not in is attendance. */
export function stateShown<State extends string>(state: State, kind: 'coaching' | 'three-way' | 'chemistry', sees: SponsorSees): State | 'booked' | 'cancelled' {
  if (sees.attendance || kind === 'three-way') return state;
  if (state === 'late-cancel') return 'cancelled';
  return outcomes.has(state) ? 'booked' : state;
}

/** Whether a viewer may know who called a session off and how late, or who moved it: that counts as attendance too. */
export const seesCourse = (kind: 'coaching' | 'three-way' | 'chemistry', sees: SponsorSees): boolean => sees.attendance || kind === 'three-way';

/** Whether a session is there at all for a viewer: a sponsor who is not to see dates sees those of three-way sessions, to which they are invited. */
export const seesSession = (kind: 'coaching' | 'three-way' | 'chemistry', sees: SponsorSees): boolean => sees.nextDate || kind === 'three-way';
