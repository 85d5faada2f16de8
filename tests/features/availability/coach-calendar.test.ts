import { beforeEach, describe, expect, it } from '@jest/globals';
import { coachCalendar, savePage } from '../../../server/features/availability/service.ts';
import { coach, down, good, type Coach } from './coach.ts';

const feedUrl = 'https://calendar.example/dana.ics';
const zone = 'America/St_Johns';
const officeHours = { weekly: [{ weekday: 1, startMinute: 540, endMinute: 720 }], overrides: [{ date: '2026-03-09', windows: [] }] };
const dentist = { start: Date.parse('2026-03-10T09:00:00Z'), end: Date.parse('2026-03-10T10:00:00Z'), status: 'busy' };

let dana: Coach;
beforeEach(async () => {
  dana = await coach();
});

const save = async (body: Partial<Parameters<typeof savePage>[2]>): Promise<void> => {
  await savePage(dana.context, (await dana.link()).link, { zone, feedUrl: null, officeHours: null, ...body });
  dana.asked.length = 0;
};
const look = (from = '2026-03-03T00:00:00Z', to = '2026-04-03T00:00:00Z') => coachCalendar(dana.context, { ...dana.key, from, to, now: dana.now() });

describe('without a feed', () => {
  it('is unknown, never free, when nothing was published', async () => {
    expect(await look()).toEqual({
      known: false, source: 'unknown', readAt: null, zone: null, busy: [], hours: null, hoursByDate: {}, note: 'Has not published any times yet.',
    });
  });

  it('is unknown when only a zone was kept', async () => {
    await save({});
    expect(await look()).toMatchObject({ known: false, source: 'unknown', zone });
  });

  it('goes by office hours and the days that differ', async () => {
    await save({ officeHours });
    expect(await look()).toEqual({
      known: true, source: 'office-hours', readAt: '2026-03-02T08:00:00.000Z', zone, busy: [], hours: officeHours.weekly,
      hoursByDate: { '2026-03-09': [] }, note: 'Office hours, as published on 2 March 2026.',
    });
    expect(dana.asked).toEqual([]);
  });
});

describe('with a feed', () => {
  it('takes a reading of the last 15 minutes as it is', async () => {
    await save({ feedUrl });
    dana.pass(14);
    expect(await look()).toEqual({
      known: true, source: 'feed', readAt: '2026-03-02T08:00:00.000Z', zone, busy: [dentist], hours: null, hoursByDate: {},
      note: 'Calendar feed, read 14 minutes ago.',
    });
    expect(dana.asked).toEqual([]);
  });

  it('asks again after 15 minutes', async () => {
    await save({ feedUrl, officeHours });
    dana.pass(15);
    dana.feedSays(good({ busy: [] }));
    expect(await look()).toMatchObject({
      known: true, source: 'feed-and-office-hours', readAt: '2026-03-02T08:15:00.000Z', busy: [], hours: officeHours.weekly,
      note: 'Calendar feed and office hours, read just now.',
    });
  });

  it('asks whether it changed, and keeps what it had when not', async () => {
    dana.feedSays(good({ etag: '"v1"' }));
    await save({ feedUrl });
    dana.pass(15);
    dana.feedSays({ ok: true, unchanged: true });
    expect(await look()).toMatchObject({ known: true, readAt: '2026-03-02T08:15:00.000Z', busy: [dentist] });
    expect(dana.asked).toMatchObject([{ etag: '"v1"' }]);
  });

  it('asks afresh for time that was not read yet, however young the reading', async () => {
    dana.feedSays(good({ etag: '"v1"' }));
    await save({ feedUrl });
    expect(await look('2026-06-01T00:00:00Z', '2026-07-20T12:30:00Z')).toMatchObject({ known: true });
    expect(dana.asked).toMatchObject([{ etag: null, from: '2026-03-01T08:00:00.000Z', to: '2026-07-20T13:00:00.000Z' }]);
  });

  it('gives only what touches the window', async () => {
    await save({ feedUrl });
    expect((await look('2026-03-10T10:00:00Z', '2026-03-12T00:00:00Z')).busy).toEqual([]);
    expect((await look('2026-03-10T09:59:00Z', '2026-03-12T00:00:00Z')).busy).toEqual([dentist]);
  });
});

describe('when the feed fails', () => {
  beforeEach(async () => {
    await save({ feedUrl, officeHours });
    dana.feedSays(down);
  });

  it('goes by the last good reading and says how old it is', async () => {
    dana.pass(3 * 60);
    expect(await look()).toMatchObject({
      known: true, readAt: '2026-03-02T08:00:00.000Z', busy: [dentist], note: 'Calendar feed and office hours, read 3 hours ago and not readable since.',
    });
  });

  it.each([
    ['just before a day is over', 24 * 60, true],
    ['a minute later', 24 * 60 + 1, false],
  ])('%s', async (_name, minutes, known) => {
    dana.pass(minutes);
    expect((await look()).known).toBe(known);
  });

  it('is unknown after a day, office hours or not, and says why without what the calendar holds', async () => {
    dana.pass(25 * 60);
    dana.feedSays({ ok: false, code: 'too-complex', message: 'An event that starts on 2026-02-03 repeats by a rule that cannot be worked out.' });
    expect(await look()).toMatchObject({
      known: false, source: 'unknown', readAt: null, busy: [], note: 'The calendar feed holds something that cannot be read.',
    });
  });

  it('is unknown at once for time that the last reading does not reach', async () => {
    dana.pass(20);
    expect(await look('2026-06-01T00:00:00Z', '2026-07-01T00:00:00Z')).toMatchObject({ known: false, note: 'The calendar feed cannot be reached.' });
  });

  it('does not make every search wait: it is asked again after five minutes', async () => {
    dana.pass(20);
    await look();
    dana.pass(4);
    await look();
    expect(dana.asked).toHaveLength(1);
    dana.pass(1);
    dana.feedSays(good());
    expect(await look()).toMatchObject({ note: 'Calendar feed and office hours, read just now.' });
    expect(dana.asked).toHaveLength(2);
  });

  it('recovers on the page too', async () => {
    dana.pass(20);
    await look();
    dana.pass(20);
    dana.feedSays(good());
    await look();
    const { rows } = await dana.db.system((tx) => tx.query('select feed_problem, feed_message from coach_availability'));
    expect(rows).toEqual([{ feed_problem: null, feed_message: null }]);
  });
});

it('keeps tenants apart: the same coach in another organisation published nothing there', async () => {
  await save({ officeHours });
  const other = await coach('birch');
  expect(await coachCalendar(dana.context, { ...other.key, from: '2026-03-03T00:00:00Z', to: '2026-04-03T00:00:00Z', now: dana.now() })).toMatchObject({ known: false });
  expect(await coachCalendar(dana.context, { tenantId: other.key.tenantId, personId: dana.key.personId, from: '2026-03-03T00:00:00Z', to: '2026-04-03T00:00:00Z', now: dana.now() })).toMatchObject({ known: false });
});
