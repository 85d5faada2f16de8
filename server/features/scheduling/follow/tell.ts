import type { Queryable } from '../../../platform/db/database.ts';
import { offerNotice, withdrawNotices, type NoticeDraft } from '../../nudges/service.ts';
import { reasonNotice } from '../bands/notices.ts';
import { movePathOf, nameOf as knownName, whenFor as when } from '../bands/words.ts';
import { invited } from '../sync/draft.ts';
import type { SessionRow } from '../store.ts';
import type { Happening } from './rules.ts';

type Person = SessionRow['people'][number];
type Said = Pick<NoticeDraft, 'kind' | 'key' | 'subject' | 'lines' | 'links'>;

/** Who acts when something comes up in a session: the client, who goes first, or the coach when it came from the client. */
function whoActs(row: SessionRow, about: string): Person | null {
  const client = row.people.find(({ role }) => role === 'client')!;
  if (client.id !== about) return client;
  return row.people.find(({ role }) => role === 'coach') ?? null;
}

const nameOf = (row: SessionRow, personId: string): string => knownName(row, personId) ?? 'Somebody';

const version = (row: SessionRow): string => `${row.id}:${new Date(row.starts_at).getTime()}`;

/** The one thing to be said about a happening, and to whom; null where nobody has to act. */
function saying(row: SessionRow, happening: Happening): { to: Person; said: Said } | null {
  const find = { label: 'Find another time', path: movePathOf(row) };
  const see = { label: 'See the session', path: `/sessions/${row.id}` };
  const client = row.people.find(({ role }) => role === 'client')!;
  if (happening.what === 'declined' && !happening.optional) {
    const to = whoActs(row, happening.personId);
    const name = nameOf(row, happening.personId);
    return to && { to, said: {
      kind: 'session-declined', key: `declined:${version(row)}:${happening.personId}`, subject: `${name} cannot come`,
      lines: [`${name} cannot come to the session on ${when(row, row.starts_at, to)}. It stays in the calendars until somebody moves it.`], links: [find, see],
    } };
  }
  if (happening.what === 'proposed-time') {
    const to = whoActs(row, happening.personId);
    const name = nameOf(row, happening.personId);
    const path = movePathOf(row, happening);
    return to && { to, said: {
      kind: 'session-new-time', key: `proposed:${version(row)}:${happening.personId}:${happening.start}`, subject: `${name} proposes another time`,
      lines: [`${name} proposes ${when(row, happening.start, to)} in place of ${when(row, row.starts_at, to)}.`],
      links: [{ label: 'Look at this time', path }, find],
    } };
  }
  if (happening.what === 'cancelled' && row.organizer_id !== client.id) {
    return { to: client, said: {
      kind: 'session-taken-out', key: `taken-out:${version(row)}`, subject: 'A session was cancelled in Outlook',
      lines: [`The session on ${when(row, row.starts_at, client)} was cancelled in ${nameOf(row, row.organizer_id)}’s calendar.`],
      links: [{ label: 'Find another time', path: `/engagements/${row.engagement_id}/book` }],
    } };
  }
  if (happening.what === 'uninvited' && row.organizer_id !== client.id) {
    const name = happening.personId === client.id ? 'You are' : `${nameOf(row, happening.personId)} is`;
    return { to: client, said: {
      kind: 'session-uninvited', key: `uninvited:${version(row)}:${happening.personId}`, subject: `${name} no longer invited`,
      lines: [`${name} no longer invited to the session on ${when(row, row.starts_at, client)}. It was changed in ${nameOf(row, row.organizer_id)}’s calendar.`], links: [see],
    } };
  }
  return null;
}

/** Offers the one notice a happening is worth; takes back what it makes untrue. */
export async function tell(tx: Queryable, row: SessionRow, happening: Happening, now: Date): Promise<void> {
  if (happening.what === 'moved' || happening.what === 'cancelled') {
    for (const about of ['declined', 'proposed', 'uninvited']) await withdrawNotices(tx, row.tenant_id, `${about}:${row.id}`);
  }
  if (happening.what === 'accepted' || happening.what === 'tentative' || happening.what === 'proposed-time') await withdrawNotices(tx, row.tenant_id, `declined:${version(row)}:${happening.personId}`);
  const organizer = row.people.find(({ id }) => id === row.organizer_id);
  if (happening.what === 'cancelled' && happening.band === 'late' && organizer) await offerNotice(tx, reasonNotice(row, organizer, now), now);
  const one = saying(row, happening);
  // The sponsor of a session they are not in hears nothing of it.
  if (!one || !invited(row).some(({ id }) => id === one.to.id)) return;
  const expiresAt = new Date(Math.max(new Date(row.ends_at).getTime(), now.getTime() + 86_400_000));
  await offerNotice(tx, {
    tenantId: row.tenant_id, personId: one.to.id, engagementId: row.engagement_id, sessionId: row.id, ...one.said, dueAt: now, expiresAt, weight: 'normal',
  }, now);
}
