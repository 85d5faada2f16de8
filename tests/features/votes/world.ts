import { randomUUID } from 'node:crypto';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { CoachVote, CoachVotes, Vote, VoteAnswer } from '../../../server/features/votes/contract.ts';
import { calendarAt, inboxOf } from '../../../server/sandbox/tenant/views.ts';
import type { Answer, Api, Caller } from '../../support/api.ts';
import { dana, startEngagement } from '../../support/engagement.ts';

/** Wednesday to Friday of the first week: Amina in London and Marcus in New York are both at work. */
export const times = ['2026-03-04T14:30:00Z', '2026-03-05T14:30:00Z', '2026-03-06T14:30:00Z'];
export const deadline = '2026-03-04T12:00:00Z';

export interface VoteWorld {
  api: Api;
  engagement: Engagement;
  amina: Caller;
  marcus: Caller;
  coachId: string;
  sponsorId: string;
  ask(more?: Record<string, unknown>): Promise<Answer<Vote>>;
  /** The coach by the link that was mailed last. */
  dana(): Caller;
}

/** Amina is coached by Dana, who is outside and shares no calendar; Marcus is the sponsor. */
export async function voteWorld(api: Api): Promise<VoteWorld> {
  const [amina, marcus] = [await api.as('amina'), await api.as('marcus')];
  const engagement = await startEngagement(api, { coach: dana });
  const idOf = (role: string): string => engagement.participants.find((person) => person.role === role)!.id;
  const [coachId, sponsorId] = [idOf('coach'), idOf('sponsor')];
  return {
    api, engagement, amina, marcus, coachId, sponsorId,
    ask: (more = {}) =>
      amina.post(`/api/engagements/${engagement.id}/votes`, {
        id: randomUUID(), kind: 'three-way', minutes: 60, starts: times, deadline, relax: [{ type: 'unconfirmed', personId: coachId }], ...more,
      }),
    dana: () => api.with(`Link ${/#([\w-]+)/.exec(mailsTo(api, dana.email).findLast(({ kind }) => kind === 'mail')!.bodyHtml)![1]}`),
  };
}

/** Mails of somebody, oldest first. */
export const mailsTo = ({ simulation }: Api, address: string) => inboxOf(simulation.tenant, address).toReversed();

/** Starts of the holds in somebody's calendar. */
export const holdsOf = ({ simulation }: Api, address: string): string[] =>
  calendarAt(simulation.tenant, address, new Date('2026-01-01'), new Date('2027-01-01')).filter((one) => one.subject === 'Hold').map((one) => one.start.replace('.000Z', 'Z'));

export const answersOf = (vote: Pick<Vote | CoachVote, 'slots'>, given: VoteAnswer[]) => ({ answers: given.map((answer, index) => ({ slotId: vote.slots[index]!.id, answer })) });

/** Answers a vote by the coach's link. */
export async function danaAnswers(world: VoteWorld, vote: Vote, given: VoteAnswer[]): Promise<CoachVote> {
  const { status, body } = await world.dana().put<CoachVotes>(`/api/coach/votes/${vote.id}/answers`, answersOf(vote, given));
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.votes.find(({ id }) => id === vote.id)!;
}

/** Does what is due now, without time going on. */
export const now = (api: Api): Promise<void> => api.passTime(api.simulation.clock.now());
