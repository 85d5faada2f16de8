import { createHash } from 'node:crypto';
import { findPerson } from '../directory.ts';
import { fieldsOf, type Occurrence } from '../events/occurrences.ts';
import type { BehaviourDocument, PresentDocument } from './model.ts';
import type { MeetingDocument } from '../model.ts';
import type { Tenant } from '../tenant.ts';

const MINUTE = 60_000;

/** A number that is the same whenever it is asked for: a meeting that is over does not change. */
export const drawn = (of: string, choices: number): number => createHash('sha256').update(of).digest().readUInt32BE(0) % choices;

/** An id in the form of a UUID, the same whenever it is asked for. */
export const idOf = (of: string): string =>
  createHash('sha256').update(of).digest('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');

export const behaviourId = (meetingId: string, occurrence: string, who: string): string => `${meetingId}|${occurrence}|${who}`;

/** Somebody's usual way: there within two minutes of the start, gone within two of the end. */
function usual(occurrence: Occurrence, meetingId: string, who: string): BehaviourDocument {
  const key = occurrence.key ?? '';
  const id = behaviourId(meetingId, key, who);
  const length = Math.round((occurrence.end - occurrence.start) / MINUTE);
  const visits = [{ from: drawn(`${id} joins`, 4) - 2, to: length + drawn(`${id} leaves`, 4) - 2 }];
  const guise = { kind: 'account' as const, address: who, name: null };
  return { id, mailbox: meetingId, occurrence: key, who, visits, guise, withoutAddress: drawn(`${id} address`, 5) === 0 };
}

/** What everybody does in an occurrence: as was set; else whoever is invited and did not decline comes. Nobody comes to what is cancelled. */
export function behavioursIn(tenant: Tenant, meeting: MeetingDocument, occurrence: Occurrence): BehaviourDocument[] {
  const { isCancelled, attendees } = fieldsOf(occurrence);
  if (isCancelled) return [];
  const coming = attendees.filter(({ type, status }) => type !== 'resource' && status.response !== 'declined').map(({ address }) => address);
  const set = [...tenant.state.of('behaviour', meeting.id)].filter((one) => one.occurrence === (occurrence.key ?? ''));
  const others = new Set([occurrence.event.organizer.address, ...coming]);
  for (const { who } of set) others.delete(who);
  return [...set, ...[...others].map((who) => usual(occurrence, meeting.id, who))];
}

function identityOf(tenant: Tenant, { guise, who }: BehaviourDocument): PresentDocument['identity'] & { address: string | null } {
  const nobody = { id: null, tenantId: null, address: null };
  if (guise.kind === 'anonymous') return { ...nobody, displayName: guise.name ?? nameOf(tenant, who) };
  if (guise.kind === 'dial-in') return { ...nobody, displayName: guise.name ?? `+44 20 **** ${String(drawn(who, 100)).padStart(2, '0')}` };
  const address = guise.address ?? who;
  const person = findPerson(tenant, address);
  const displayName = guise.name ?? nameOf(tenant, address);
  if (person) return { id: person.objectId, tenantId: tenant.id, displayName, address };
  // An account of another organisation: everybody of one domain is of one tenant.
  return { id: idOf(`account ${address}`), tenantId: idOf(`tenant ${address.split('@')[1]}`), displayName, address };
}

const nameOf = (tenant: Tenant, address: string): string =>
  findPerson(tenant, address)?.displayName ?? tenant.state.get('outsider', address)?.displayName ?? address.split('@')[0]!;

/** Somebody as the report of a call has them, with the times that fall into it; null when there are none. */
export function presentIn(tenant: Tenant, meeting: MeetingDocument, behaviour: BehaviourDocument, visits: { from: number; to: number }[]): PresentDocument | null {
  if (visits.length === 0) return null;
  const { address, ...identity } = identityOf(tenant, behaviour);
  const role = identity.id === meeting.organizerObjectId ? 'Organizer' : identity.tenantId === tenant.id ? 'Presenter' : 'Attendee';
  return {
    id: idOf(`record ${behaviour.id} ${visits[0]!.from}`),
    identity,
    emailAddress: behaviour.withoutAddress ? null : address,
    role,
    intervals: visits.map(({ from, to }) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })),
  };
}
