import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fieldworkDigests } from '../../../server/features/commitments/digests/jobs.ts';
import { endOf, isTimely } from '../../../server/features/commitments/digests/rules.ts';
import type { Commitment } from '../../../server/features/commitments/contract.ts';
import type { MyNotices } from '../../../server/features/nudges/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { changeSettings } from '../../../server/sandbox/mailbox-acts.ts';
import { activityOf } from '../../../server/sandbox/tenant/views.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address, seed } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let at: string;
let session: Session;

async function start(): Promise<void> {
  // Kathmandu's days begin at 18:15 the day before, and its quiet hours end at 01:45.
  api = await startApi({ seed: seed({ people: { amina: { zone: 'Asia/Kathmandu', zoneName: 'Nepal Standard Time' } } }) });
  amina = await api.as('amina');
  at = `/api/engagements/${(await startEngagement(api)).id}`;
  session = await book('2026-03-12T10:00:00Z');
  await amina.patch('/api/notices', { quietWeekdays: [] });
}


async function book(start: string): Promise<Session> {
  const relax = [{ type: 'spacing' }, { type: 'notice', hours: 0 }];
  const made = await amina.post<Session>(`${at}/sessions`, { id: randomUUID(), kind: 'coaching', start, minutes: 60, relax });
  expect([made.status, made.body]).toEqual([201, expect.anything()]);
  return made.body;
}
async function take(text: string, more: object = {}): Promise<Commitment> {
  return (await amina.post<Commitment>(`${at}/commitments`, { id: randomUUID(), text, ...more })).body;
}
const move = async (start: string): Promise<void> => {
  const { body } = await amina.get<Session>(`/api/sessions/${session.id}`);
  const moved = await amina.post<Session>(`/api/sessions/${session.id}/move`, { version: body.version, start, relax: [{ type: 'spacing' }] });
  expect(moved.status).toBe(200);
};
/** Digests that were said to somebody, oldest first: when, and what they say. */
const said = async (name = 'amina'): Promise<[string, string][]> => {
  const { rows } = await api.context.db.system((tx) => tx.query<{ at: Date; lines: string[] }>(
    "select n.settled_at as at, n.lines from notices n join people p on p.id = n.person_id where n.kind = 'fieldwork-open' and n.state = 'said' and p.email = $1 order by n.settled_at", [address(name)]));
  return rows.map(({ at: when, lines }) => [when.toISOString().slice(0, 16), lines.join(' ')]);
};
const run = (when: string) => fieldworkDigests(api.context).runDue(new Date(when));
const offered = async (): Promise<string[]> =>
  (await api.context.db.system((tx) => tx.query<{ text: string }>("select n.state || ' ' || p.email || ' ' || n.subject as text from notices n join people p on p.id = n.person_id where n.kind = 'fieldwork-open' order by n.offered_at, n.key"))).rows.map(({ text }) => text);

describe('what is open comes to mind', () => {
  beforeEach(start);
  afterEach(() => api.close());

  it('half-way and two days before, all in one notice each, to the client alone', async () => {
    await take('Ask Priya', { due: { type: 'day', on: '2026-03-10' } });
    await take('Let the team run it');
    await api.passTime('2026-03-12T09:00:00Z');
    const [midway, second, ...others] = await said();
    expect([others, await said('ines')]).toEqual([[], []]);
    expect(midway).toEqual(['2026-03-07T09:00', expect.stringMatching(/^2 things you took on are open\. You meet Ines .* on Thursday 12 March\. • Ask Priya \(by Tuesday 10 March\) • Let the team/)]);
    expect(second![0]).toBe('2026-03-10T10:00');
  });

  it('in the morning when it falls due in the quiet hours of their own zone, and not on quiet days', async () => {
    await amina.patch('/api/notices', { quietWeekdays: [6, 7, 2] });
    await take('Ask Priya');
    await api.passTime('2026-03-12T09:00:00Z');
    // The midway one fell on a Saturday and waited for Monday 07:30 in Kathmandu; the second one, due on Tuesday, for Wednesday.
    expect((await said()).map(([when]) => when)).toEqual(['2026-03-09T01:45', '2026-03-11T01:45']);
  });

  it.each([
    ['nothing is open', async () => undefined],
    ['all of it is ticked', async () => { await amina.post(`/api/commitments/${(await take('Ask Priya')).id}/step`, { step: 'tick' }); }],
    ['the client wants none', async () => { await take('Ask Priya'); await amina.patch('/api/notices', { fieldworkDigests: false }); }],
    ['they are paused', async () => { await take('Ask Priya'); await amina.patch('/api/notices', { pausedUntil: '2026-03-20' }); }],
    ['the engagement is paused', async () => { await take('Ask Priya'); await amina.post(`${at}/pause`, { until: '2026-03-20' }); }],
    ['the session is off', async () => { await take('Ask Priya'); await amina.post(`/api/sessions/${session.id}/cancel`, { version: session.version }); }],
    ['the coach alone proposed something', async () => { await (await api.as('ines')).post(`${at}/commitments`, { id: randomUUID(), text: 'Proposed' }); }],
    ['they are away', async () => {
      await take('Ask Priya');
      const leave = { status: 'scheduled' as const, from: new Date('2026-03-02T00:00:00Z'), to: new Date('2026-03-14T00:00:00Z'), text: '' };
      changeSettings(api.simulation.tenant, { user: address('amina'), automaticReplies: leave });
    }],
  ])('not while %s', async (_why, given) => {
    await given();
    await api.passTime('2026-03-12T09:59:00Z');
    expect(await said()).toEqual([]);
  });

  it('without what was ticked after it was offered', async () => {
    const done = await take('Ask Priya');
    await take('Let the team run it');
    // Saturday to them is quiet: what is offered then waits.
    await amina.patch('/api/notices', { quietWeekdays: [6] });
    await api.passTime('2026-03-07T10:00:00Z');
    expect(await offered()).toEqual([expect.stringContaining('waiting')]);
    await amina.post(`/api/commitments/${done.id}/step`, { step: 'tick' });
    await api.passTime('2026-03-08T09:00:00Z');
    expect(activityOf(api.simulation.tenant, address('amina')).map(({ preview }) => preview)).toEqual([expect.stringMatching(/^One thing you took on is open\. .* • Let the team run it$/)]);
  });

  it('at the new times of a session that moves, and not twice within a day', async () => {
    await take('Ask Priya');
    await api.passTime('2026-03-10T07:00:00Z');
    await move('2026-03-20T10:00:00Z');
    await api.passTime('2026-03-18T10:30:00Z');
    expect((await said()).map(([when]) => when)).toEqual(['2026-03-07T09:00', '2026-03-11T09:00', '2026-03-18T10:00']);
    // In Outlook, say, by an hour.
    await api.context.db.system((tx) => tx.query("update sessions set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour'"));
    await api.passTime('2026-03-20T10:00:00Z');
    expect(await said()).toHaveLength(3);
  });

  it('half-way with the way to the weekly review, where what is open stands too; near the session with the way to that first', async () => {
    await take('Ask Priya');
    const waysOn = async () => (await amina.get<MyNotices>('/api/notices')).body.waiting.find(({ kind }) => kind === 'fieldwork-open')!.links.map(({ path }) => path);
    await run('2026-03-07T10:00:00Z');
    expect(await waysOn()).toEqual(['/review/now', `/sessions/${session.id}`]);
    await run('2026-03-10T10:00:00Z');
    expect(await waysOn()).toEqual([`/sessions/${session.id}`, '/review/now']);
  });

  it('once, however often it is looked at and by whom', async () => {
    await take('Ask Priya');
    const due = '2026-03-10T10:00:00Z';
    await run('2026-03-09T10:00:00Z');
    const done = await Promise.all([run(due), run(due)]);
    expect([done[0]! + done[1]!, await run(due), await offered()]).toEqual([1, 0, [expect.stringMatching(/^waiting amina@/)]]);
  });

  it('of a thousand things as ten and a number, whatever is typed', async () => {
    await take('<img src=x onerror=alert(1)> 🎉 שלום');
    await api.context.db.system((tx) => tx.query(
      `insert into commitments (tenant_id, id, engagement_id, text, state, proposed_by, position, created_at, updated_at)
       select tenant_id, gen_random_uuid(), engagement_id, 'Line ' || i, 'open', proposed_by, 10 + i, created_at, updated_at from commitments, generate_series(1, 999) i`));
    await run('2026-03-10T10:00:00Z');
    const { body } = await amina.get<MyNotices>('/api/notices');
    const digest = body.waiting.find(({ kind }) => kind === 'fieldwork-open');
    expect(digest!.lines.slice(0, 2)).toEqual([expect.stringContaining('1000 things'), '• <img src=x onerror=alert(1)> 🎉 שלום']);
    expect([digest!.lines.length, digest!.lines.at(-1), digest!.links[0]!.path]).toEqual([12, 'And 990 more.', `/sessions/${session.id}`]);
  });
});

const hours = (count: number): Date => new Date(Date.UTC(2026, 2, 20, 10) - count * 3_600_000);
it.each([
  ['midway', 200, 200, true], ['midway', 200, 175, false], ['midway', 200, 177, true], ['midway', 62, 58, false],
  ['two-days', 48, 48, true], ['two-days', 48, 25, true], ['two-days', 48, 23, false], ['two-days', 48, -1, false],
] as const)('a digest %s, due %d hours before and found %d hours before, is worth saying: %s', (kind, dueHours, nowHours, worth) => {
  const times = { kind, dueAt: hours(dueHours), startsAt: hours(0) };
  expect(isTimely(times, hours(nowHours))).toBe(worth);
  expect(endOf(times) <= times.startsAt).toBe(true);
});
