import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Board } from '../../../server/features/commitments/contract.ts';
import type { CoachLinkCreated } from '../../../server/features/availability/contract.ts';
import type { Recap } from '../../../server/features/recap/contract.ts';
import { recaps } from '../../../server/features/recap/jobs.ts';
import { recapAt } from '../../../server/features/recap/rules.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { inboxOf } from '../../../server/sandbox/tenant/views.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { dana, startEngagement } from '../../support/engagement.ts';
import { address, seed } from '../../support/seed.ts';
import { parseHTML } from './read-mail.ts';

let api: Api;
let amina: Caller;
let coach: Caller;
let at: string;
let session: Session;

const awkward = '<img src=x onerror=alert(1)> & "so" 🎉';
const hebrew = 'לדבר עם הצוות';

async function book(start: string, kind = 'coaching'): Promise<Session> {
  const coachId = (await amina.get<{ participants: { id: string; role: string }[] }>(at)).body.participants.find(({ role }) => role === 'coach')!.id;
  const relax = [{ type: 'spacing' }, { type: 'notice', hours: 0 }, { type: 'unconfirmed', personId: coachId }];
  const made = await amina.post<Session>(`${at}/sessions`, { id: randomUUID(), kind, start, minutes: 60, relax });
  expect([made.status, made.body]).toEqual([201, expect.anything()]);
  return made.body;
}

/** Amina's session with Dana from outside, on Wednesday afternoon, and the one after it. */
async function start(kind = 'coaching', more: object = {}): Promise<void> {
  api = await startApi({ seed: seed() });
  amina = await api.as('amina');
  at = `/api/engagements/${(await startEngagement(api, { coach: dana, ...more })).id}`;
  session = await book('2026-03-04T14:00:00Z', kind);
  await book('2026-03-18T14:00:00Z');
  const { body } = await amina.post<CoachLinkCreated>(`${at}/coach-links`, { days: 90 });
  coach = api.with(`Link ${new URL(body.url).hash.slice(1)}`);
  // A coach outside is asked first; that they agreed is not what is tested here.
  await api.context.db.system((tx) => tx.query("update sessions set state = 'booked'"));
  await api.passTime('2026-03-04T14:50:00Z');
}
const ran = (kind?: string, more?: object): void => {
  beforeEach(() => start(kind, more));
  afterEach(() => api.close());
};

const take = (text: string, more: object = {}) => amina.post(`${at}/commitments`, { id: randomUUID(), sessionId: session.id, text, ...more });
const boardOf = async (who: Caller): Promise<Board> => (await who.get<Board>(`/api/sessions/${session.id}/board`)).body;
const confirm = async (who: Caller) => who.post(`/api/sessions/${session.id}/readback`, { digest: (await boardOf(who)).readback.digest });
const path = (more = '') => `/api/sessions/${session.id}/recap${more}`;
const recapTo = async (who: Caller): Promise<Recap> => (await who.get<Recap>(path())).body;
const mails = (to: string) => inboxOf(api.simulation.tenant, to).filter(({ kind, subject }) => kind === 'mail' && subject.endsWith(': recap'));
const counts = () => [address('amina'), dana.email, address('marcus')].map((to) => mails(to).length);

describe('when a session is over', () => {
  ran();

  it('client and coach get what they agreed, as text that is nothing but text', async () => {
    await take(awkward, { due: { type: 'day', on: '2026-03-13' } });
    await take(hebrew);
    await coach.post(`${at}/commitments`, { id: randomUUID(), sessionId: session.id, text: 'Proposed by Dana' });
    await amina.post(`${at}/agenda/items`, { id: randomUUID(), text: 'Of this time' });
    await confirm(amina);
    await confirm(coach);
    await api.passTime('2026-03-04T14:59:00Z');
    expect(counts()).toEqual([0, 0, 0]);
    await api.passTime('2026-03-04T15:00:00Z');
    await amina.post(`${at}/agenda/items`, { id: randomUUID(), text: 'Of next time' });
    await api.passTime('2026-03-06T12:00:00Z');
    expect(counts()).toEqual([1, 1, 0]);
    const [hers, theirs] = [mails(address('amina'))[0]!, mails(dana.email)[0]!];
    expect([hers.subject, hers.from.address]).toEqual(['Coaching session on 4 March: recap', address('fieldwork')]);
    const read = parseHTML(theirs.bodyHtml);
    expect(read.items).toEqual([`${awkward} (by Friday 13 March)`, hebrew, 'Proposed by Dana (proposed, not taken on yet)', 'Wednesday 18 March at 14:00 GMT']);
    expect([read.tags.has('img'), read.links[0]]).toEqual([false, expect.stringMatching(/^http:\/\/localhost\/coach#/)]);
    expect(theirs.bodyHtml).toContain(`<li dir="auto">${hebrew}</li>`);
    // The agenda of next time is the client's until it opens; a recap that left before it was written does not hold it.
    expect(parseHTML(hers.bodyHtml).headings).toEqual(['Agreed', 'Next session']);
    expect((await recapTo(amina)).readers[0]!.text).toContain('For next time\n• Of next time');
    expect((await recapTo(coach)).readers.map(({ role, text }) => [role, text.includes('Of next time')])).toEqual([['coach', false]]);
  });

  it('a list that was not confirmed goes once it has come to rest, and nothing changes that', async () => {
    await take('Ask Priya');
    await api.passTime('2026-03-04T15:09:00Z');
    await take('And Tom');
    await api.passTime('2026-03-04T15:18:59Z');
    expect(counts()).toEqual([0, 0, 0]);
    await api.passTime('2026-03-04T15:19:00Z');
    expect(counts()).toEqual([1, 1, 0]);
    await take('Too late');
    await confirm(amina);
    await api.passTime('2026-03-08T12:00:00Z');
    expect(counts()).toEqual([1, 1, 0]);
  });

  it('nothing goes when nothing was written down, or the session was off', async () => {
    await api.passTime('2026-03-04T16:00:00Z');
    expect([counts(), (await recapTo(amina)).state]).toEqual([[0, 0, 0], 'nothing']);
  });

  it('a session that was called off is told as that, whatever was written down in it', async () => {
    session = await book('2026-03-25T14:00:00Z');
    await take('Ask Priya');
    const { version } = (await amina.get<Session>(`/api/sessions/${session.id}`)).body;
    expect((await amina.post(`/api/sessions/${session.id}/cancel`, { version })).status).toBe(200);
    expect(await recapTo(amina)).toMatchObject({ state: 'not-held', goesAt: null });
    await api.passTime('2026-03-25T19:00:00Z');
    expect([counts(), (await recapTo(amina)).state]).toEqual([[0, 0, 0], 'not-held']);
  });

  it('waits for the quiet hours of each, and is put together when it leaves', async () => {
    // From 14:30 in London it is quiet for Amina; Dana, of whom no zone is known, is where she is.
    await amina.patch('/api/notices', { quietFromMinute: 870 });
    await take('Ask Priya');
    await api.passTime('2026-03-04T20:00:00Z');
    expect([counts(), (await recapTo(amina)).readers.map(({ state }) => state)]).toEqual([[0, 1, 0], ['waiting', 'sent']]);
    await take('As an afterthought');
    await api.passTime('2026-03-05T07:30:00Z');
    expect(parseHTML(mails(address('amina'))[0]!.bodyHtml).items).toContain('As an afterthought');
  });

  it('two workers, and one that comes again, send it once', async () => {
    await take('Ask Priya');
    api.simulation.clock.advanceTo(new Date('2026-03-04T15:30:00Z'));
    const now = new Date('2026-03-04T15:30:00Z');
    const done = await Promise.all([recaps(api.context).runDue(now), recaps(api.context).runDue(now)]);
    await recaps(api.context).runDue(now);
    await api.passTime('2026-03-04T18:00:00Z');
    expect([done.length, counts()]).toEqual([2, [1, 1, 0]]);
  });

  it('an answer that was lost is not asked for again', async () => {
    await take('Ask Priya');
    api.simulation.faults.add([{ match: 'POST /users/*/sendMail', fault: 'drop-response', times: 2 }]);
    await api.passTime('2026-03-07T12:00:00Z');
    expect(counts().every((count) => count <= 1)).toBe(true);
    expect((await recapTo(amina)).readers.every(({ state }) => ['sent', 'lost'].includes(state))).toBe(true);
  });

  it('a thousand lines are a hundred and a number', async () => {
    await take('Line 0');
    await api.context.db.system((tx) => tx.query(
      `insert into commitments (tenant_id, id, engagement_id, session_id, text, state, proposed_by, position, created_at, updated_at)
       select tenant_id, gen_random_uuid(), engagement_id, session_id, 'Line ' || i, 'open', proposed_by, 10 + i, created_at, updated_at from commitments, generate_series(1, 999) i`));
    await api.passTime('2026-03-04T15:30:00Z');
    const { items, text } = parseHTML(mails(address('amina'))[0]!.bodyHtml);
    expect([items.length, text.includes('And 900 more, in Fieldwork.')]).toEqual([101, true]);
  });
});

describe('the client', () => {
  ran();

  it('sees beforehand what is sent to whom, and may say no, and yes after all', async () => {
    await take('Ask Priya');
    const before = await recapTo(amina);
    expect(before).toMatchObject({ state: 'ahead', goesAt: '2026-03-04T15:15:00.000Z', can: { settle: true, send: false } });
    expect(before.readers.map(({ role, email }) => [role, email])).toEqual([['client', address('amina')], ['coach', dana.email]]);
    expect((await coach.put(path(), { mail: false })).status).toBe(401);
    expect((await amina.put<Recap>(path(), { mail: false })).body.state).toBe('off');
    await api.passTime('2026-03-04T16:00:00Z');
    expect(counts()).toEqual([0, 0, 0]);
    await amina.put(path(), { mail: true });
    await api.passTime('2026-03-04T16:30:00Z');
    expect(counts()).toEqual([1, 1, 0]);
  });

  it('sends it from their own mailbox where there is no other, once', async () => {
    api.context.settings.noticesFrom = null as never;
    await take('Ask Priya');
    await api.passTime('2026-03-04T16:00:00Z');
    expect([counts(), await recapTo(amina)]).toEqual([[0, 0, 0], expect.objectContaining({ state: 'by-hand', can: expect.objectContaining({ send: true }) })]);
    const sent = await amina.post<Recap>(path('/send'));
    expect([sent.status, (await amina.post(path('/send'))).status, counts()]).toEqual([200, 409, [0, 1, 0]]);
    expect(mails(dana.email)[0]!.from.address).toBe(address('amina'));
  });
});

describe('a three-way session', () => {
  ran('three-way');

  it('lets the sponsor read what they may see and no more, in the mail and in the chat', async () => {
    await amina.put(`${at}/recap`, { toChat: 'press' });
    await take('Secret fieldwork');
    await amina.post(`${at}/agenda/items`, { id: randomUUID(), text: 'Secret agenda' });
    const shown = await recapTo(amina);
    expect(shown.chat).toMatchObject({ others: true, state: 'none' });
    const posted = await amina.post<Recap>(path('/chat'));
    expect([posted.status, posted.body.chat.state]).toEqual([200, 'posted']);
    await api.passTime('2026-03-05T18:00:00Z');
    expect(counts()).toEqual([1, 1, 1]);
    const mail = mails(address('marcus'))[0]!;
    const { items, headings, text } = parseHTML(mail.bodyHtml);
    expect([headings, items]).toEqual([['What the coaching is for', 'Next session'], ['Delegate more', expect.stringMatching(/^Wednesday 18 March at/)]]);
    const { rows } = await api.context.db.system((tx) => tx.query<{ source: string; words: string }>("select source, words from disclosures where source = 'recap'"));
    expect(rows).toEqual([{ source: 'recap', words: expect.stringContaining('Delegate more') }]);
    const chat = await chatMessages();
    expect([chat.length, chat[0]!.from.displayName]).toEqual([1, 'Amina Example']);
    for (const said of [text, chat[0]!.content, shown.chat.text!]) expect(said).not.toContain('Secret');
    expect(shown.readers.find(({ role }) => role === 'sponsor')!.text).not.toContain('Secret');
    expect((await (await api.as('marcus')).get(path())).status).toBe(404);
    expect((await (await api.as('lena')).get(path())).status).toBe(404);
    expect((await (await api.as('omar')).get(path())).status).toBe(404);
  });

});

describe('an engagement that keeps calendars neutral', () => {
  ran('coaching', { neutralSubject: true });
  it('has recaps whose subject says nothing', async () => {
    await take('Ask Priya');
    expect((await recapTo(amina)).readers[1]!.subject).toBe('Meeting on 4 March: recap');
  });
});

const chatMessages = async () => {
  const { rows } = await api.context.db.system((tx) => tx.query<{ chat_id: string }>('select chat_id from sessions where id = $1', [session.id]));
  return api.simulation.tenant.state.get('chat', rows[0]!.chat_id)?.messages ?? [];
};

describe('the meeting’s chat', () => {
  ran();

  it('holds it when the engagement says so, by a press, in one’s own name, once', async () => {
    await take(awkward);
    expect((await amina.post(path('/chat'))).status).toBe(409);
    await amina.put(`${at}/recap`, { toChat: 'press' });
    expect((await amina.post<Recap>(path('/chat'))).body).toMatchObject({ chat: { state: 'posted' } });
    expect((await amina.post(path('/chat'))).status).toBe(409);
    const [message, ...others] = await chatMessages();
    expect([others, parseHTML(message!.content).items[0], message!.from.displayName]).toEqual([[], awkward, 'Amina Example']);
  });

  it('holds it as soon as both confirmed, if somebody signed in did so last', async () => {
    await amina.put(`${at}/recap`, { toChat: 'confirm' });
    await take('Ask Priya');
    await confirm(coach);
    expect(await chatMessages()).toEqual([]);
    await confirm(amina);
    expect(await chatMessages()).toHaveLength(1);
    await take('Later');
    await confirm(coach);
    await confirm(amina);
    expect(await chatMessages()).toHaveLength(1);
  });

  const wrong = (fault: 'drop-response' | '503') => api.simulation.faults.add([{ match: 'POST /chats/*', fault, times: 1 }] as never);

  it('waits when Microsoft 365 would not take it, and is posted once when somebody looks again', async () => {
    await amina.put(`${at}/recap`, { toChat: 'confirm' });
    await take('Ask Priya');
    await confirm(coach);
    wrong('503');
    await confirm(amina);
    expect([(await recapTo(amina)).chat.state, (await chatMessages()).length]).toEqual(['waiting', 0]);
    expect((await amina.post(path('/chat'), { notThere: true })).status).toBe(409);
    expect((await amina.post<Recap>(path('/chat'))).body).toMatchObject({ chat: { state: 'posted' }, can: { post: false } });
    expect(await chatMessages()).toHaveLength(1);
  });

  it('is posted again after a lost answer only for who says that it is not there', async () => {
    await amina.put(`${at}/recap`, { toChat: 'press' });
    await take('Ask Priya');
    wrong('drop-response');
    expect((await amina.post<Recap>(path('/chat'))).body).toMatchObject({ chat: { state: 'lost' }, can: { post: true } });
    expect((await amina.post(path('/chat'))).status).toBe(409);
    expect((await amina.post<Recap>(path('/chat'), { notThere: true })).body.chat.state).toBe('posted');
    expect((await amina.post(path('/chat'), { notThere: true })).status).toBe(409);
  });
});

const utc = (time: string): Date => new Date(`2026-03-04T${time}:00Z`);
it.each([
  ['15:15', null, null], ['15:15', null, '14:58'], ['15:22', null, '15:12'], ['18:00', null, '17:55'],
  ['15:00', '14:50', '14:40'], ['15:03', '14:58', '14:40'], ['15:15', '14:50', '14:55'],
])('goes at %s when it was read back at %s and last changed at %s', (goes, readBack, changed) => {
  expect(recapAt({ endsAt: utc('15:00'), readBackAt: readBack ? utc(readBack) : null, changedAt: changed ? utc(changed) : null })).toEqual(utc(goes));
});
