import { beforeEach, describe, expect, it } from '@jest/globals';
import { availability } from '../../../server/features/availability/contract.ts';
import { coachCalendar, readPage, savePage } from '../../../server/features/availability/service.ts';
import { coach, down, good, type Coach } from './coach.ts';

const feedUrl = 'https://calendar.example/dana.ics';
const officeHours = { weekly: [{ weekday: 1, startMinute: 540, endMinute: 720 }], overrides: [{ date: '2026-03-09', windows: [] }] };
const zone = 'Asia/Kathmandu';

let dana: Coach;
beforeEach(async () => {
  dana = await coach();
});

const save = async (body: Partial<Parameters<typeof savePage>[2]> = {}) =>
  savePage(dana.context, (await dana.link()).link, { zone, feedUrl: null, officeHours: null, ...body });

describe("the coach's page", () => {
  it('is empty at first, and says whom it is for', async () => {
    const page = await readPage(dana.context, (await dana.link()).link);
    expect(page).toEqual({
      coach: { displayName: 'Dana', email: 'dana@alder.example' },
      engagement: { clientName: 'Amina', company: 'alder' },
      zone: null, feedUrl: null, officeHours: null,
      feed: { status: 'none', readAt: null, events: null, message: null },
      linkExpiresAt: '2026-04-01T08:00:00.000Z',
    });
    expect(availability.parse(page)).toEqual(page);
  });

  it('reads the feed at once and tells what was found in the coming eight weeks', async () => {
    dana.feedSays(good({ events: 17 }));
    const page = await save({ feedUrl, officeHours });
    expect(page).toMatchObject({ zone, feedUrl, officeHours, feed: { status: 'ok', readAt: '2026-03-02T08:00:00.000Z', events: 17, message: null } });
    expect(availability.parse(page)).toEqual(page);
    expect(dana.asked).toEqual([
      { url: feedUrl, zone, etag: null, from: '2026-03-01T08:00:00.000Z', to: '2026-05-11T08:00:00.000Z', count: { from: '2026-03-02T08:00:00.000Z', to: '2026-04-27T08:00:00.000Z' } },
    ]);
  });

  it('refuses an address that may not be opened, and changes nothing', async () => {
    await save({ feedUrl, officeHours });
    dana.feedSays({ ok: false, code: 'bad-address', message: 'This address leads into a private network.' });
    await expect(save({ feedUrl: 'https://intern.example/', zone: 'UTC' })).rejects.toMatchObject({
      code: 'invalid-request', fields: [{ path: 'feedUrl', message: 'This address leads into a private network.' }],
    });
    expect(await readPage(dana.context, (await dana.link()).link)).toMatchObject({ zone, feedUrl, feed: { status: 'ok' } });
  });

  it('keeps an address that cannot be read now, with its problem', async () => {
    dana.feedSays(down);
    expect(await save({ feedUrl })).toMatchObject({ feedUrl, feed: { status: 'problem', readAt: null, events: null, message: down.ok ? '' : down.message } });
  });

  it('clears what is sent as null', async () => {
    await save({ feedUrl, officeHours });
    expect(await save()).toMatchObject({ feedUrl: null, officeHours: null, feed: { status: 'none', readAt: null } });
    const { rowCount } = await dana.db.system((tx) => tx.query('select 1 from coach_feed_readings'));
    expect(rowCount).toBe(0);
  });

  it('lets everybody see the zone of the coach', async () => {
    await save();
    const { rows } = await dana.db.system((tx) => tx.query('select zone from people where id = $1', [dana.key.personId]));
    expect(rows).toEqual([{ zone }]);
  });

  it('does not keep the answer for an address that was changed meanwhile', async () => {
    await save({ feedUrl });
    dana.pass(20);
    let answer: (() => void) | undefined;
    const asked = new Promise<void>((started) => {
      dana.context.feeds.read = () => (started(), new Promise((resolve) => (answer = () => resolve(good({ events: 99 })))));
    });
    const search = coachCalendar(dana.context, { ...dana.key, from: '2026-03-03T00:00:00Z', to: '2026-03-20T00:00:00Z', now: dana.now() });
    await asked;
    dana.context.feeds.read = async () => down;
    await save({ feedUrl: 'https://calendar.example/other.ics' });
    answer!();
    expect((await search).known).toBe(false);
    expect(await readPage(dana.context, (await dana.link()).link)).toMatchObject({ feed: { status: 'problem', readAt: null, events: null } });
  });
});
