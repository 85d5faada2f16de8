import { defaultTerms } from '../../../server/features/disclosure/contract.ts';
import { noticeWords } from '../../../server/features/disclosure/ladder/words.ts';
import { idFor, tenantId } from '../../support/seed.ts';
import type { World } from './world.ts';

const terms = { ...defaultTerms, ladder: { ...defaultTerms.ladder, talkAt: 1, tellAt: 2 } };
const missedOn = ['2026-02-20T10:00:00Z', '2026-02-27T10:00:00Z'];

/** The coach outside has worded an agreement, which waits for the others. */
export const worded = ({ api, link, ids }: World) => api.with(link).post(`/api/engagements/${ids.engagementId}/sharing`, { newest: 0, terms });

/** All have agreed, two sessions were missed, and the ladder has come to a step; `more` is what else its row says. */
export const missed = (step: string, more: Record<string, unknown> = {}, sessions = 2) => ({ db, ids }: World): Promise<unknown> =>
  db.system(async (tx) => {
    const at = [tenantId, ids.engagementId];
    for (const start of missedOn.slice(0, sessions)) {
      await tx.query(
        `insert into sessions (tenant_id, id, engagement_id, kind, state, starts_at, ends_at, organizer_id, booked_by, created_at, event_id)
         select tenant_id, $3, id, 'coaching', 'client-no-show', $4::timestamptz, $4::timestamptz + interval '1 hour', client_id, client_id, $4, 'missed' from engagements where tenant_id = $1 and id = $2`,
        [...at, idFor(start), start],
      );
      await tx.query(
        `insert into attendance (tenant_id, session_id, engagement_id, starts_at, ends_at, booked, state, found)
         select tenant_id, id, engagement_id, starts_at, ends_at, 'booked', 'client-no-show', '{"state":"client-no-show","evidence":[],"ruledOut":[]}' from sessions where id = $1`,
        [idFor(start)],
      );
    }
    await tx.query("insert into sharing_versions (tenant_id, engagement_id, version, at, made_by, terms, policy) select tenant_id, id, 1, '2026-02-01', client_id, $3, attendance from engagements where tenant_id = $1 and id = $2", [...at, JSON.stringify(terms)]);
    await tx.query("insert into sharing_acceptances (tenant_id, engagement_id, version, person_id, at) select $1, $2, 1, p, '2026-02-01' from engagements e, unnest(array[e.client_id, e.coach_id, e.sponsor_id]) p where e.tenant_id = $1 and e.id = $2", at);
    const row = { newest: 1, in_force: 1, ladder_from: '2026-02-01', look_at: null, step, round: 1, since: '2026-02-27', tell_by: step === 'talk' ? null : step === 'tell' ? '2026-03-20' : '2026-03-01', ...more };
    const sets = Object.keys(row).map((name, index) => `${name} = $${index + 3}`);
    await tx.query(`update sharing set ${sets.join(', ')} where tenant_id = $1 and engagement_id = $2`, [...at, ...Object.values(row)]);
  });

/** The notice as it reads in this world. */
export const words = noticeWords({ client: 'Amina Example', coach: 'Dana Coach', sponsor: 'Marcus Example' }, { held: 0, missed: missedOn.map((start) => Date.parse(start)), zone: 'Europe/London' });

const held = { notice_state: 'held', notice_id: idFor('the notice'), notice_words: JSON.stringify(words), notice_send_at: '2026-03-20', notice_shown_at: '2026-03-02' };

/** What must have happened before an operation of agreement or ladder can be done. */
export const ladderPreparations: Record<string, (world: World) => Promise<unknown>> = {
  getApiEngagementsEngagementIdSharingDifferences: worded,
  postApiEngagementsEngagementIdSharingAcceptance: worded,
  postApiEngagementsEngagementIdSharingWithdrawal: worded,
  postApiEngagementsEngagementIdLadderPause: missed('tell'),
  postApiEngagementsEngagementIdLadderResume: (world) => missed('tell', { paused_until: '2026-04-01', suspended_at: '2026-03-01' })(world),
  postApiEngagementsEngagementIdLadderTalked: missed('talk', {}, 1),
  putApiEngagementsEngagementIdLadderDraft: missed('tell'),
  postApiEngagementsEngagementIdLadderTelling: missed('tell'),
  postApiEngagementsEngagementIdLadderTold: missed('tell'),
  postApiEngagementsEngagementIdLadderNotice: missed('notice'),
  postApiEngagementsEngagementIdLadderNoticeStop: missed('notice', held),
};

/** What makes their requests good ones. */
export const ladderParticulars: Record<string, Record<string, unknown>> = {
  postApiEngagementsEngagementIdSharing: { newest: 0, terms },
  postApiEngagementsEngagementIdSharingAcceptance: { version: 1 },
  postApiEngagementsEngagementIdSharingWithdrawal: { version: 1 },
  getApiEngagementsEngagementIdSharingDifferences: { from: '1', to: '1' },
  postApiEngagementsEngagementIdLadderPause: { version: 1, until: '2026-04-01' },
  ...Object.fromEntries(['Resume', 'Talked', 'Told', 'NoticeStop'].map((name) => [`postApiEngagementsEngagementIdLadder${name}`, { version: 1 }])),
  putApiEngagementsEngagementIdLadderDraft: { version: 1 },
  postApiEngagementsEngagementIdLadderTelling: { version: 1 },
  postApiEngagementsEngagementIdLadderNotice: { version: 1, words },
};
