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
