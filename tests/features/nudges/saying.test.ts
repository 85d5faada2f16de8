import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import { dueWork } from '../../../server/due-work.ts';
import type { MyNotices } from '../../../server/features/nudges/contract.ts';
import { offerNotice, withdrawNotices, type NoticeDraft } from '../../../server/features/nudges/service.ts';
import { activityOf, inboxOf } from '../../../server/sandbox/tenant/views.ts';
import { changeSettings } from '../../../server/sandbox/mailbox-acts.ts';
import { startApi, type Api } from '../../support/api.ts';
import { dana, startEngagement } from '../../support/engagement.ts';
import { address, seed, tenantId } from '../../support/seed.ts';

let api: Api;
let engagement: Engagement;

async function start(more: Parameters<typeof seed>[0] = {}): Promise<void> {
  api = await startApi({ seed: seed(more) });
  engagement = await startEngagement(api, { coach: dana });
}
beforeEach(() => start());
afterEach(() => api.close());

const partOf = (role: string): string => engagement.participants.find((one) => one.role === role)!.id;
const daysAfter = (at: Date, days: number): Date => new Date(at.getTime() + days * 86_400_000);

function offer(key: string, more: Partial<NoticeDraft> = {}): Promise<void> {
  const now = api.context.clock.now();
  const draft: NoticeDraft = {
    tenantId, personId: partOf('client'), engagementId: engagement.id, sessionId: null, key, kind: 'nothing-booked', subject: `About ${key}`,
    lines: ['Whenever it suits you.'], links: [{ label: 'Find times', path: `/engagements/${engagement.id}/book` }],
    dueAt: now, expiresAt: daysAfter(now, 30), weight: 'normal', ...more,
  };
  return api.context.db.scoped(tenantId, (tx) => offerNotice(tx, draft, now));
}

const feed = (name = 'amina') => activityOf(api.simulation.tenant, address(name)).toReversed();
const titles = (name?: string): string[] => feed(name).map(({ title }) => title);
const mails = (to: string) => inboxOf(api.simulation.tenant, to).filter(({ from }) => from.address === address('fieldwork')).toReversed();
const stored = () =>
  api.context.db.system(async (tx) => (await tx.query<{ text: string }>("select key || ' ' || state || ' ' || coalesce(reason, '-') as text from notices order by key")).rows.map(({ text }) => text));
const pass = (until: string) => api.passTime(until);
const work = () => dueWork(api.context).find(({ name }) => name === 'notices')!;

describe('what is said', () => {
  it('goes to the activity feed of somebody in the organisation, once, and leads to its screen', async () => {
    await offer('a', { dueAt: new Date('2026-03-02T10:00:00Z') });
    await pass('2026-03-02T09:59:00Z');
    expect(titles()).toEqual([]);
    await pass('2026-03-05T10:00:00Z');
    await offer('a');
    await pass('2026-03-06T10:00:00Z');
    expect(titles()).toEqual(['About a']);
    expect(JSON.parse(new URL(feed()[0]!.webUrl).searchParams.get('context')!)).toEqual({ subEntityId: `/engagements/${engagement.id}/book` });
    expect(feed()[0]).toMatchObject({ at: '2026-03-02T10:00:00.000Z', preview: 'Whenever it suits you.' });
  });

  it('goes by mail to a coach outside, with a personal link that opens their page', async () => {
    await offer('a', { personId: partOf('coach'), lines: ['<b>Not bold</b> & "quoted"'] });
    await pass('2026-03-02T08:01:00Z');
    const [mail, ...others] = mails(dana.email);
    expect(others).toEqual([]);
    expect(mail!.bodyHtml).toContain('&lt;b&gt;Not bold&lt;/b&gt; &amp; &quot;quoted&quot;');
    expect(mail!.bodyHtml).toContain('You get this because no session is booked in your coaching.');
    const secret = /href="http:\/\/localhost\/coach#([^"]+)"/.exec(mail!.bodyHtml)![1]!;
    expect((await api.with(`Link ${secret}`).get('/api/coach/availability')).status).toBe(200);
  });

  it('lets the coach outside pause it from their page, which shows what was written about this engagement', async () => {
    const amina = await api.as('amina');
    const made = await amina.post<{ url: string }>(`/api/engagements/${engagement.id}/coach-links`, {});
    const coach = api.with(`Link ${new URL(made.body.url).hash.slice(1)}`);
    expect((await coach.patch('/api/coach/notices', { pausedUntil: '2026-03-10' })).status).toBe(200);
    await offer('a', { personId: partOf('coach') });
    await offer('mine');
    await pass('2026-03-05T12:00:00Z');
    expect(mails(dana.email)).toEqual([]);
    expect((await coach.get<MyNotices>('/api/coach/notices')).body).toMatchObject({ pausedUntil: '2026-03-10', waiting: [{ subject: 'About a', reason: 'paused' }], past: [] });
    await pass('2026-03-10T12:00:00Z');
    expect(mails(dana.email)).toHaveLength(1);
  });

  it.each(['teamsLicence', 'teamsApps'])('goes by mail to a colleague without %s', async (missing) => {
    await api.close();
    await start({ people: { amina: { [missing]: false } } });
    await offer('a');
    await pass('2026-03-02T08:01:00Z');
    expect(mails(address('amina')).map(({ subject }) => subject)).toEqual(['About a']);
    expect(mails(address('amina'))[0]!.bodyHtml).toContain('https://teams.microsoft.com/l/entity/');
  });

  it('is mailed by nobody where no mailbox is set up for it, and is kept while timely', async () => {
    const settings = api.context.settings;
    settings.noticesFrom = null;
    await offer('a', { personId: partOf('coach') });
    await pass('2026-03-02T09:30:00Z');
    expect(await stored()).toEqual(['a waiting no-mailbox']);
    settings.noticesFrom = address('fieldwork');
    await pass('2026-03-02T11:30:00Z');
    expect(mails(dana.email)).toHaveLength(1);
  });
});

describe('when it is not said', () => {
  it('waits out the evening, the night and the weekend of the reader, wherever they are', async () => {
    await pass('2026-03-06T19:00:00Z');
    await offer('client');
    await offer('sponsor', { personId: partOf('sponsor') });
    await pass('2026-03-09T12:00:00Z');
    // London, and New York a day after its clocks went forward.
    expect([feed()[0]!.at, feed('marcus')[0]!.at]).toEqual(['2026-03-09T07:30:00.000Z', '2026-03-06T19:00:00.000Z']);
  });

  it('waits for the end of automatic replies, read at most once before anything is said', async () => {
    const leave = { status: 'scheduled' as const, from: api.context.clock.now(), to: new Date('2026-03-11T12:00:00Z'), text: '' };
    changeSettings(api.simulation.tenant, { user: address('amina'), automaticReplies: leave });
    await offer('a');
    await pass('2026-03-10T12:00:00Z');
    expect(await stored()).toEqual(['a waiting away']);
    await pass('2026-03-12T12:00:00Z');
    expect(feed().map(({ at }) => at)).toEqual(['2026-03-11T12:00:00.000Z']);
  });

  it('goes on by quiet hours when the mailbox tells nothing', async () => {
    api.simulation.faults.add([{ match: 'GET /users/*/mailboxSettings', fault: 'consent-revoked' }]);
    await offer('a');
    await pass('2026-03-02T08:01:00Z');
    expect(titles()).toEqual(['About a']);
  });

  it('waits while the engagement is paused, and is said when it goes on', async () => {
    const amina = await api.as('amina');
    await amina.post(`/api/engagements/${engagement.id}/pause`, { until: '2026-03-20' });
    await offer('a');
    await pass('2026-03-03T12:00:00Z');
    expect(await stored()).toEqual(['a waiting engagement-paused']);
    await amina.post(`/api/engagements/${engagement.id}/resume`);
    await pass('2026-03-03T12:01:00Z');
    expect(titles()).toEqual(['About a']);
  });

  it('says five a week at most, the rest together on Monday, and drops what is late by then', async () => {
    for (let index = 1; index <= 8; index++) {
      await offer(`n${index}`, index === 7 ? { expiresAt: new Date('2026-03-04T12:00:00Z') } : {});
      await pass(`2026-03-02T0${index < 2 ? 8 : 9}:${10 + index}:00Z`);
    }
    await pass('2026-03-08T12:00:00Z');
    expect(titles()).toEqual(['About n1', 'About n2', 'About n3', 'About n4', 'About n5']);
    expect((await stored()).slice(5)).toEqual(['n6 waiting budget', 'n7 dropped budget', 'n8 waiting budget']);
    await pass('2026-03-09T12:00:00Z');
    expect(titles().slice(5)).toEqual(['2 things about your coaching']);
    expect(feed()[5]).toMatchObject({ at: '2026-03-09T07:30:00.000Z', preview: 'About n6 · About n8' });
  });

  it('gathers what is for the digest until the quiet of a day ends', async () => {
    await pass('2026-03-02T10:00:00Z');
    await offer('a', { weight: 'digest' });
    await pass('2026-03-02T15:00:00Z');
    await offer('b', { weight: 'digest' });
    await pass('2026-03-03T12:00:00Z');
    expect(feed().map(({ title, at }) => [title, at])).toEqual([['2 things about your coaching', '2026-03-03T07:30:00.000Z']]);
  });
});

describe('trouble on the way', () => {
  const sending = 'POST /users/*/teamwork/sendActivityNotification';

  it('never says again what may have been heard', async () => {
    api.simulation.faults.add([{ match: sending, fault: 'drop-response', times: 1 }]);
    await offer('a');
    await pass('2026-03-06T08:00:00Z');
    expect(titles()).toEqual(['About a']);
    expect(await stored()).toEqual(['a lost -']);
  });

  it.each(['429', '503', 'offline', 'consent-revoked'] as const)('says later what %s kept back', async (fault) => {
    api.simulation.faults.add([{ match: sending, fault, times: 2, retryAfter: 90 }]);
    await offer('a');
    await pass('2026-03-02T08:00:30Z');
    expect(titles()).toEqual([]);
    await pass('2026-03-02T12:00:00Z');
    expect(titles()).toEqual(['About a']);
  });

  it('drops what nobody could be told in time, and says why', async () => {
    api.simulation.faults.add([{ match: sending, fault: '503' }]);
    await offer('a', { expiresAt: new Date('2026-03-02T12:00:00Z') });
    await pass('2026-03-03T12:00:00Z');
    expect(await stored()).toEqual(['a dropped microsoft']);
  });

  it('two workers say it once, and spend one budget once', async () => {
    await offer('a', { weight: 'now' });
    await offer('b', { weight: 'now' });
    await offer('c');
    const now = api.context.clock.now();
    await Promise.all([work().runDue(now), work().runDue(now), work().runDue(now)]);
    expect(titles().toSorted()).toEqual(['About a', 'About b', 'About c']);
  });

  it('a worker that was killed before it sent is made good; one that was killed while it sent is not repeated', async () => {
    await offer('a');
    await offer('b', { personId: partOf('sponsor'), dueAt: new Date('2026-03-02T15:00:00Z') });
    await api.context.db.system(async (tx) => {
      for (const [key, state, id] of [['a', 'claimed', partOf('client')], ['b', 'sending', partOf('sponsor')]]) {
        const { rows } = await tx.query<{ id: string }>(
          `insert into notice_messages (tenant_id, id, person_id, week, state, made_at, claimed_until)
           values ($1, gen_random_uuid(), $2, '2026-03-02', $3, '2026-03-02T08:00Z', '2026-03-02T08:02Z') returning id`,
          [tenantId, id, state],
        );
        await tx.query('update notices set message_id = $2 where key = $1', [key, rows[0]!.id]);
      }
    });
    await pass('2026-03-02T08:01:00Z');
    expect(titles()).toEqual([]);
    await pass('2026-03-02T18:00:00Z');
    expect([titles(), titles('marcus'), await stored()]).toEqual([['About a'], [], ['a said -', 'b lost -']]);
  });

  it('says nothing that was withdrawn after it was put off', async () => {
    api.simulation.faults.add([{ match: sending, fault: '503', times: 1, retryAfter: 90 }]);
    await offer('a:1');
    await pass('2026-03-02T08:01:00Z');
    await api.context.db.scoped(tenantId, (tx) => withdrawNotices(tx, tenantId, 'a:'));
    await pass('2026-03-02T12:00:00Z');
    expect(titles()).toEqual([]);
  });
});
