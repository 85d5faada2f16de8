import { may } from '../../access/policies.ts';
import type { EngagementScope } from '../../access/scope.ts';
import { mayReadPrepared } from '../../access/visibility.ts';
import type { Agenda, AgendaItem } from './contract.ts';
import { openingAt, opensAt } from './rules.ts';
import type { AgendaRow, ItemRow, NextSession } from './store.ts';

const presentItem = ({ id, text, state, by_role, source, prompt, version }: ItemRow): AgendaItem => ({ id, text, state, by: by_role, source, prompt, version });

/**
 * What of an agenda this viewer reads: the client all; the coach all once it is open, before that what they proposed; a sponsor
 * never what was brought from a review, fieldwork, nor what is asked of the coach.
 */
function itemsFor(scope: EngagementScope, readable: boolean, items: ItemRow[]): ItemRow[] {
  if (!readable) return scope.role === 'coach' ? items.filter(({ by_role }) => by_role === 'coach') : [];
  return scope.role === 'sponsor' ? items.filter(({ source, state }) => source === 'typed' && state !== 'proposed') : items;
}

export function presentAgenda(row: AgendaRow, items: ItemRow[], session: NextSession | null, scope: EngagementScope, now: Date): Agenda {
  const sharing = { sharing: row.sharing, startsAt: session?.starts_at ?? null };
  // What was kept to the end of a session was still kept; what opened by the hour stays open.
  const opening = openingAt(sharing, now);
  const readable = mayReadPrepared(scope, opening, session?.kind ?? 'coaching');
  const closed = row.closed_at !== null;
  return {
    id: row.id,
    engagementId: row.engagement_id,
    session: session && { id: session.id, kind: session.kind, start: session.starts_at.toISOString() },
    closed,
    version: row.version,
    sharing: row.sharing,
    readable,
    opensAt: opening === 'closed' ? (opensAt(sharing)?.toISOString() ?? null) : null,
    blank: row.help === '' && !items.some(({ state }) => state !== 'proposed'),
    help: readable && scope.role !== 'sponsor' ? row.help : null,
    items: itemsFor(scope, readable, items).map(presentItem),
    can: { change: !closed && may(scope, 'prepare', scope.status), propose: !closed && may(scope, 'propose', scope.status) },
  };
}

/** Whether this viewer gets to know of an agenda at all. */
export const concerns = (agenda: Agenda, scope: EngagementScope): boolean => scope.role === 'client' || scope.role === 'coach' || (scope.role === 'sponsor' && agenda.readable);
