import type { Queryable } from '../../../platform/db/database.ts';
import { offerNotice, withdrawNotices } from '../../nudges/service.ts';
import { hasAnswered, votersOf } from '../present.ts';
import type { VoteRow } from '../store.ts';

const links = (vote: VoteRow) => [{ label: 'Say which times suit you', path: `/votes/${vote.id}` }];

/** "5 March" where the reader is. */
function dayOf(at: Date | string, zone: string | null): string {
  return new Date(at).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone ?? 'UTC' });
}

const clientName = (vote: VoteRow): string => vote.people.find((person) => person.role === 'client')!.display_name;

const about = (vote: VoteRow) => ({ tenantId: vote.tenant_id, engagementId: vote.engagement_id, sessionId: null, weight: 'normal' as const });

/** Those of the organisation who did not ask themselves hear of the vote; a coach outside gets their own mail with the link. */
export async function tellAsked(tx: Queryable, vote: VoteRow, now: Date): Promise<void> {
  for (const { person } of votersOf(vote)) {
    if (person.id === vote.asked_by || person.object_id === null) continue;
    const lines = [
      `${vote.asked_by_name} asks which of ${vote.slots.length === 1 ? 'one time' : `${vote.slots.length} times`} suits you for a session in ${clientName(vote)}’s coaching.`,
      `Your answer counts until ${dayOf(vote.deadline, person.zone)}. The times are kept free in your calendar until then.`,
    ];
    await offerNotice(tx, { ...about(vote), personId: person.id, key: `vote:${vote.id}:asked`, kind: 'vote-asked', subject: 'Which time suits you?', lines, links: links(vote), dueAt: now, expiresAt: new Date(vote.deadline) }, now);
  }
}

/** Once more to those who have not answered, and to nobody else. */
export async function tellWaiting(tx: Queryable, vote: VoteRow, now: Date): Promise<void> {
  for (const { person } of votersOf(vote)) {
    if (hasAnswered(vote, person.id)) continue;
    const lines = [`Your answer would settle when the next session in ${clientName(vote)}’s coaching takes place. It counts until ${dayOf(vote.deadline, person.zone)}.`];
    await offerNotice(tx, { ...about(vote), personId: person.id, key: `vote:${vote.id}:waiting`, kind: 'vote-waiting', subject: 'Which time suits you?', lines, links: links(vote), dueAt: now, expiresAt: new Date(vote.deadline) }, now);
  }
}

/** Whoever asked hears that no time will do, with the next step. */
export async function tellNothing(tx: Queryable, vote: VoteRow, now: Date): Promise<void> {
  await offerNotice(tx, {
    ...about(vote), personId: vote.asked_by, key: `vote:${vote.id}:nothing`, kind: 'vote-nothing', subject: 'No time suited everybody yet',
    lines: [`None of the times you asked about suits everybody who has to come to the session in ${clientName(vote)}’s coaching. Other times are quickly found.`],
    links: [{ label: 'Look for other times', path: `/engagements/${vote.engagement_id}/book` }],
    dueAt: now, expiresAt: new Date(now.getTime() + 7 * 86_400_000),
  }, now);
}

/** Nothing is asked any more. */
export const untell = (tx: Queryable, vote: VoteRow): Promise<void> => withdrawNotices(tx, vote.tenant_id, `vote:${vote.id}:`);
