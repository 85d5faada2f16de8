import { findPerson } from './tenant/directory.ts';
import { ExchangeRefusal } from './tenant/events/refusal.ts';
import type { AutomaticReplies, MailboxSettings } from './tenant/model.ts';
import type { Tenant } from './tenant/tenant.ts';
import { wallAt } from './tenant/time/wall.ts';
import { ianaOf } from './tenant/time/zones.ts';

/** What people change in the settings of their mailbox; what is absent stays. */
export interface SettingsChange {
  /** Lower-case address. */
  user: string;
  /** Windows' or IANA's name of a zone. Working hours keep the zone they were set in, as in Outlook, unless they are set too. */
  zone?: string | undefined;
  /** ISO weekdays 1..7 and local times `HH:MM`. */
  workingHours?: { weekdays: number[]; start: string; end: string } | undefined;
  automaticReplies?: { status: AutomaticReplies['status']; from?: Date | undefined; to?: Date | undefined; text: string } | undefined;
}

/** Changes somebody's mailbox settings. Throws ExchangeRefusal: 404 for nobody of the organisation, 400 for an unknown zone. */
export function changeSettings(tenant: Tenant, { user, zone, workingHours, automaticReplies }: SettingsChange): void {
  const person = findPerson(tenant, user);
  if (!person) throw new ExchangeRefusal(404, 'ErrorItemNotFound', 'Only people of the organisation have a mailbox here.');
  const before = person.settings;
  const zoned = zone === undefined ? { zone: before.zone, zoneName: before.zoneName } : zoneNamed(zone);
  const settings: MailboxSettings = {
    ...before,
    ...zoned,
    ...(workingHours && { workingHours: { ...workingHours, ...zoned } }),
    ...(automaticReplies && { automaticReplies: repliesFrom(automaticReplies, before.automaticReplies, zoned) }),
  };
  tenant.state.transact(() => tenant.state.put('person', person.objectId, { ...person, settings }));
}

function zoneNamed(zoneName: string): { zone: string; zoneName: string } {
  const zone = ianaOf(zoneName);
  if (zone === null) throw new ExchangeRefusal(400, 'TimeZoneNotSupportedException', `There is no zone '${zoneName}'.`);
  return { zone, zoneName };
}

function repliesFrom(
  { status, from, to, text }: NonNullable<SettingsChange['automaticReplies']>,
  before: AutomaticReplies,
  { zone, zoneName }: { zone: string; zoneName: string },
): AutomaticReplies {
  const at = (instant: Date): AutomaticReplies['start'] => wallAt(instant.getTime(), zone, zoneName);
  const span = { ...(from && { start: at(from) }), ...(to && { end: at(to) }) };
  return { ...before, ...span, status, internalReply: text, externalReply: text };
}
