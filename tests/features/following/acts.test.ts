import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { acts } from './acts.ts';
import { bookAs, happened, kept, rows, settle } from './support.ts';

// All rows live in one month of one engagement: each act has a session of its own, and must touch no other.
let api: Api;
let ids: string[];
let people: Record<string, string>;
const starts = acts.map((_act, index) => new Date(Date.UTC(2026, 2, 9 + Math.floor(index / 5) * 7 + (index % 5), 13)).toISOString());
const notices = (id: string): Promise<{ kind: string }[]> => rows(api, `select kind from notices where session_id = '${id}'`);

beforeAll(async () => {
  api = await startApi();
  const amina = await api.as('amina');
  const { id, participants } = await startEngagement(api);
  people = Object.fromEntries(participants.map((one) => [one.email.split('@')[0]!, one.id]));
  ids = [];
  for (const start of starts) {
    const session = await bookAs(amina, id, { start, relax: [{ type: 'spacing' }] });
    if (!session.id) throw new Error(`nothing is booked at ${start}`);
    ids.push(session.id);
  }
  await settle(api);
  for (const round of [0, 1]) {
    for (const [index, { hands }] of acts.entries()) await hands[round]?.({ api, start: starts[index]! });
    await settle(api);
  }
  // The safety reading, a full round and a screen see it all once more.
  await rows(api, "update followed_mailboxes set start_over = true, read_due_at = '-infinity' returning 1");
  await settle(api, 60 * 26);
  for (const session of ids) await amina.get(`/api/sessions/${session}`);
}, 60_000);
afterAll(() => api.close());

describe('in Outlook', () => {
  it.each(acts.map((act, index) => [`${act.by} ${act.name}`, act, index] as const))('%s', async (_name, act, index) => {
    const id = ids[index]!;
    const session = await kept(api, id);
    expect(await happened(api, id)).toEqual(['session-booked', ...act.lines]);
    expect((await notices(id)).map(({ kind }) => kind)).toEqual(act.nudges);
    const start = new Date(Date.parse(starts[index]!) + (act.moved ? 60 * 86_400_000 : 0));
    expect({ ...session, starts_at: new Date(session.starts_at) }).toMatchObject({ state: act.state, starts_at: start, organizer_id: people[act.organizer ?? 'amina'] });
  });
});
