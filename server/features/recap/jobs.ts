import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { noticesName, offerNotice, type Composer } from '../nudges/service.ts';
import { letterFor } from './letter/compose.ts';
import { letterHtml, letterText } from './letter/words.ts';
import { recapAt, timelyDays } from './rules.ts';
import { nextEnd, readRecap, recentlyEnded, sendingsOf, settleRecap, type RecapRow, type SessionKey } from './store.ts';

/** Everything said of a session afterwards starts so. */
export const recapKey = (sessionId: string): string => `recap:${sessionId}:`;

export const recapsName = 'recaps';

const dueAt = (row: RecapRow): Date => recapAt({ endsAt: new Date(row.ends_at), readBackAt: row.read_back_at, changedAt: row.changed_at });

function outcomeOf(context: AppContext, row: RecapRow): NonNullable<RecapRow['outcome']> {
  if (row.mail_off) return 'off';
  if (!row.anything) return 'nothing';
  return (context.settings.noticesFrom ?? null) === null ? 'by-hand' : 'offered';
}

async function offer(tx: Queryable, row: RecapRow, now: Date): Promise<void> {
  const told = new Set((await sendingsOf(tx, { tenantId: row.tenant_id, sessionId: row.session_id })).map(({ person_id: id }) => id));
  for (const reader of row.people.filter(({ id }) => !told.has(id))) {
    const { subject } = await letterFor(tx, row, reader, now);
    await offerNotice(tx, {
      tenantId: row.tenant_id, personId: reader.id, engagementId: row.engagement_id, sessionId: row.session_id, key: `${recapKey(row.session_id)}mail`,
      kind: 'recap', subject, lines: ['What came of it, and when you meet next.'], links: [{ label: 'Open the session', path: `/sessions/${row.session_id}` }],
      dueAt: now, expiresAt: new Date(now.getTime() + timelyDays * 86_400_000), weight: 'normal',
    }, now);
  }
}

/** Decides about one session's recap, in a transaction of its own, once for each time it has. When it is too early, answers when to look again. */
async function settle(context: AppContext, key: SessionKey, now: Date): Promise<'done' | Date> {
  return context.db.system(async (tx) => {
    const row = await readRecap(tx, key);
    if (!row) return 'done';
    if (dueAt(row) > now) return dueAt(row);
    const outcome = outcomeOf(context, row);
    if ((await settleRecap(tx, row, outcome)) && outcome === 'offered') await offer(tx, row, now);
    return 'done';
  });
}

async function nextDueAt(context: AppContext): Promise<Date | null> {
  const now = context.clock.now();
  const [ended, next] = await context.db.glance(async (tx) => {
    const rows = await Promise.all((await recentlyEnded(tx, now, 50)).map((key) => readRecap(tx, key)));
    return [rows.flatMap((row) => (row ? [dueAt(row)] : [])), await nextEnd(tx, now)] as const;
  });
  return [...ended, ...(next ? [next] : [])].reduce<Date | null>((first, at) => (first === null || at < first ? at : first), null);
}

/** Sends what came of each session that is over to those who may have it. */
export const recaps = (context: AppContext): DueWork => ({
  name: recapsName,
  nextDueAt: () => nextDueAt(context),
  runDue: async (now) => {
    let done = 0;
    for (const key of await context.db.system((tx) => recentlyEnded(tx, now, 500))) if ((await settle(context, key, now)) === 'done') done += 1;
    if (done > 0) await context.jobs.wake(noticesName);
    return done;
  },
});

/** A recap's words when it leaves: as things stand then, and nothing to whom it is not for any more. */
export const composeRecap = (context: Pick<AppContext, 'db' | 'clock'>): Composer => async ({ tenantId, personId, sessionId }) =>
  context.db.scoped(tenantId, async (tx) => {
    const row = sessionId === null ? null : await readRecap(tx, { tenantId, sessionId });
    const reader = row?.people.find(({ id }) => id === personId);
    if (!row || !reader || row.mail_off) return null;
    const letter = await letterFor(tx, row, reader, context.clock.now());
    // Where the three agreed that a sponsor sees nothing, there is nothing to say.
    if (letter.parts.length === 0) return null;
    return { subject: letter.subject, lines: [letterText(letter)], html: letterHtml(letter) };
  });
