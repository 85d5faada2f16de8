import { expect, it } from '@jest/globals';
import { coachCalendar, savePage } from '../../../server/features/availability/service.ts';
import { coach } from './coach.ts';
import { feedServer, testReader } from './feed/feed-server.ts';
import { calendar, event } from './feed/ics.ts';

const weekly = event('DTSTART;TZID=W. Europe Standard Time:20260302T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY', 'X-MICROSOFT-CDO-BUSYSTATUS:OOF');

it('brings a calendar from the network through page and database to the finder', async () => {
  let file = calendar(weekly);
  const feeds = await feedServer((_request, response) => response.end(file));
  const reader = testReader(feeds.origin);
  const dana = await coach('alder', reader);
  const { link } = await dana.link();
  const page = await savePage(dana.context, link, { zone: 'Europe/Berlin', feedUrl: `${feeds.origin}/dana.ics`, officeHours: null });
  expect(page.feed).toEqual({ status: 'ok', readAt: '2026-03-02T08:00:00.000Z', events: 9, message: null });

  const look = () => coachCalendar(dana.context, { ...dana.key, from: '2026-03-23T00:00:00Z', to: '2026-04-01T00:00:00Z', now: dana.now() });
  const times = ['2026-03-23T08:00:00Z', '2026-03-30T07:00:00Z'].map((start) => Date.parse(start));
  expect((await look()).busy).toEqual(times.map((start) => ({ start, end: start + 3_600_000, status: 'oof' })));

  file = calendar(weekly, event('DTSTART:20260325T090000Z', 'RRULE:FREQ=SECONDLY'));
  dana.pass(25 * 60);
  expect(await look()).toMatchObject({ known: false, busy: [], note: 'The calendar feed holds something that cannot be read.' });
  await reader.close();
  await feeds.close();
});
