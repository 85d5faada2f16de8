import { z } from 'zod';
import { inWords } from '../../platform/problem-words.ts';
import { ruleProblem } from '../tenant/events/rule.ts';
import { ianaOf } from '../tenant/time/zones.ts';

const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `Mon`, `monday` or 1 as the ISO weekday 1. */
const weekday = z
  .union([z.int().min(1).max(7), z.string().transform((name) => DAY_NAMES.indexOf(name.slice(0, 3).toLowerCase()) + 1)])
  .refine((day) => day >= 1, 'must be a day: Mon, Tue, Wed, Thu, Fri, Sat, Sun, or 1 (Monday) to 7');

const address = z.email('must be an e-mail address').transform((text) => text.toLowerCase());
const zone = z
  .string()
  .refine((name) => ianaOf(name) !== null, 'is no time zone: use an IANA name (Europe/London) or a Windows name (GMT Standard Time)');
// `abort` throughout: what compares two fields is not asked about fields that are wrong by themselves.
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'must be a time of day such as 09:30', abort: true });
const localTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?$/, {
    error: 'must be a local time such as 2026-03-02T09:30, or a date such as 2026-03-02 for all day',
    abort: true,
  })
  .refine(existsInCalendar, { error: 'is no date of the calendar', abort: true });

/** `YYYY-MM-DDTHH:MM:SS` of what the file may shorten. */
export function withSeconds(text: string): string {
  return text.length === 10 ? `${text}T00:00:00` : text.length === 16 ? `${text}:00` : text;
}

/** False for 31 February, which Date takes for 3 March. */
function existsInCalendar(text: string): boolean {
  const time = Date.parse(`${withSeconds(text)}Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(withSeconds(text));
}

const event = z
  .strictObject({
    subject: z.string().max(255).default('Busy'),
    start: localTime,
    end: localTime.optional(),
    zone: zone.optional(),
    allDay: z.boolean().optional(),
    showAs: z.enum(['free', 'tentative', 'busy', 'oof', 'workingElsewhere']).default('busy'),
    private: z.boolean().default(false),
    location: z.string().max(255).optional(),
    recurrence: z.string().optional(),
    except: z.array(localTime).default([]),
  })
  .superRefine((value, context) => {
    const refuse = (field: string, message: string): void => context.addIssue({ code: 'custom', path: [field], message });
    const isAllDay = value.allDay ?? value.start.length === 10;
    if (!isAllDay && value.end === undefined) refuse('end', 'is missing; only all-day events can do without');
    if (value.end !== undefined && withSeconds(value.end) <= withSeconds(value.start)) refuse('end', 'must be after the start');
    const wrong = value.recurrence && ruleProblem(value.recurrence, { local: withSeconds(value.start), zone: 'Etc/UTC' });
    if (wrong) refuse('recurrence', `is no RRULE such as FREQ=WEEKLY;BYDAY=MO (${wrong})`);
  });
export type FileEvent = z.output<typeof event>;

const icsFile = z.strictObject(
  { ics: z.string().min(1).max(1000) },
  { error: ({ code }) => (code === 'invalid_type' ? 'must be a list of events, or { "ics": "FILE.ics" }' : undefined) },
);

// Told apart by hand: a union would report the problems of both forms at once.
const calendar = z.unknown().transform((value, context): FileEvent[] | z.output<typeof icsFile> => {
  const result = Array.isArray(value) ? z.array(event).safeParse(value, { error: inWords }) : icsFile.safeParse(value, { error: inWords });
  if (result.success) return result.data;
  for (const issue of result.error.issues) context.addIssue({ ...issue, code: 'custom' });
  return z.NEVER;
});

const workingHours = z
  .strictObject({
    days: z.array(weekday).min(1).default([1, 2, 3, 4, 5]),
    start: timeOfDay.default('09:00'),
    end: timeOfDay.default('17:00'),
  })
  .refine(({ start, end }) => start < end, { path: ['end'], message: 'must be after the start' });

const person = z.strictObject({
  address,
  name: z.string().min(1).max(200).optional(),
  zone: zone.default('UTC'),
  workingHours: workingHours.default({ days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' }),
  manager: address.nullish(),
  jobTitle: z.string().max(200).nullish(),
  appRoles: z.array(z.string().min(1)).default([]),
  teamsLicence: z.boolean().default(true),
  calendar: calendar.default([]),
});
export type FilePerson = z.output<typeof person>;

const outsider = z.strictObject({
  address,
  name: z.string().min(1).max(200).optional(),
  zone: zone.default('UTC'),
  calendar: calendar.nullish(),
});
export type FileOutsider = z.output<typeof outsider>;

/** The form of a tenant file; README.md says it in words. */
export const tenantFileSchema = z.strictObject({
  name: z.string().min(1).max(200).default('My organisation'),
  tenantId: z.uuid('must be a UUID').optional(),
  now: z.iso.datetime({ offset: true, error: 'must be an instant such as 2026-03-02T08:00:00Z' }).optional(),
  people: z.array(person).min(1, 'must name at least one person').max(500),
  outsiders: z.array(outsider).max(100).default([]),
});
export type TenantFile = z.output<typeof tenantFileSchema>;
