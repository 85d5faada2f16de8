import { z } from 'zod';
import { entraId, uuid } from '../people/contract.ts';

/** 'work': agenda, plan and fieldwork; 'own': what is somebody's alone; 'other': of an older version. */
export const auditKind = z.enum(['sessions', 'engagements', 'attendance', 'sharing', 'links', 'privacy', 'work', 'own', 'other']);
export type AuditKind = z.infer<typeof auditKind>;

export const auditQuery = z.strictObject({
  /** Of this person alone. */
  person: uuid.optional(),
  kind: auditKind.optional(),
  /** Answers what came before this line; the newest unless given. */
  before: z.string().regex(/^[1-9]\d{0,8}$/, 'must be the id of a line').optional(),
});

export const auditLine = z.strictObject({
  id: z.string(),
  at: z.string(),
  /** Row of who did it; a person who was erased is still told apart by it. */
  actorId: uuid,
  /** Their name now. */
  actor: z.string(),
  kind: auditKind,
  /** What they did, to be read after their name; never what it was about. */
  did: z.string(),
  /** Whose coaching it was, by client and coach, or whom it was about; null where that is not known. */
  concerning: z.string().nullable(),
  role: z.enum(['client', 'coach', 'sponsor', 'programme-lead', 'person']),
  /** How they were proved. */
  signedBy: z.enum(['sign-in', 'coach-link', 'session-link']),
  /** Method and address as the API declares it. */
  action: z.string(),
  /** Ids of what it was about, by their names in the request; never contents. */
  subjects: z.record(z.string(), z.string()),
  status: z.int(),
  requestId: entraId,
});
export type AuditLine = z.infer<typeof auditLine>;

/** At most 100 lines, newest first. */
export const auditPage = z.strictObject({
  lines: z.array(auditLine),
  /** What to ask for with `before` to read on; null when there is no more. */
  next: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPage>;
