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
