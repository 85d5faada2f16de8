import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultTerms, type DisclosureList, type Sharing } from '../../../server/features/disclosure/contract.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Problem } from '../../../server/features/people/contract.ts';
import type { Session, TimesFound } from '../../../server/features/scheduling/contract.ts';
import { startApi, type Answer, type Api, type Caller } from '../../support/api.ts';
import { dana, engagementBody, pick, startEngagement } from '../../support/engagement.ts';

let api: Api;
let at: string;
let [amina, ines, marcus, omar, lena]: Caller[] = [];

async function start(more: Record<string, unknown> = {}): Promise<void> {
  api = await startApi();
  [amina, ines, marcus, omar, lena] = await Promise.all(['amina', 'ines', 'marcus', 'omar', 'lena'].map((name) => api.as(name)));
  at = `/api/engagements/${(await startEngagement(api, more)).id}`;
}
beforeEach(() => start());
afterEach(() => api.close());

const see = async (who = amina!): Promise<Engagement> => (await who.get<Engagement>(at)).body;
type Replied = Answer<Engagement & Problem>;
const name = async (sponsor: object | null, who = amina!, version?: number): Promise<Replied> => who.put(`${at}/sponsor`, { version: version ?? (await see()).version, sponsor });
const sponsorOf = ({ participants }: Engagement): string | null => participants.find(({ role }) => role === 'sponsor')?.displayName ?? null;
const book = (kind: string, who = amina!, day = '2026-03-04') => who.post<Session & Problem>(`${at}/sessions`, { id: randomUUID(), kind, start: `${day}T15:00:00Z`, minutes: 60, relax: [{ type: 'spacing' }] });
const sharing = async (): Promise<Sharing> => (await amina!.get<Sharing>(`${at}/sharing`)).body;

async function agree(words: string): Promise<void> {
  const { newest } = await sharing();
  expect((await amina!.post(`${at}/sharing`, { newest, terms: { ...defaultTerms, words } })).status).toBe(200);
  for (const who of [ines!, marcus!]) expect((await who.post(`${at}/sharing/acceptance`, { version: newest + 1 })).status).toBe(200);
}

describe('another sponsor', () => {
  it.each(['client', 'coach', 'lead'])('is named by the %s, and who it was before sees nothing more', async (role) => {
    const who = { client: amina!, coach: ines!, lead: lena! }[role]!;
    const before = await see();
    expect(before.can.changeSponsor).toBe(true);
    const { status, body } = await name(pick('omar'), who);
    expect([status, sponsorOf(body), body.version]).toEqual([200, 'Omar Example', before.version + 1]);
    expect((await marcus!.get(at)).status).toBe(404);
    expect((await marcus!.get(`${at}/sharing`)).status).toBe(404);
    expect(sponsorOf(await see(omar!))).toBe('Omar Example');
  });

  it('is named where there was none, and can be taken out again', async () => {
    await api.close();
    await start({ sponsor: null });
    expect((await book('three-way')).status).toBe(400);
    expect(sponsorOf((await name(pick('marcus'))).body)).toBe('Marcus Example');
    expect((await marcus!.post<TimesFound>(`${at}/times`, { kind: 'three-way' })).body.calendars.map(({ role }) => role)).toContain('sponsor');
    expect(sponsorOf((await name(null)).body)).toBeNull();
    expect((await marcus!.get(at)).status).toBe(404);
  });

  it('is the same when asked twice, also on an old version', async () => {
    const { version } = await see();
    await agree('Kindly.');
    expect((await name(pick('marcus'), amina!, version)).body.version).toBe((await see()).version);
    expect((await sharing()).inForce).not.toBeNull();
    const after = (await name(pick('omar'))).body.version;
    expect((await name(pick('omar'), amina!, version)).body.version).toBe(after);
  });

  it('ends what was agreed with the one before; the words stay for the next agreement', async () => {
    await agree('Kindly.');
    expect((await see(marcus!)).goals).toHaveLength(1);
    expect((await name(pick('omar'))).status).toBe(200);
    const { inForce, open, suggested, versions } = await sharing();
    expect([inForce, open, suggested.words, versions.map(({ state }) => state)]).toEqual([null, null, 'Kindly.', ['not-taken']]);
    // Nothing but what any sponsor knows without an agreement.
    expect((await omar!.get<{ shows: object }>(`${at}/sponsor-view`)).body.shows).toEqual({ attendance: false, nextDate: true, phase: false, goals: true });
    expect((await omar!.get<DisclosureList>(`${at}/disclosures`)).body.disclosures).toEqual([]);
    const { newest } = await sharing();
    await amina!.post(`${at}/sharing`, { newest, terms: suggested });
    for (const who of [ines!, omar!]) await who.post(`${at}/sharing/acceptance`, { version: newest + 1 });
    expect((await sharing()).inForce?.version).toBe(newest + 1);
  });

  it('hears what they are asked; the one before hears nothing that was not said yet', async () => {
    await amina!.post(`${at}/sharing`, { newest: 0, terms: defaultTerms });
    const waiting = () => api.context.db.system((tx) => tx.query<{ state: string; reason: string | null }>(
      "select n.state, n.reason from notices n join people p on p.tenant_id = n.tenant_id and p.id = n.person_id where p.email like 'marcus@%'",
    ));
    expect((await waiting()).rows).toEqual([{ state: 'waiting', reason: null }]);
    await name(pick('omar'));
    expect((await waiting()).rows).toEqual([{ state: 'dropped', reason: 'withdrawn' }]);
  });
});

describe('the client', () => {
  const heard = async (): Promise<string[]> => (await api.context.db.system((tx) => tx.query<{ subject: string }>(
    "select n.subject from notices n join people p on p.tenant_id = n.tenant_id and p.id = n.person_id where p.email like 'amina@%' and n.kind = 'sponsor-changed' and n.state = 'waiting'",
  ))).rows.map(({ subject }) => subject);

  it('hears of a change by somebody else, once, as it is in the end', async () => {
    await name(pick('omar'), lena!);
    expect(await heard()).toEqual(['Omar Example is the sponsor of your coaching now']);
    await name(null, ines!);
    expect(await heard()).toEqual(['Your coaching has no sponsor any more']);
    await name(null, ines!);
    expect(await heard()).toHaveLength(1);
  });

  it('hears nothing of what they changed themselves, nor of what they changed after it', async () => {
    await name(pick('omar'));
    expect(await heard()).toEqual([]);
    await name(pick('marcus'), lena!);
    await name(pick('omar'));
    expect(await heard()).toEqual([]);
  });
});

describe('is refused', () => {
  it('to the sponsor, to a stranger, and once it ended', async () => {
    for (const who of [marcus!, omar!]) expect((await name(pick('omar'), who)).status).toBe(404);
    expect((await see(marcus!)).can.changeSponsor).toBe(false);
    await amina!.post(`${at}/end`, {});
    expect((await name(pick('omar'))).status).toBe(409);
    expect((await see()).can.changeSponsor).toBe(false);
  });

  it.each([
    ['the client', () => pick('amina'), 'sponsor.email'],
    ['the coach', () => pick('ines'), 'sponsor.email'],
    ['somebody outside', () => dana, 'sponsor.objectId'],
    ['an id that is another’s', () => ({ ...pick('omar'), objectId: pick('lena').objectId }), 'sponsor.objectId'],
  ])('for %s', async (_who, sponsor, path) => {
    const { status, body } = await name(sponsor());
    expect([status, body.error.fields[0]?.path]).toEqual([400, path]);
    expect(sponsorOf(await see())).toBe('Marcus Example');
  });

  it('on top of what somebody else changed meanwhile', async () => {
    const { version } = await see();
    await ines!.patch(at, { version, cadenceDays: 21 });
    expect((await name(pick('omar'), amina!, version)).status).toBe(409);
  });

  it('once there was a three-way session, also one that was called off: what was said there is not the next one’s to read', async () => {
    const { body: session } = await book('three-way');
    const refused = await name(pick('omar'));
    expect([refused.status, refused.body.error.message]).toEqual([409, expect.stringContaining('three-way sessions with Marcus Example')]);
    await amina!.post(`/api/sessions/${session.id}/cancel`, { version: session.version });
    expect((await name(pick('omar'))).status).toBe(409);
    expect((await see()).can.changeSponsor).toBe(false);
  });

  it('while times of a three-way session are put to the vote', async () => {
    const vote = { id: randomUUID(), kind: 'three-way', starts: ['2026-03-10T15:00:00Z', '2026-03-11T15:00:00Z'], minutes: 60, deadline: '2026-03-06T12:00:00Z', relax: [] };
    const asked = await amina!.post<Problem>(`${at}/votes`, vote);
    expect([asked.status, asked.body.error?.fields]).toEqual([201, undefined]);
    expect((await name(pick('omar'))).body.error.message).toContain('Call that question off first');
  });

  it('while a session stands in the sponsor’s own calendar, because the client has not opened the engagement yet', async () => {
    const { body: made } = await marcus!.post<Engagement>('/api/engagements', engagementBody());
    at = `/api/engagements/${made.id}`;
    expect((await book('coaching', marcus!)).status).toBeLessThan(300);
    const refused = await name(pick('omar'), lena!, made.version);
    expect([refused.status, refused.body.error.message]).toEqual([409, expect.stringContaining('in Marcus Example’s calendar')]);
  });
});

it.each(['another', null])('changed to %s while calendars were looked at: no three-way session is booked with somebody whose calendar nobody saw', async (to) => {
  api.simulation.faults.add([{ match: 'POST /me/calendar/getSchedule', fault: 'slow', times: 1, retryAfter: 2 }]);
  const booking = book('three-way');
  while (api.simulation.faults.list()[0]!.fired === 0) await wait(20);
  expect((await name(to === null ? null : pick('omar'))).status).toBe(200);
  const { status, body } = await booking;
  expect([status, body.error?.code]).toEqual([409, 'slot-taken']);
  expect((await amina!.get<{ sessions: Session[] }>(`${at}/sessions`)).body.sessions).toEqual([]);
  // A coaching session has nothing to do with the sponsor.
  expect((await book('coaching')).status).toBe(201);
});

it('two at once leave one sponsor and one agreement to make', async () => {
  const { version } = await see();
  const both = await Promise.all([name(pick('omar'), amina!, version), name(pick('lena'), ines!, version)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(['Omar Example', 'Lena Example']).toContain(sponsorOf(await see()));
});
