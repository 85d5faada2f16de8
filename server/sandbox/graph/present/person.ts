import { offsetAt, zoneTable } from '../../../platform/zones.ts';
import type { MailboxSettings, PersonDocument } from '../../tenant/model.ts';

type Json = Record<string, unknown>;

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** Graph's name of an ISO weekday. */
export const dayName = (weekday: number): string => days[weekday - 1]!;
/** The ISO weekday of Graph's name. */
export const weekdayOf = (name: string): number => days.indexOf(name) + 1;

/** What Graph answers about a person unless $select asks for more. */
export const usualUserProperties = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

/** A directory entry with everything that can be selected. */
export function presentUser(person: PersonDocument): Json {
  const [givenName, ...rest] = person.displayName.split(' ');
  return {
    id: person.objectId,
    businessPhones: [],
    displayName: person.displayName,
    givenName,
    jobTitle: person.jobTitle,
    mail: person.address,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: person.settings.locale,
    surname: rest.join(' ') || null,
    userPrincipalName: person.address,
    accountEnabled: true,
    userType: 'Member',
    mailNickname: person.address.split('@')[0],
    proxyAddresses: [`SMTP:${person.address}`],
    department: null,
    companyName: null,
    otherMails: [],
  };
}

/** Somebody in the order of relevance to a colleague; `rank` 0 is the nearest. */
export function presentRelevantPerson(person: PersonDocument, rank: number): Json {
  const { id, displayName, givenName, surname, jobTitle, userPrincipalName } = presentUser(person);
  return {
    id,
    displayName,
    givenName,
    surname,
    jobTitle,
    userPrincipalName,
    scoredEmailAddresses: [{ address: person.address, relevanceScore: Math.max(100 - rank, 1), selectionLikelihood: 'notSpecified' }],
    personType: { class: 'Person', subclass: 'OrganizationUser' },
  };
}

/** `workingHours` of settings and free/busy, under the zone's name that the person has. `at` decides a custom zone's bias (epoch ms). */
export function presentWorkingHours({ workingHours: { weekdays, start, end, zone, zoneName } }: MailboxSettings, at: number): Json {
  const timeZone = zoneName === 'Customized Time Zone' ? customZone(zone, at) : { name: zoneName };
  return { daysOfWeek: weekdays.map(dayName), startTime: timeOfDay(start), endTime: timeOfDay(end), timeZone };
}

/** A time of day knows no 24:00: hours until midnight end at the next day's 00:00. */
const timeOfDay = (time: string): string => `${time.replace('24:', '00:')}:00.0000000`;

/** A zone told by its rules instead of a name. Only the bias is true to the zone: minutes, ahead of UTC positive as the description says. */
const customZone = (zone: string, at: number): Json => ({
  '@odata.type': '#microsoft.graph.customTimeZone',
  bias: offsetAt(zoneTable(zone), at) / 60_000,
  name: 'Customized Time Zone',
});
