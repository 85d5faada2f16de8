import { randomUUID } from 'node:crypto';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { answerInvitation, deleteEntry, moveEntry } from '../../../server/sandbox/acts.ts';
import type { Api, Caller } from '../../support/api.ts';
import { calendarOf } from '../../support/calendars.ts';
import { address } from '../../support/seed.ts';

const minute = 60_000;

/** Lets a little time pass, in which notifications arrive and what is due is done. */
export const settle = (api: Api, minutes = 2): Promise<void> => api.passTime(new Date(api.simulation.clock.now().getTime() + minutes * minute));

export const bookAs = async (person: Caller, engagementId: string, more: object = {}): Promise<Session> =>
  (await person.post<Session>(`/api/engagements/${engagementId}/sessions`, { id: randomUUID(), start: '2026-03-06T14:30:00Z', minutes: 60, ...more })).body;

export const rows = async <Row extends object>(api: Pick<Api, 'context'>, sql: string): Promise<Row[]> => (await api.context.db.system((tx) => tx.query<Row>(sql))).rows;

/** The kept state of a session, as nobody's screen has read it back. */
export const kept = async (api: Api, id: string): Promise<{ state: string; starts_at: Date; responses: Record<string, string>; organizer_id: string }> =>
  (await rows<{ state: string; starts_at: Date; responses: Record<string, string>; organizer_id: string }>(api, `select state, starts_at, responses, organizer_id from sessions where id = '${id}'`))[0]!;

export const happened = async (api: Api, id: string): Promise<string[]> => (await rows<{ what: string }>(api, `select what from history where session_id = '${id}' order by id`)).map(({ what }) => what);

export const nudges = (api: Api): Promise<{ key: string; kind: string; person_id: string }[]> => rows(api, 'select key, kind, person_id from notices order by offered_at, key');

/** What people do with their own hands in Outlook. */
export const hands = (api: Api) => {
  const entry = (name: string, index = 0) => calendarOf(api.simulation, address(name))[index]!;
  const tenant = api.simulation.tenant;
  return {
    entry,
    reply: (name: string, reply: 'accepted' | 'declined' | 'tentativelyAccepted', proposed: { start: string; end: string } | null = null, of = 'amina') =>
      answerInvitation(tenant, {
        user: name.includes('@') ? name : address(name), invitation: { iCalUId: entry(of).iCalUId }, reply, comment: '',
        proposedNewTime: proposed && { start: new Date(proposed.start), end: new Date(proposed.end) },
      }),
    drag: (name: string, start: string, end: string) => moveEntry(tenant, { user: address(name), id: entry(name).id, span: { start: new Date(start), end: new Date(end) } }),
    remove: (name: string) => deleteEntry(tenant, { user: address(name), id: entry(name).id }),
  };
};
