import { authoriseSystem, type EngagementScope } from '../../../access/scope.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { verdictsOf } from '../../attendance/service.ts';
import type { Attendance } from '../../attendance/contract.ts';
import { agreementInForce, termsOf } from '../agreement/propose.ts';
import { partiesOf, type Parties } from '../agreement/parties.ts';
import type { Message, SharingTerms } from '../contract.ts';
import { mayReach, rowOf, standstillOf, type SessionFact, type Situation, type Standing } from '../rules.ts';
import type { Key, SharingRow, VersionRow } from '../store.ts';
import { noticeWords } from './words.ts';

/** Everything that decides where one engagement's ladder stands now. */
export interface Known {
  scope: EngagementScope;
  parties: Parties;
  agreement: VersionRow | null;
  terms: SharingTerms;
  situation: Situation;
  standstill: ReturnType<typeof standstillOf>;
  /** The attendance-only notice as it would read now. */
  words: Message;
}

const factOf = (one: Attendance): SessionFact => ({
  id: one.sessionId, at: Date.parse(one.start), state: one.state, waiting: one.waiting, disputed: one.dispute !== null, counts: one.counts, lateCancelBy: one.lateCancelBy,
});

const isHeld = ({ counts, state }: Attendance): boolean => counts && (state === 'held' || state === 'cut-short');

/** Gathers it, for whoever looks: what anybody may see of it is decided where it is shown. */
export async function known(tx: Queryable, key: Key, row: SharingRow | null, now: Date): Promise<Known> {
  const scope = authoriseSystem(key.tenantId, key.engagementId);
  const parties = await partiesOf(tx, scope, now);
  const agreement = await agreementInForce(tx, scope, row, parties);
  const terms = termsOf(agreement);
  const verdicts = await verdictsOf(tx, scope, now);
  const missed = rowOf(verdicts.map(factOf), terms.ladder.lateCancels);
  const ladderPaused = row?.paused_until != null && row.paused_until > now.toISOString().slice(0, 10);
  const engagementPaused = parties.engagement.status !== 'active';
  const reaches = mayReach(agreement?.terms ?? null, parties.sponsor !== null);
  const zone = parties.client.zone ?? 'UTC';
  return {
    scope, parties, agreement, terms,
    situation: {
      row: missed, terms: terms.ladder, paused: ladderPaused || engagementPaused, now: now.getTime(), zone,
      agreedFrom: reaches ? (row?.ladder_from?.getTime() ?? null) : null,
    },
    standstill: standstillOf(missed, { ladder: ladderPaused, engagement: engagementPaused }),
    words: noticeWords(parties.names, { held: verdicts.filter(isHeld).length, missed: missed.missed.map(({ at }) => at), zone }),
  };
}

const ms = (at: Date | null): number | null => at?.getTime() ?? null;

export const standingOf = ({ step, round, since, tell_by, tell_heard_at, suspended_at, told_at, notice_send_at }: SharingRow): Standing => ({
  step, round, since: ms(since), tellBy: ms(tell_by), heard: tell_heard_at !== null, suspendedAt: ms(suspended_at), told: told_at !== null, sendAt: ms(notice_send_at),
});
