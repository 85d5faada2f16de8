import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Session, TimesFound } from '../../../server/features/scheduling/contract.ts';
import type { Problem } from '../../../server/features/people/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { busy, seed } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let engagementId: string;

async function begin(given = seed(), engagement: Record<string, unknown> = {}): Promise<void> {
  api = await startApi({ seed: given });
  amina = await api.as('amina');
  engagementId = (await startEngagement(api, engagement)).id;
}
afterEach(() => api.close());

const find = async (body: object = {}) => (await amina.post<TimesFound>(`/api/engagements/${engagementId}/times`, { kind: 'coaching', ...body })).body;
const book = (start: string, more: object = {}) =>
  amina.post<Session & Problem>(`/api/engagements/${engagementId}/sessions`, { id: randomUUID(), kind: 'coaching', start, minutes: 60, ...more });
const withoutSpacing = { relax: [{ type: 'spacing' }] };

describe('a chosen time', () => {
  it('is booked and moved to wherever it was found, however far off', async () => {
    await begin();
    const [found] = (await find({ from: '2026-05-18T00:00:00Z', to: '2026-05-23T00:00:00Z' })).slots;
    const booked = await book(found!.start);
    expect([booked.status, booked.body.start]).toEqual([201, found!.start]);
    const later = await find({ from: '2026-07-20T00:00:00Z', to: '2026-07-25T00:00:00Z', movingSessionId: booked.body.id });
    const moved = await amina.post<Session>(`/api/sessions/${booked.body.id}/move`, { version: booked.body.version, start: later.slots[0]!.start });
    expect([moved.status, moved.body.start]).toEqual([200, later.slots[0]!.start]);
  });

  it('is looked at again before the usual window too: a calendar that was not read is not free', async () => {
    await begin(seed({ people: { ines: { events: [busy('2026-03-05T08:00', '2026-03-05T16:00')] } } }));
    expect((await book('2026-03-25T10:00:00Z')).status).toBe(201);
    const taken = await book('2026-03-05T10:00:00Z', withoutSpacing);
    expect([taken.status, taken.body.error.code, taken.body.error.details.blockedBy]).toEqual([409, 'slot-taken', ['Ines Example']]);
    expect((await book('2026-03-06T10:00:00Z', withoutSpacing)).status).toBe(201);
  });

  it('that everybody is free at is refused by the name of the rule that it is against', async () => {
    await begin();
    expect((await book('2026-03-25T10:00:00Z')).status).toBe(201);
    const near = await book('2026-03-27T10:00:00Z');
    expect([near.status, near.body.error.message]).toEqual([409, 'This is closer to another session than agreed.']);
    expect(near.body.error.details).toMatchObject({ blockedBy: [], rule: 'This is closer to another session than agreed.' });
  });

  it('must be on a quarter of an hour', async () => {
    await begin();
    const { status, body } = await book('2026-03-04T10:07:00Z');
    expect([status, body.error.fields]).toEqual([400, [{ path: 'start', message: 'must be on a quarter of an hour' }]]);
  });
});

describe("an engagement's days", () => {
  const west = { zone: 'America/Los_Angeles', zoneName: 'Pacific Standard Time' };
  const people = { amina: west, ines: west };
  const days = { startsOn: '2026-05-06', endsOn: '2026-05-08' };

  it("are the client's: nothing is found on the day before or after, whoever asks for it", async () => {
    await begin(seed({ people }), days);
    // The zone is learnt with the first look at the calendar.
    await find();
    const asked = { from: '2026-05-04T00:00:00Z', to: '2026-05-13T00:00:00Z', relax: [{ type: 'later', days: 14 }] };
    for (const body of [{}, asked]) {
      const { searched, total } = await find(body);
      expect([searched.from, searched.to]).toEqual(['2026-05-06T07:00:00.000Z', '2026-05-09T07:00:00.000Z']);
      // Three days of 9 to 17, an hour long, on the quarter hour.
      expect(total).toBe(3 * 29);
    }
  });

  it('are said where a time outside of them is chosen', async () => {
    await begin(seed({ people }), days);
    await find();
    for (const start of ['2026-05-05T18:00:00Z', '2026-05-11T18:00:00Z']) {
      const { status, body } = await book(start);
      expect([status, body.error.fields]).toEqual([400, [{ path: 'start', message: "must be on the engagement's days, 2026-05-06 to 2026-05-08" }]]);
    }
  });
});
