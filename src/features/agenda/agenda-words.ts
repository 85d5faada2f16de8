import type { Agenda, AgendaItem } from '../../../server/features/agenda/contract.ts';

/** The ids with one moved a place up (-1) or down (1); the same ids where there is no place. */
export function moved(ids: readonly string[], id: string, by: -1 | 1): string[] {
  const at = ids.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= ids.length) return [...ids];
  return ids.map((was, index) => (index === at ? ids[to]! : index === to ? id : was));
}

/** What stands under an item; null when its words say it all. */
export function itemNote({ source, prompt, state, by }: Pick<AgendaItem, 'source' | 'prompt' | 'state' | 'by'>): string | null {
  const parked = state === 'parked' ? ['Parked for another time'] : [];
  if (state === 'proposed') return 'Proposed by the coach';
  if (source === 'reflection') return ['From the review', ...(prompt ? [prompt] : []), ...parked].join(' · ');
  if (source === 'fieldwork' || source === 'help') return ['Fieldwork that slipped', ...parked].join(' · ');
  return [...(by === 'coach' ? ['From the coach'] : []), ...parked].join(' · ') || null;
}

/** Who may read it now and from when; `day` puts an instant into words. */
export function sharingWords({ sharing, opensAt, session }: Pick<Agenda, 'sharing' | 'opensAt' | 'session'>, day: (instant: string) => string): string {
  const sponsor = session?.kind === 'three-way' ? ' and your sponsor' : '';
  if (sharing === 'shown') return `Your coach${sponsor} can read it now.`;
  if (sharing === 'kept') return 'Only you can read it. It stays so until you say otherwise.';
  if (opensAt) return `Only you can read it until ${day(opensAt)}; then your coach can too.`;
  return session ? 'Your coach can read it now.' : 'Only you can read it; your coach can from 24 hours before the session.';
}
