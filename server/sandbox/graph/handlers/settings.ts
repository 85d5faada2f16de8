import { agenda } from '../../tenant/events/mailbox.ts';
import { fieldsOf } from '../../tenant/events/occurrences.ts';
import type { MailboxSettings } from '../../tenant/model.ts';
import { windowsNames, ianaOf } from '../../tenant/time/zones.ts';
import { wallTimeFrom, type DateTimeTimeZone } from '../body/times.ts';
import { contextOf, ok, type Answer, type Call, type OwnedCall } from '../call.ts';
import { GraphError } from '../errors.ts';
import { unknownZone } from '../prefer.ts';
import { presentSettings } from '../present/settings.ts';
import { weekdayOf } from '../present/person.ts';
import { selector } from '../odata/query.ts';

const settingsContext = ({ owner }: OwnedCall): string => contextOf(`users('${owner.objectId}')/mailboxSettings`);

/** GET mailboxSettings */
export const getSettings = (call: OwnedCall): Answer =>
  ok({ '@odata.context': settingsContext(call), ...presentSettings(call.owner, call.tenant.clock.now().getTime()) });

interface SettingsBody {
  timeZone?: string | null;
  dateFormat?: string | null;
  timeFormat?: string | null;
  language?: { locale?: string | null } | null;
  workingHours?: {
    daysOfWeek?: string[];
    startTime?: string | null;
    endTime?: string | null;
    timeZone?: { name?: string | null } | null;
  } | null;
  automaticRepliesSetting?: RepliesBody | null;
}

interface RepliesBody {
  status?: MailboxSettings['automaticReplies']['status'] | null;
  externalAudience?: MailboxSettings['automaticReplies']['externalAudience'] | null;
  scheduledStartDateTime?: DateTimeTimeZone | null;
  scheduledEndDateTime?: DateTimeTimeZone | null;
  internalReplyMessage?: string | null;
  externalReplyMessage?: string | null;
}

/** PATCH mailboxSettings: what is not named stays. */
export function patchSettings(call: OwnedCall): Answer {
  const body = call.body as SettingsBody;
  const before = call.owner.settings;
  const zone = body.timeZone ? zoneNamed(body.timeZone) : { zone: before.zone, zoneName: before.zoneName };
  const settings: MailboxSettings = {
    ...zone,
    workingHours: hoursFrom(body.workingHours ?? {}, before.workingHours),
    locale: body.language?.locale ?? before.locale,
    dateFormat: body.dateFormat ?? before.dateFormat,
    timeFormat: body.timeFormat ?? before.timeFormat,
    automaticReplies: repliesFrom(body.automaticRepliesSetting ?? {}, before.automaticReplies),
  };
  const owner = { ...call.owner, settings };
  call.tenant.state.transact(() => call.tenant.state.put('person', owner.objectId, owner));
  return getSettings({ ...call, owner });
}

function zoneNamed(zoneName: string): { zone: string; zoneName: string } {
  const zone = ianaOf(zoneName);
  if (zone === null) throw unknownZone(zoneName);
  return { zone, zoneName };
}

function hoursFrom(
  { daysOfWeek, startTime, endTime, timeZone }: NonNullable<SettingsBody['workingHours']>,
  before: MailboxSettings['workingHours'],
): MailboxSettings['workingHours'] {
  return {
    weekdays: daysOfWeek?.map(weekdayOf) ?? before.weekdays,
    start: startTime?.slice(0, 5) ?? before.start,
    end: endTime?.slice(0, 5) ?? before.end,
    ...(timeZone?.name ? zoneNamed(timeZone.name) : { zone: before.zone, zoneName: before.zoneName }),
  };
}

function repliesFrom(body: RepliesBody, before: MailboxSettings['automaticReplies']): MailboxSettings['automaticReplies'] {
  return {
    status: body.status ?? before.status,
    externalAudience: body.externalAudience ?? before.externalAudience,
    start: body.scheduledStartDateTime ? wallTimeFrom(body.scheduledStartDateTime) : before.start,
    end: body.scheduledEndDateTime ? wallTimeFrom(body.scheduledEndDateTime) : before.end,
    internalReply: body.internalReplyMessage ?? before.internalReply,
    externalReply: body.externalReplyMessage ?? before.externalReply,
  };
}

/** GET calendar: everybody has one. */
export function getCalendar(call: OwnedCall): Answer {
  const { owner } = call;
  const provider = owner.teamsLicence ? 'teamsForBusiness' : 'unknown';
  const calendar = {
    id: `AAMkCalendar${Buffer.from(owner.objectId).toString('base64url')}`,
    name: 'Calendar',
    color: 'auto',
    hexColor: '',
    isDefaultCalendar: true,
    isRemovable: false,
    isTallyingResponses: true,
    canEdit: true,
    canShare: true,
    canViewPrivateItems: true,
    allowedOnlineMeetingProviders: owner.teamsLicence ? [provider] : [],
    defaultOnlineMeetingProvider: provider,
    owner: { name: owner.displayName, address: owner.address },
  };
  return ok({ '@odata.context': contextOf(`users('${owner.objectId}')/calendar/$entity`), ...selector(call.query, 'calendar')(calendar) });
}

/** GET supportedTimeZones: Windows' names, or IANA's where the call asks for those. */
export function supportedTimeZones({ url }: Call): Answer {
  const standard = /TimeZoneStandard=microsoft\.graph\.timeZoneStandard'(\w+)'/i.exec(decodeURIComponent(url.pathname))?.[1] ?? 'Windows';
  const names = /^iana$/i.test(standard) ? Intl.supportedValuesOf('timeZone') : [...windowsNames().values()];
  return ok({
    '@odata.context': contextOf('Collection(microsoft.graph.timeZoneInformation)'),
    value: names.map((alias) => ({ alias, displayName: alias })),
  });
}

/** GET presence, from the calendar alone. */
export function getPresence({ tenant, owner }: OwnedCall): Answer {
  const now = tenant.clock.now().getTime();
  const current = agenda(tenant, owner.objectId, now, now + 1)
    .map(fieldsOf)
    .filter(({ isCancelled }) => !isCancelled);
  const statuses = new Set(current.map(({ showAs }) => showAs));
  const [away, busy] = [statuses.has('oof'), statuses.has('busy')];
  const [availability, activity] = away ? ['Away', 'OutOfOffice'] : busy ? ['Busy', 'InAMeeting'] : ['Available', 'Available'];
  const outOfOfficeSettings = { isOutOfOffice: away || owner.settings.automaticReplies.status === 'alwaysEnabled', message: null };
  return ok({
    '@odata.context': contextOf(`users('${owner.objectId}')/presence/$entity`),
    id: owner.objectId,
    availability,
    activity,
    outOfOfficeSettings,
  });
}

/** GET photo: nobody of this tenant has one. */
export function getPhoto(): never {
  throw new GraphError(404, 'ImageNotFound', 'The photo was not found.');
}
