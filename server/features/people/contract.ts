import { z } from 'zod';

export const uuid = z.uuid();
/** An instant, ISO 8601 with a zone designator, e.g. `2026-03-02T09:00:00Z`. */
export const instant = z.iso.datetime({ offset: true });
/** A calendar date, `YYYY-MM-DD`. */
export const date = z.iso.date();
/** An SMTP address; kept in lower case. */
export const email = z.email().max(254).toLowerCase();
/** One line of a person's own words: trimmed, no control characters. */
export const line = (max: number) =>
  z.string().trim().min(1).max(max).regex(/^[^\p{Cc}]*$/u, 'must be one line without control characters');
/** An IANA zone that this server knows. */
export const zone = z.string().max(64).refine(isKnownZone, 'must be an IANA time zone such as Europe/London');

function isKnownZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
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
  email: z.string(),
  /** IANA zone; null while nobody has told us. */
  zone: z.string().nullable(),
  /** False for a coach outside the tenant. */
  inTenant: z.boolean(),
});
export type Person = z.infer<typeof person>;

/** Somebody chosen from people search, or typed as an address (`objectId` null). */
export const personPick = z.strictObject({
  objectId: uuid.nullable(),
  email,
  displayName: line(120),
});
export type PersonPick = z.infer<typeof personPick>;

export const me = z.strictObject({
  person,
  tenantId: uuid,
  programmeLead: z.boolean(),
  /** The signed-in person as a pick, to put into a form. */
  pick: personPick,
});
export type Me = z.infer<typeof me>;

export const peopleQuery = z.strictObject({ search: z.string().trim().min(1).max(120) });
export const foundPerson = z.strictObject({
  objectId: uuid.nullable(),
  email: z.string(),
  displayName: z.string(),
  jobTitle: z.string().nullable(),
});
export type FoundPerson = z.infer<typeof foundPerson>;
export const peopleFound = z.strictObject({ people: z.array(foundPerson) });
export type PeopleFound = z.infer<typeof peopleFound>;

/** Whose manager is asked for: an Entra object id, or nothing for one's own. */
export const managerQuery = z.strictObject({ of: uuid.optional() });
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
