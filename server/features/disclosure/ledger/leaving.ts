import type { LeavingNotice, Leaves } from '../../nudges/service.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { advance } from '../rules.ts';
import { changeSharing, holdSharing, type Key } from '../store.ts';
import { known, standingOf } from '../ladder/situation.ts';
import { sponsorKey } from '../ladder/words.ts';
import { noticeKeyOf, recordDisclosure } from './store.ts';

/**
 * Whether an attendance-only notice may leave at this very moment: handed over, nothing changed since, all have agreed, nobody disputes,
 * nothing is paused and the client has not told. What was true when it was handed over is not believed.
 */
async function mayLeave(tx: Queryable, key: Key, notice: LeavingNotice, now: Date): Promise<string | null> {
  const row = await holdSharing(tx, key);
  const all = await known(tx, key, row, now);
  const { standing } = advance(standingOf(row), all.situation);
  const same = row.notice_words !== null && row.notice_words.subject === all.words.subject && row.notice_words.lines.join('\n') === all.words.lines.join('\n');
  const may = row.notice_state === 'offered' && row.notice_id !== null && notice.key === sponsorKey(key.engagementId, row.notice_id)
    && row.told_at === null && row.telling_id === null && standing.step === 'notice' && standing.suspendedAt === null
    && all.situation.agreedFrom !== null && same && row.notice_shown_at !== null;
  // The ladder is looked at again at once: it knows what to do instead.
  if (!may) await changeSharing(tx, key, { look_at: now }, false);
  return may ? row.notice_by : null;
}

async function sponsorOf(tx: Queryable, { tenantId, engagementId }: Key): Promise<string | null> {
  const { rows } = await tx.query<{ sponsor_id: string | null }>('select sponsor_id from engagements where tenant_id = $1 and id = $2', [tenantId, engagementId]);
  return rows[0]?.sponsor_id ?? null;
}

/**
 * Whether the missed session that this is about is followed up with times to choose from: that note says the same, so the client hears of one
 * miss once. A follow-up that ended before it said anything leaves it to this line.
 */
async function followedUp(tx: Queryable, key: Key, now: Date): Promise<boolean> {
  const { situation } = await known(tx, key, await holdSharing(tx, key), now);
  const missed = situation.row.missed.at(-1);
  if (!missed) return false;
  const { rowCount } = await tx.query('select from chases where tenant_id = $1 and session_id = $2 and (due_at is not null or step > 0)', [key.tenantId, missed.id]);
  return rowCount > 0;
}

/**
 * Stands before every message of Fieldwork's, in the transaction before the call that sends it: what goes to a sponsor is written into the ledger, and a
 * notice of the ladder that may not leave any more does not.
 */
export const keepLedger: Leaves = async (tx, { tenantId, personId, notices }, now) => {
  const leave: string[] = [];
  for (const notice of notices) {
    const key = { tenantId, engagementId: notice.engagementId };
    const toSponsor = (await sponsorOf(tx, key)) === personId;
    const ofLadder = notice.kind === 'attendance-notice';
    const byId = ofLadder ? await mayLeave(tx, key, notice, now) : null;
    if (ofLadder && (byId === null || !toSponsor)) continue;
    if (notice.kind === 'ladder-first' && (await followedUp(tx, key, now))) continue;
    if (toSponsor) {
      const words = notice.lines.join('\n');
      await recordDisclosure(tx, key, { source: ofLadder ? 'attendance-notice' : notice.kind === 'recap' ? 'recap' : 'notice', key: noticeKeyOf(notice.id), byId, toId: personId, subject: notice.subject, words }, now);
    }
    leave.push(notice.id);
  }
  return leave;
};
