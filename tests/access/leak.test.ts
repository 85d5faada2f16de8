import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { PlanPage } from '../../server/features/arc/contract.ts';
import type { SessionLinkCreated } from '../../server/features/assistants/contract.ts';
import type { CoachLinkCreated } from '../../server/features/availability/contract.ts';
import type { ReviewTime } from '../../server/features/blocks/contract.ts';
import { reviewBlocks } from '../../server/features/blocks/jobs.ts';
import type { Commitment } from '../../server/features/commitments/contract.ts';
import { createFeedReader } from '../../server/features/availability/feed/feed-reader.ts';
import type { FeedReader } from '../../server/features/availability/feed/read-feed.ts';
import type { Engagement } from '../../server/features/engagements/contract.ts';
import type { Session } from '../../server/features/scheduling/contract.ts';
import type { Log } from '../../server/platform/log.ts';
import { calendarAt, inboxOf } from '../../server/sandbox/tenant/views.ts';
import { operations, type Operation, type Schema } from '../api/support/document.ts';
import { calendar, event } from '../features/availability/feed/ics.ts';
import { startApi, type Answer, type Api, type Caller } from '../support/api.ts';
import { engagementBody, pick, startEngagement } from '../support/engagement.ts';
import { everyRow } from '../support/every-row.ts';
import { address, busy, idFor, seed } from '../support/seed.ts';
import { othersTexts, typedTexts, type Reader } from './text-table.ts';

/** Where a draft is of: a closed list of names, and ids. */
const draftPlace = String.raw`^(?:form|engagement|(?:form|item|book|move|cancel|why|series|plan)\.[0-9a-f-]{36,64})$`;

/** Patterns of what is text in an address and no words of anybody: an ISO week, a version's number, a draft's place. */
const codes = new Set(['^\\d{4}-W\\d{2}$', '^[1-9]\\d{0,8}$', draftPlace]);

/** Every text that can be typed into a schema, as `goals.*`: strings that are no ids, times or choices of a list. */
function textsOf(schema: Schema, path: string[] = []): string[] {
  const arms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((arm) => textsOf(arm, path));
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, of]) => textsOf(of, [...path, name]));
  const items = schema.items ? textsOf(schema.items, [...path, '*']) : [];
  const closed = schema.enum !== undefined || codes.has(schema.pattern ?? '') || schema.const !== undefined || ['uuid', 'date', 'date-time'].includes(schema.format ?? '');
  const own = [schema.type].flat().includes('string') && !closed ? [path.join('.')] : [];
  return [...new Set([...own, ...arms, ...fields, ...items])];
}

const textFields = operations.flatMap(({ id, query, body }) => [query, body].flatMap((part) => (part ? textsOf(part).map((path) => `${id} ${path}`) : [])));

const said = new Set<string>();
/** What is typed into a field in this test. */
function words(field: string, about?: string): string {
  const row = typedTexts.find((one) => one.field.endsWith(field) && (about === undefined || one.about === about));
  if (!row) throw new Error(`the table has no row for ${field}, ${about}`);
  said.add(row.marker);
  return row.marker;
}

let api: Api;
let feeds: FeedReader;
let feedServer: Server;
let lines: string[];
let log: Log;

beforeEach(async () => {
  lines = [];
  log = pino({ level: 'trace' }, new Writable({ write: (line: Buffer, _encoding, done) => (lines.push(line.toString()), done()) }));
  const ownTime = busy('2026-03-05T10:00', '2026-03-05T11:00', { subject: othersTexts.subject, location: othersTexts.place, bodyHtml: othersTexts.body } as object);
  const feed = calendar(event('DTSTART:20260306T100000Z', 'DTEND:20260306T110000Z', `SUMMARY:${othersTexts.feedSummary}`, `LOCATION:${othersTexts.feedPlace}`));
  feedServer = createServer((_request, response) => response.end(feed)).listen(0, '127.0.0.1');
  await new Promise((resolve) => feedServer.once('listening', resolve));
  feeds = createFeedReader({ originsAllowed: [origin()], log });
  const people = Object.fromEntries(['amina', 'ines', 'marcus'].map((name) => [name, { events: [{ ...ownTime, uid: `${name}@alder.example` }] }]));
  const outsiders = [{ address: words('coach.email'), displayName: words('coach.displayName'), zone: 'Europe/London', events: [], ics: null }];
  api = await startApi({ seed: seed({ people, outsiders }), feeds, log });
});
afterEach(async () => {
  await api.close();
  await feeds.close();
  await new Promise((resolve) => {
    feedServer.close(resolve);
    feedServer.closeAllConnections();
  });
});

const origin = (): string => `http://127.0.0.1:${(feedServer.address() as AddressInfo).port}`;

/** Fieldwork of a session that client and coach agree on and look back on. */
async function playFieldwork(amina: Caller, engagement: string, session: string): Promise<void> {
  const at = `/api/engagements/${engagement}/commitments`;
  const due = (field: string) => ({ type: 'words', said: words(field), saidAt: '2026-03-02T08:00:00Z' });
  await amina.post(`${at}/read`, { line: words('CommitmentsRead line') });
  const { id } = made<Commitment>(await amina.post(at, { id: randomUUID(), sessionId: session, text: words('Commitments text', 'fieldwork agreed in a three-way session'), due: due('Commitments due.said') }));
  const other = made<Commitment>(await amina.post(at, { id: randomUUID(), sessionId: session, text: 'x' }));
  made(await amina.patch(`/api/commitments/${other.id}`, { version: 1, text: words('patchApiCommitmentsCommitmentId text'), due: due('patchApiCommitmentsCommitmentId due.said') }));
  made(await amina.put(`/api/commitments/${id}/review`, { sessionId: session, outcome: 'partly', learnt: words('Review learnt'), due: due('Review due.said') }));
  const refused = await amina.post(`/api/sessions/${session}/readback`, { digest: words('Readback digest') });
  expect(refused.status).toBe(409);
  await amina.get(`/api/engagements/${engagement}/live?after=${words('Live after')}`);
}

/** A session of yesterday, of which coach and client have different memories. Answers its id. */
async function playAttendance({ client, coach }: Record<'client' | 'coach', Caller>, like: string): Promise<string> {
  const id = randomUUID();
  const yesterday = new Date(api.context.clock.now().getTime() - 86_400_000);
  await api.context.db.system((tx) => tx.query(
    `insert into sessions (tenant_id, id, engagement_id, kind, state, starts_at, ends_at, event_starts_at, event_ends_at, event_id, checked, chat_app, organizer_id, booked_by, created_at)
     select tenant_id, $2, engagement_id, 'three-way', 'booked', $3::timestamptz, $3::timestamptz + interval '1 hour', $3::timestamptz, $3::timestamptz + interval '1 hour', 'yesterday', true, 'none', organizer_id, booked_by, $3
     from sessions where id = $1`,
    [like, id, yesterday],
  ));
  const { version } = made<{ version: number }>(await coach.put(`/api/sessions/${id}/attendance/outcome`, { version: 0, outcome: 'client-missing', why: words('AttendanceOutcome why') }));
  made(await client.put(`/api/sessions/${id}/attendance/dispute`, { version, why: words('AttendanceDispute why') }));
  return id;
}

type Three = Record<'client' | 'coach' | 'sponsor', Caller>;

/** An engagement of which all agreed what is shared, and whose client missed two sessions after that. */
async function playMissed({ client, coach, sponsor }: Three): Promise<string> {
  const { id } = await startEngagement(api, { goals: [] });
  const at = `/api/engagements/${id}`;
  const ladder = { on: true, talkAt: 1, tellAt: 2, tellDays: 2, holdHours: 24, lateCancels: true };
  made(await client.post(`${at}/sharing`, { newest: 0, terms: { shows: { attendance: true, nextDate: true, phase: true, goals: true }, ladder, words: words('Sharing terms.words') } }));
  for (const who of [coach, sponsor]) made(await who.post(`${at}/sharing/acceptance`, { version: 1 }));
  for (const days of [1, 2]) {
    const session = randomUUID();
    await api.context.db.system((tx) => tx.query(
      `insert into sessions (tenant_id, id, engagement_id, kind, state, starts_at, ends_at, event_id, checked, chat_app, organizer_id, booked_by, created_at)
       select tenant_id, $2, id, 'coaching', 'booked', $3::timestamptz, $3::timestamptz + interval '1 hour', 'missed', true, 'none', client_id, client_id, $3 from engagements where id = $1`,
      [id, session, new Date(api.context.clock.now().getTime() - days * 86_400_000)],
    ));
    made(await coach.put(`/api/sessions/${session}/attendance/outcome`, { version: 0, outcome: 'client-missing' }));
  }
  await api.context.db.system((tx) => tx.query("update sharing set step = 'notice', since = $2, tell_by = $2, ladder_from = '2026-02-01' where engagement_id = $1", [id, api.context.clock.now()]));
  return id;
}

interface Stands {
  version: number;
  notice: { words: object };
}

/** A notice that the client stops, and a draft of theirs; in another engagement they have told the sponsor. Answers their ids. */
async function playLadder(three: Three): Promise<string[]> {
  const { client, coach } = three;
  const ids = [await playMissed(three), await playMissed(three)];
  const [open, told] = ids.map((id) => `/api/engagements/${id}/ladder`) as [string, string];
  const stands = async (at: string): Promise<Stands> => made<Stands>(await client.get(at));
  const typed = { subject: words('LadderNotice words.subject'), lines: [words('LadderNotice words.lines.*')] };
  const { version, notice } = await stands(open);
  expect((await coach.post(`${open}/notice`, { version, words: typed })).status).toBe(409);
  made(await coach.post(`${open}/notice`, { version, words: notice.words }));
  made(await client.post(`${open}/notice/stop`, { version: (await stands(open)).version, why: words('NoticeStop why') }));
  made(await client.put(`${open}/draft`, { version: (await stands(open)).version, text: words('LadderDraft text') }));
  made(await client.post(`${told}/telling`, { version: (await stands(told)).version, id: randomUUID(), subject: words('Telling subject'), text: words('Telling text') }));
  return ids;
}

interface Played {
  callers: Record<Reader, Caller>;
  link: string;
  engagements: string[];
  sessions: string[];
  links: string[];
  /** Blocks of the client's review time. */
  review: string[];
}

const made = <Body>(answer: Answer<unknown>): Body => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Body;
};

/** Amina's engagement with Ines and Marcus, in every corner of which somebody types something. */
async function playInside(amina: Caller): Promise<{ engagement: string; sessions: string[] }> {
  const { id, version } = await startEngagement(api, {
    goals: [words('postApiEngagements goals.*')],
    client: { ...pick('amina'), displayName: words('client.displayName') },
    sponsor: { ...pick('marcus'), displayName: words('sponsor.displayName') },
  });
  made(await amina.patch(`/api/engagements/${id}`, { version, goals: [words('postApiEngagements goals.*'), words('patchApiEngagementsEngagementId goals.*')] }));
  // Somebody else for a moment, under a name and an address that are not theirs, then Marcus again.
  const sponsor = async (named: object): Promise<number> => {
    const { version: read } = made<Engagement>(await amina.get(`/api/engagements/${id}`));
    return (await amina.put(`/api/engagements/${id}/sponsor`, { version: read, sponsor: named })).status;
  };
  expect(await sponsor({ ...pick('omar'), email: words('Sponsor sponsor.email') })).toBe(400);
  expect(await sponsor({ ...pick('omar'), displayName: words('Sponsor sponsor.displayName') })).toBe(200);
  expect(await sponsor(pick('marcus'))).toBe(200);
  const relax = [{ type: 'spacing' }];
  const book = async (kind: string, start: string, agenda: string) => made<Session>(await amina.post(`/api/engagements/${id}/sessions`, { id: randomUUID(), kind, start, minutes: 60, agenda, relax }));
  const agendaOf = (kind: string) => words('Sessions agenda', `agenda of a ${kind} session`);
  const kept = [await book('three-way', '2026-03-04T14:30:00Z', agendaOf('three-way')), await book('coaching', '2026-03-09T10:00:00Z', agendaOf('coaching'))];
  const cancelled = [await book('three-way', '2026-03-11T14:30:00Z', ''), await book('coaching', '2026-03-13T10:00:00Z', '')];
  for (const { id: sessionId, kind, version: read } of cancelled) {
    made(await amina.post(`/api/sessions/${sessionId}/cancel`, { version: read, comment: words('Cancel comment', `why a ${kind} session was cancelled`) }));
  }
  const near = await book('three-way', '2026-03-03T14:30:00Z', '');
  made(await amina.post(`/api/sessions/${near.id}/move`, { version: near.version, start: '2026-03-16T14:30:00Z', relax, comment: words('Move comment') }));
  return { engagement: id, sessions: [...kept, ...cancelled, near].map((session) => session.id) };
}

const week = '2026-W10';

/** Review time of the client, planned and in their calendar; answers the ids of its blocks. */
async function playReviewTime(amina: Caller): Promise<string[]> {
  const { suggested } = made<ReviewTime>(await amina.get('/api/review-time'));
  made(await amina.put('/api/review-time', { ...suggested, holidays: words('putApiReviewTime holidays'), version: 0 }));
  await reviewBlocks(api.context).runDue(api.context.clock.now());
  const { blocks } = made<ReviewTime>(await amina.get('/api/review-time'));
  expect(blocks.length).toBe(4);
  return blocks.map(({ id }) => id);
}

/** The client's review: one answer stays theirs, one is brought, one was brought and is taken back. */
async function playReview(amina: Caller, engagement: string, brought: string): Promise<void> {
  const prompt = (about: string) => words('putApiReviewPrompts prompts.*.text', about);
  const texts = ['a prompt of an answer that is kept', 'a prompt of an answer that is brought', 'a prompt of an answer that was taken back'].map(prompt);
  made(await amina.put('/api/review/prompts', { version: 0, prompts: ['one', 'two', 'three'].map((key, index) => ({ key, text: texts[index] })) }));
  const answer = async (key: string, about: string) => made(await amina.put('/api/review/answer', { week, key, text: words('putApiReviewAnswer text', about), version: 0 }));
  const bring = async (key: string, engagementId: string | null) => made(await amina.post('/api/review/bring', { week, key, engagementId }));
  await answer('one', 'a reflection');
  await answer('two', brought);
  await answer('three', 'a reflection that was brought and taken back');
  for (const key of ['two', 'three']) await bring(key, engagement);
  made(await amina.get(`/api/engagements/${engagement}/agenda`));
  await bring('three', null);
}

const goalWith = (of: (field: string) => string) => ({
  id: randomUUID(), shared: of('shared'), own: of('own'), ratings: [],
  behaviours: [{ id: randomUUID(), text: of('behaviours.*.text') }],
  levels: Object.fromEntries(['muchLess', 'less', 'expected', 'more', 'muchMore'].map((level) => [level, of(`levels.${level}`)])),
  steps: [{ id: randomUUID(), text: of('steps.*.text'), due: null, doneOn: null }],
});

/** The plan and the agenda of Amina's engagement with Ines; the agenda of a three-way session is shown to those in the room. */
async function playWork(amina: Caller, ines: Caller, engagement: string): Promise<void> {
  const at = `/api/engagements/${engagement}`;
  const { version, goals } = made<{ version: number; goals: object[] }>(await amina.get(`${at}/action-plan`));
  made(await amina.put(`${at}/action-plan`, { version, goals: [...goals, goalWith((field) => words(`Plan goals.*.${field}`))] }));
  made(await amina.post(`${at}/agenda/items`, { id: randomUUID(), text: words('postApiEngagementsEngagementIdAgendaItems text', 'an item for a three-way session') }));
  const item = randomUUID();
  made(await ines.post(`${at}/agenda/items`, { id: item, text: words('postApiEngagementsEngagementIdAgendaItems text', 'a coach’s proposal') }));
  const mine = randomUUID();
  made(await amina.post(`${at}/agenda/items`, { id: mine, text: 'to be worded' }));
  made(await amina.patch(`${at}/agenda/items/${mine}`, { version: 1, text: words('AgendaItemsItemId text') }));
  const { version: read } = made<{ version: number }>(await amina.get(`${at}/agenda`));
  made(await amina.patch(`${at}/agenda/settings`, { version: read, sharing: 'shown', help: words('AgendaSettings help') }));
}

/** An agenda that is not open yet, and what the holder of the link proposes for it. */
async function playUnopened(amina: Caller, outside: { engagement: string; secret: string }): Promise<void> {
  const typed = words('postApiEngagementsEngagementIdAgendaItems text', 'an item that is not shown yet');
  made(await amina.post(`/api/engagements/${outside.engagement}/agenda/items`, { id: randomUUID(), text: typed }));
  made(await api.with(`Link ${outside.secret}`).post('/api/coach/agenda/items', { id: randomUUID(), text: words('CoachAgendaItems text') }));
}

/** Amina's engagement with a coach outside, who publishes a calendar. */
async function playOutside(amina: Caller): Promise<{ engagement: string; sessions: string[]; link: CoachLinkCreated; secret: string }> {
  const coach = { objectId: null, email: words('coach.email'), displayName: words('coach.displayName') };
  const { id } = await startEngagement(api, { coach, sponsor: null, goals: [], neutralSubject: true });
  const link = made<CoachLinkCreated>(await amina.post(`/api/engagements/${id}/coach-links`, { send: true }));
  const secret = new URL(link.url).hash.slice(1);
  made(await api.with(`Link ${secret}`).put('/api/coach/availability', { zone: words('Availability zone'), feedUrl: `${origin()}/${words('Availability feedUrl')}.ics`, officeHours: null }));
  const body = { id: randomUUID(), kind: 'coaching', start: '2026-03-17T10:00:00Z', minutes: 60, agenda: words('Sessions agenda', 'agenda under a neutral subject') };
  const session = made<Session>(await amina.post(`/api/engagements/${id}/sessions`, body));
  const near = made<Session>(await amina.post(`/api/engagements/${id}/sessions`, { ...body, id: randomUUID(), start: '2026-03-03T11:00:00Z', agenda: '', relax: [{ type: 'spacing' }] }));
  made(await amina.post(`/api/sessions/${near.id}/cancel`, { version: near.version, comment: words('Cancel comment', 'what a coach outside is asked with') }));
  return { engagement: id, sessions: [session.id, near.id], link, secret };
}

/** A plan of the engagement, made with somebody's public holidays. */
async function playPlan(amina: Caller, engagement: string): Promise<void> {
  const at = `/api/engagements/${engagement}/plan`;
  const { suggested } = made<PlanPage>(await amina.get(at));
  const withRegion = (region: string) => ({ ...suggested, regions: suggested.regions.map((one) => ({ ...one, region })) });
  made(await amina.post(`${at}/proposal`, { settings: withRegion(words('PlanProposal settings.regions.*.region')) }));
  made(await amina.put(at, { version: null, settings: withRegion(words('IdPlan settings.regions.*.region')), items: [] }));
}

async function play(): Promise<Played> {
  const [client, coach, sponsor, lead, stranger] = [await api.as('amina'), await api.as('ines'), await api.as('marcus'), await api.as('lena'), await api.as('omar')];
  const inside = await playInside(client);
  const outside = await playOutside(client);
  await playPlan(client, inside.engagement);
  await playFieldwork(client, inside.engagement, inside.sessions[0]!);
  made(await api.with(`Link ${outside.secret}`).post(`/api/engagements/${outside.engagement}/commitments`, { id: randomUUID(), text: words('Commitments text', 'fieldwork that a coach outside proposes') }));
  await playReview(client, inside.engagement, 'a reflection that is brought');
  const review = await playReviewTime(client);
  await playWork(client, coach, inside.engagement);
  await playUnopened(client, outside);
  // An engagement of the stranger's own: nobody of the others has a part in it.
  made(await stranger.post('/api/engagements', engagementBody({ client: pick('omar'), coach: pick('lena'), sponsor: null, goals: ['Omar alone'] })));
  for (const part of ['client', 'sponsor'] as const) {
    const colleague = pick(part === 'client' ? 'amina' : 'marcus');
    const refused = await client.post('/api/engagements', engagementBody({ [part]: { ...colleague, email: words(`${part}.email`) }, coach: pick('omar') }));
    expect([part, refused.status === 201 ? part : 'refused']).toEqual([part, part === 'client' ? 'client' : 'refused']);
  }
  await client.get(`/api/people?search=${words('getApiPeople search')}`);
  await lead.get(`/api/programme/people?search=${words('ProgrammePeople search')}`);
  await client.get(`/api/meetings/session?chatId=${words('Session chatId')}`);
  await client.get(`/api/meetings/opening?chatId=${words('Opening chatId')}`);
  made(await client.put('/api/meetings/link', { chatId: words('Link chatId'), sessionId: inside.sessions[0] }));
  await client.post('/api/meetings/unlink', { chatId: words('Unlink chatId'), sessionId: inside.sessions[0] });
  await client.post('/api/outlook/people', { addresses: [words('OutlookPeople addresses.*')] });
  for (const [path, name] of [['calendar', 'Calendar'], ['lifecycle', 'Lifecycle']] as const) {
    const said = await fetch(`${api.url}/api/notifications/${path}?validationToken=${words(`Notifications${name} validationToken`)}`, { method: 'POST' });
    expect(said.headers.get('content-type')).toContain('text/plain');
  }
  made(await client.put('/api/drafts', { place: 'form', content: words('putApiDrafts content') }));
  await client.post('/api/outlook/item', { itemId: words('OutlookItem itemId'), joinUrl: words('OutlookItem joinUrl') });
  const announcement = { id: randomUUID(), kind: 'three-way', start: '2026-03-19T14:30:00Z', minutes: 60, agenda: words('Announcements agenda'), relax: [{ type: 'spacing' }] };
  const announced = made<{ session: Session }>(await client.post(`/api/engagements/${inside.engagement}/announcements`, announcement)).session.id;
  const yesterday = await playAttendance({ client, coach }, inside.sessions[0]!);
  const missed = await playLadder({ client, coach, sponsor });
  const assistant = made<SessionLinkCreated>(await client.post(`/api/sessions/${inside.sessions[0]}/links`, { label: words('Links label') }));
  return {
    callers: { client, coach, sponsor, lead, stranger, 'link holder': api.with(`Link ${outside.secret}`), assistant: api.with(`Link ${new URL(assistant.url).hash.slice(1)}`) },
    link: outside.secret,
    engagements: [inside.engagement, outside.engagement, ...missed],
    sessions: [...inside.sessions, announced, yesterday, ...outside.sessions],
    links: [outside.link.id],
    review,
  };
}

/** Every address a reading operation has in this play. */
function addressesOf({ path, pathNames }: Operation, { engagements, sessions, links }: Played): string[] {
  const values: Record<string, string[]> = { engagementId: engagements, sessionId: sessions, linkId: links };
  return pathNames.reduce((addresses, name) => addresses.flatMap((one) => (values[name] ?? []).map((value) => one.replace(`{${name}}`, value))), [path]);
}

async function queriesOf({ id }: Operation): Promise<string[]> {
  if (id === 'getApiPeople') return ['Example', 'coach.example', 'example', ...typedTexts.map(({ marker }) => marker)].map((text) => `?search=${encodeURIComponent(text)}`);
  if (['getApiReview', 'getApiReviews'].includes(id)) return ['', `?${id === 'getApiReview' ? 'week=2026-W10' : 'before=2026-W11'}`];
  if (id.endsWith('PlanVersion')) return ['?number=1', '?number=2'];
  if (id.endsWith('PlanDifferences')) return ['?from=1&to=2'];
  if (id.endsWith('SharingDifferences')) return ['?from=1&to=1'];
  if (id === 'getApiPeopleManager') return ['', ...['amina', 'omar'].map((name) => `?of=${idFor(name)}`)];
  if (id === 'getApiDrafts') return ['?place=form'];
  if (!['getApiMeetingsSession', 'getApiMeetingsOpening'].includes(id)) return [''];
  const { rows } = await api.context.db.system((tx) => tx.query<{ chat_id: string }>('select chat_id from sessions where chat_id is not null'));
  return rows.map(({ chat_id: chatId }) => `?chatId=${encodeURIComponent(chatId)}`);
}

/** All that the API answers a caller, whatever they ask. */
async function everythingReadBy(caller: Caller, played: Played): Promise<string> {
  const answers: string[] = [];
  for (const operation of operations) {
    const finds = operation.id === 'postApiEngagementsEngagementIdTimes';
    if (operation.method !== 'GET' && !finds) continue;
    for (const at of addressesOf(operation, played)) {
      const ask = (query: string) => (finds ? caller.post(at, { kind: 'coaching' }) : caller.get(`${at}${query}`));
      for (const query of await queriesOf(operation)) answers.push(JSON.stringify((await ask(query)).body));
    }
  }
  return answers.join('\n');
}

/** All that got into somebody's calendar and inbox. */
function everythingSentTo(mailbox: string): string {
  const { tenant } = api.simulation;
  const entries = calendarAt(tenant, mailbox, new Date('2026-01-01'), new Date('2027-01-01'));
  return JSON.stringify([inboxOf(tenant, mailbox), entries]);
}

const readers: Reader[] = ['client', 'coach', 'sponsor', 'lead', 'stranger', 'link holder', 'assistant'];
const mailboxes: Record<Reader, string> = {
  client: address('amina'), coach: address('ines'), sponsor: address('marcus'), lead: address('lena'), stranger: address('omar'), 'link holder': words('coach.email'), assistant: 'assistant@elsewhere.example',
};

describe('what somebody typed', () => {
  it('has a row in the table for every field of text that the API takes', () => {
    expect([...new Set(typedTexts.map(({ field }) => field))].sort()).toEqual([...new Set(textFields)].sort());
    const markers = [...typedTexts.map(({ marker }) => marker), ...Object.values(othersTexts)];
    expect(new Set(markers).size).toBe(markers.length);
  });

  it('is read by those whom the table names, and got by nobody else', async () => {
    const played = await play();
    expect(typedTexts.filter(({ marker }) => !said.has(marker))).toEqual([]);
    const read: Record<string, string> = {};
    for (const reader of readers) read[reader] = await everythingReadBy(played.callers[reader], played);
    const found = typedTexts.map(({ field, about, marker }) => ({
      field, about, marker,
      reads: readers.filter((reader) => read[reader]!.includes(marker)),
      gets: readers.filter((reader) => everythingSentTo(mailboxes[reader]).includes(marker)),
    }));
    expect(found).toEqual(typedTexts);
    for (const text of Object.values(othersTexts)) expect([text, readers.filter((reader) => read[reader]!.includes(text))]).toEqual([text, []]);
    // Of review time nothing is typed; that there is any, when, and how it went, is the client's alone.
    expect(readers.filter((reader) => played.review.some((id) => read[reader]!.includes(id)))).toEqual(['client']);
    // A link is told once, to whoever made it.
    expect(readers.filter((reader) => read[reader]!.includes(played.link))).toEqual([]);
  });

  it('is nowhere in the database once they were erased', async () => {
    const { callers } = await play();
    await callers.stranger.get('/api/me');
    made(await callers.client.post('/api/me/erasure'));
    api.simulation.clock.advanceTo(new Date('2026-03-09T08:00:00Z'));
    await api.passTime('2026-03-09T12:00:00Z');
    const rows = await everyRow(api.context.db);
    // What the others are called and publish is theirs; the rest was typed by the client, or in engagements that were about them.
    const theirs = new Set(['coach.email', 'coach.displayName', 'Availability feedUrl', 'Availability zone'].map((field) => words(field)));
    const gone = [...typedTexts.map(({ marker }) => marker).filter((marker) => !theirs.has(marker)), ...Object.values(othersTexts), 'Amina', address('amina'), idFor('amina')];
    const found = gone.flatMap((text) => rows.filter((row) => row.text.toLowerCase().includes(text.toLowerCase())).map((row) => `${text} in ${row.table}: ${row.text.slice(0, 300)}`));
    expect(found).toEqual([]);
    // Nor does anybody read it who has a part in what stays.
    const read = await Promise.all((['coach', 'sponsor', 'lead', 'link holder'] as const).map(async (reader) => JSON.stringify((await callers[reader].get('/api/me/export')).body) ?? ''));
    expect(gone.filter((text) => read.join().includes(text))).toEqual([]);
    expect(rows.some(({ text }) => text.includes('Omar alone'))).toBe(true);
  });

  it('is not in the log, nor who did it, nor what opens anything', async () => {
    const played = await play();
    const { simulation, context: { db } } = api;
    for (const reader of readers) await everythingReadBy(played.callers[reader], played);
    // Bad days: Microsoft fails in its own words, a token is refused, and the database quotes the row that it does not take.
    simulation.faults.add([{ match: 'GET /users', fault: '503', times: 9 }, { match: 'POST /me/calendar/getSchedule', fault: 'offline', times: 9 }] as never);
    await everythingReadBy(played.callers.client, played);
    await api.with(`Bearer ${(await simulation.entra.issueApiToken(address('amina'), 'teams'))!}x`).get('/api/me');
    await db.system((tx) => tx.query("alter table goals add constraint no_owls check (title <> 'tawny owl')"));
    const broken = await played.callers.client.patch(`/api/engagements/${played.engagements[0]}`, { version: 5, goals: ['tawny owl'] });
    await db.system((tx) => tx.query('alter table goals drop constraint no_owls'));
    expect([broken.status, JSON.stringify(broken.body).includes('owl')]).toEqual([500, false]);
    // What is done while nobody looks, on the same bad days.
    await api.passTime('2026-03-05T08:00:00Z');
    const logged = lines.join('');
    expect(logged).toContain('request failed');
    expect(logged).toContain('answered');
    expect(logged).toContain('access token refused');
    const secrets = [...typedTexts.map(({ marker }) => marker), ...Object.values(othersTexts), played.link, 'owl', 'Omar alone', 'eyJ', 'alder.example', 'Example'];
    expect(secrets.filter((text) => logged.includes(text))).toEqual([]);
    for (const name of ['Amina', 'Ines', 'Marcus', 'Lena', 'Omar']) expect([name, logged.includes(name)]).toEqual([name, false]);
  });
});
