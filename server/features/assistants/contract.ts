import { z } from 'zod';
import { instant, line, uuid, version } from '../people/contract.ts';

/** Makes a link to one session for somebody who keeps a calendar. It shows times, what it is called here, and nothing else. */
export const createSessionLink = z.strictObject({
  /** What the page calls it; chosen by whoever makes the link. */
  label: line(80).default('Meeting'),
  days: z.int().min(1).max(90).default(30),
});
export type CreateSessionLink = z.input<typeof createSessionLink>;

export const sessionLink = z.strictObject({
  id: uuid,
  label: z.string(),
  madeBy: z.string(),
  createdAt: instant,
  expiresAt: instant,
  revokedAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
  /** When the present time was confirmed by this link. */
  confirmedAt: instant.nullable(),
});
export type SessionLink = z.infer<typeof sessionLink>;
export const sessionLinks = z.strictObject({ links: z.array(sessionLink), can: z.strictObject({ make: z.boolean() }) });
export type SessionLinks = z.infer<typeof sessionLinks>;
/** The link itself is told once; only its hash is kept. */
export const sessionLinkCreated = sessionLink.extend({ url: z.string() });
export type SessionLinkCreated = z.infer<typeof sessionLinkCreated>;
export const sessionLinkParams = z.strictObject({ sessionId: uuid, sessionLinkId: uuid });

/** A session as its link shows it. */
export const planned = z.strictObject({
  label: z.string(),
  start: instant,
  end: instant,
  /** `moving`: a new time is kept, and not in everybody's calendar yet, or waits for somebody to agree. */
  state: z.enum(['planned', 'moving', 'over', 'cancelled']),
  version,
  confirmed: z.boolean(),
  can: z.strictObject({ move: z.boolean(), confirm: z.boolean() }),
  linkExpiresAt: instant,
});
export type Planned = z.infer<typeof planned>;

export const otherTimes = z.strictObject({ times: z.array(z.strictObject({ start: instant, end: instant })) });
export type OtherTimes = z.infer<typeof otherTimes>;

export const moveByLink = z.strictObject({ version, start: instant });
export type MoveByLink = z.infer<typeof moveByLink>;
export const confirmByLink = z.strictObject({ version });
