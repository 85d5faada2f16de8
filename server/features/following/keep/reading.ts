import type { AppContext } from '../../../context.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import { askAgainAt, freshWindow, outgrown, safetyReadAt, tryAgainAt, type FollowedSpan } from '../rules.ts';
import type { FollowedMailbox, Follower } from '../service.ts';
import { keepRound, postponeRound, startOver, type MailboxRow } from '../store.ts';

/** Where this reading goes on; null to start over. */
function goesOn(row: MailboxRow, now: Date): { deltaLink: string; span: FollowedSpan } | null {
  if (row.start_over || row.delta_link === null || row.window_from === null || row.window_to === null) return null;
  const span = { from: row.window_from, to: row.window_to };
  return outgrown(span, now, row.sessions_until ?? now) ? null : { deltaLink: row.delta_link, span };
}

interface Reading {
  row: MailboxRow;
  now: Date;
  subscribed: boolean;
}

const wantedBy = (followers: Follower[], row: MailboxRow): Follower[] =>
  followers.filter(({ purpose }) => (purpose === 'sessions' ? row.sessions_until : row.blocks_until) !== null);

const mailboxOf = (row: MailboxRow): FollowedMailbox => ({ tenantId: row.tenant_id, personId: row.person_id, objectId: row.object_id });

/** Reads what changed in a calendar and tells the followers; where to go on is kept only when all of them have taken it in. */
async function read(context: AppContext, followers: Follower[], { row, now, subscribed }: Reading): Promise<void> {
  const on = goesOn(row, now);
  const span = on?.span ?? freshWindow(now, row.sessions_until ?? now);
  const start = on ? { deltaLink: on.deltaLink } : { from: span.from.toISOString(), to: span.to.toISOString() };
  const round = await context.microsoft.application(row.tenant_id).eventsDelta(row.object_id, start);
  if (round === 'resync') return context.db.scoped(row.tenant_id, (tx) => startOver(tx, row, now));
  for (const follower of wantedBy(followers, row)) await follower.changed(context, mailboxOf(row), round.changes, on ? null : span);
  const dueAt = safetyReadAt(now, subscribed, context.settings.safetyReadHours);
  await context.db.scoped(row.tenant_id, (tx) => keepRound(tx, row, { deltaLink: round.deltaLink, ...span, readAt: now, dueAt }));
}

/** Reads a calendar that is due; what fails is kept for later. Rejects, too, with what is not Microsoft's doing. */
export async function readCalendar(context: AppContext, followers: Follower[], reading: Reading): Promise<void> {
  const { row, now } = reading;
  try {
    await read(context, followers, reading);
  } catch (error) {
    const failure = error instanceof MicrosoftFailure ? error : null;
    const passing = failure === null || failure.passing;
    const dueAt = passing ? tryAgainAt(now, row.read_attempts + 1, failure?.retryAfterSeconds ?? null) : askAgainAt(now);
    await context.db.scoped(row.tenant_id, (tx) => postponeRound(tx, row, dueAt));
    if (failure === null) throw error;
    context.log.warn({ personId: row.person_id, kind: failure.kind }, 'a calendar cannot be read now');
  }
}
