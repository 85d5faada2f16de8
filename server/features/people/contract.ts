import { z } from 'zod';

/** Kept in lower case, as the database answers it: two spellings of one id must not be two ids. */
export const uuid = z.uuid('must be a UUID').toLowerCase();
/** An id that Entra gave: any GUID, also those that no version of RFC 9562 describes. */
export const entraId = z.guid('must be an id of Microsoft Entra').toLowerCase();

// Calendars, the database and our own arithmetic each end somewhere else beyond these years (PostgreSQL knows no year 0).
const years = { pattern: /^(19|20|21)/, wanted: 'must be in the years 1900 to 2199' };
/** An instant, ISO 8601 with a zone designator, e.g. `2026-03-02T09:00:00Z`. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be an instant with its zone such as 2026-03-02T09:00:00Z' })
  .regex(years.pattern, years.wanted)
  .meta({ format: 'date-time' });
/** A calendar date, `YYYY-MM-DD`. */
export const date = z.iso.date('must be a date such as 2026-03-02').regex(years.pattern, years.wanted).meta({ format: 'date' });
/** Counts the changes of a row; who changes it says which one they read. As large as the database's integer. */
export const version = z.int().min(1).max(2_147_483_647);
/** An SMTP address; kept in lower case. */
export const email = z.email('must be an e-mail address').max(254).toLowerCase();
/** One line of a person's own words: trimmed, no control characters or line ends, no halves of characters. */
export const line = (max: number) =>
  z.string().trim().min(1).max(max).regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'must be one line without control characters');
/** A person's own words on any number of lines. NUL and halves of characters are no text to the database. */
export const prose = (max: number) =>
  z.string().trim().max(max).regex(/^(?:[^\p{Cc}\p{Cs}]|[\t-\r])*$/u, 'must be text without control characters');
/** An IANA zone that this server knows. */
export const zone = z.string().max(64).refine(isKnownZone, 'must be an IANA time zone such as Europe/London');

function isKnownZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Hours on one ISO weekday (1 = Monday), in minutes from local midnight, multiples of 5. */
export const dayHours = z
  .strictObject({
    weekday: z.int().min(1).max(7),
    startMinute: z.int().min(0).max(1435).multipleOf(5),
    endMinute: z.int().min(5).max(1440).multipleOf(5),
  })
  .refine((hours) => hours.endMinute > hours.startMinute, { path: ['endMinute'], message: 'must be after startMinute' });
export type DayHours = z.infer<typeof dayHours>;

export const role = z.enum(['client', 'coach', 'sponsor']);
export type Role = z.infer<typeof role>;

/** A person as others in the engagement see them. */
export const person = z.strictObject({
  id: uuid,
  displayName: z.string(),
  /** Empty of somebody who was erased. */
  email: z.string(),
  /** IANA zone; null while nobody has told us. */
  zone: z.string().nullable(),
  /** False for a coach outside the tenant. */
  inTenant: z.boolean(),
});
export type Person = z.infer<typeof person>;

/** Somebody chosen from people search, or typed as an address (`objectId` null). */
export const personPick = z.strictObject({
  objectId: entraId.nullable(),
  email,
  displayName: line(120),
});
export type PersonPick = z.infer<typeof personPick>;

export const me = z.strictObject({
  person,
  tenantId: entraId,
  programmeLead: z.boolean(),
  /** The signed-in person as a pick, to put into a form. */
  pick: personPick,
});
export type Me = z.infer<typeof me>;

export const peopleQuery = z.strictObject({ search: line(120) });
export const foundPerson = z.strictObject({
  objectId: entraId.nullable(),
  email: z.string(),
  displayName: z.string(),
  jobTitle: z.string().nullable(),
});
export type FoundPerson = z.infer<typeof foundPerson>;
export const peopleFound = z.strictObject({ people: z.array(foundPerson) });
export type PeopleFound = z.infer<typeof peopleFound>;

/** Whose manager is asked for: an Entra object id, or nothing for one's own. */
export const managerQuery = z.strictObject({ of: entraId.optional() });
export const managerFound = z.strictObject({ manager: foundPerson.nullable() });
export type ManagerFound = z.infer<typeof managerFound>;

/** Every error of the API. `fields` says what is wrong where and what would be right. */
export const problem = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    fields: z.array(z.strictObject({ path: z.string(), message: z.string() })),
    details: z.record(z.string(), z.unknown()),
    requestId: z.string(),
  }),
});
export type Problem = z.infer<typeof problem>;
