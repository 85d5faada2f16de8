import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Board, Commitment } from '../../../server/features/commitments/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { seed } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let engagementId: string;
let session: Session;

beforeEach(async () => {
  api = await startApi({ seed: seed() });
  amina = await api.as('amina');
  engagementId = (await startEngagement(api)).id;
  const booked = await amina.post<Session>(`/api/engagements/${engagementId}/sessions`, { id: randomUUID(), kind: 'coaching', start: '2026-03-04T14:30:00Z', minutes: 60, relax: [{ type: 'spacing' }, { type: 'notice', hours: 0 }] });
  session = booked.body;
});
afterEach(() => api.close());

const add = (text: string) => amina.post<Commitment>(`/api/engagements/${engagementId}/commitments`, { id: randomUUID(), sessionId: session.id, text });
const board = async (who: Caller = amina): Promise<Board> => (await who.get<Board>(`/api/sessions/${session.id}/board`)).body;

/** No two alike, in several scripts. */
const wording = (index: number): string => `${['Ask Sam', 'اسأل سامي', 'ถามทีม', '<b>Ask</b>', '🙂'][index % 5]} ${index}`;

it('keeps a thousand lines of one session in order and as typed, for both, and each of them can be changed like the first', async () => {
  const texts = Array.from({ length: 1_000 }, (_none, index) => wording(index));
  const [typed, earlier] = [texts.slice(-40), texts.slice(0, -40)];
  await add(typed[0]!);
  // As if they had been typed one by one before.
  await api.context.db.system((tx) =>
    tx.query(
      `insert into commitments (tenant_id, id, engagement_id, session_id, text, state, proposed_by, accepted_at, created_at, updated_at, position)
       select c.tenant_id, gen_random_uuid(), c.engagement_id, c.session_id, t.text, c.state, c.proposed_by, c.accepted_at, c.created_at, c.updated_at, t.at - 1000
       from commitments c, unnest($1::text[]) with ordinality t (text, at) where c.session_id = $2`,
      [earlier, session.id],
    ));
  for (const text of typed.slice(1)) expect((await add(text)).status).toBe(201);
  const { commitments, readback } = await board(await api.as('ines'));
  expect(commitments.map(({ text }) => text)).toEqual(texts);
  const last = commitments.at(-1)!;
  expect((await amina.post(`/api/commitments/${last.id}/step`, { step: 'tick' })).status).toBe(200);
  const reversed = commitments.map(({ id }) => id).toReversed();
  const ordered = await amina.put<Board>(`/api/sessions/${session.id}/commitments/order`, { ids: reversed });
  expect(ordered.body.commitments.map(({ id }) => id)).toEqual(reversed);
  expect(ordered.body.commitments[0]).toMatchObject({ text: last.text, state: 'done' });
  expect((await amina.post(`/api/sessions/${session.id}/readback`, { digest: readback.digest })).status).toBe(409);
  expect((await amina.post<Board['readback']>(`/api/sessions/${session.id}/readback`, { digest: ordered.body.readback.digest })).body.confirmedBy).toEqual(['client']);
});
