import { z } from 'zod';
import { date, dayHours, instant, uuid, zone } from '../people/contract.ts';

/** Makes a personal link for the coach of an engagement; `send` mails it from the signed-in person. */
export const createCoachLink = z.strictObject({ send: z.boolean().default(false), days: z.int().min(1).max(365).default(180) });
export type CreateCoachLink = z.input<typeof createCoachLink>;

export const coachLink = z.strictObject({
  id: uuid,
  createdAt: instant,
  expiresAt: instant,
  revokedAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
});
export type CoachLink = z.infer<typeof coachLink>;

/** The link itself is shown once; only its hash is kept. */
export const coachLinkCreated = coachLink.extend({ url: z.string(), sent: z.boolean() });
export type CoachLinkCreated = z.infer<typeof coachLinkCreated>;
export const coachLinks = z.strictObject({ links: z.array(coachLink) });
export type CoachLinks = z.infer<typeof coachLinks>;
export const coachLinkParams = z.strictObject({ engagementId: uuid, linkId: uuid });

/** A day that differs from the weekly hours; no windows means not available at all. */
const override = z.strictObject({
  date,
  windows: z
    .array(
      z
        .strictObject({ startMinute: z.int().min(0).max(1435).multipleOf(5), endMinute: z.int().min(5).max(1440).multipleOf(5) })
        .refine((w) => w.endMinute > w.startMinute, { path: ['endMinute'], message: 'must be after startMinute' }),
    )
    .max(6),
});

export const officeHours = z.strictObject({ weekly: z.array(dayHours).max(42), overrides: z.array(override).max(366) });
export type OfficeHours = z.infer<typeof officeHours>;

const feedUrl = z.string().trim().max(2048).regex(/^(https?|webcal):\/\/[^\s\p{Cc}\p{Cs}]+$/iu, 'must be the https or webcal address of an iCalendar feed');

/** What the coach keeps on their page. Null clears it. */
export const saveAvailability = z.strictObject({
  zone,
  feedUrl: feedUrl.nullable(),
  officeHours: officeHours.nullable(),
});
export type SaveAvailability = z.infer<typeof saveAvailability>;

export const availability = z.strictObject({
  coach: z.strictObject({ displayName: z.string(), email: z.string() }),
  /** For whom this link was made. */
  engagement: z.strictObject({ clientName: z.string(), company: z.string() }),
  zone: z.string().nullable(),
  feedUrl: z.string().nullable(),
  feed: z.strictObject({
    status: z.enum(['none', 'ok', 'problem']),
    readAt: instant.nullable(),
    /** Events found in the coming eight weeks. */
    events: z.int().nullable(),
    message: z.string().nullable(),
  }),
  officeHours: officeHours.nullable(),
  linkExpiresAt: instant,
});
export type Availability = z.infer<typeof availability>;
