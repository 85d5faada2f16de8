import { describe, expect, it } from '@jest/globals';
import ical, { type VEvent } from 'node-ical';
import { calendarAt, feedOf, inboxOf } from '../../../server/sandbox/tenant/views.ts';
import { respondFromOutside } from '../../../server/sandbox/tenant/events/respond.ts';
import { findItem } from '../../../server/sandbox/tenant/events/mailbox.ts';
import { addressOf, at, attendee, objectIdOf, seed, seedEvent, world, type World } from '../graph/support/world.ts';

const dana = 'dana@outside.example';
const parsed = (text: string): VEvent[] =>
  Object.values(ical.sync.parseICS(text)).filter((part): part is VEvent => part?.type === 'VEVENT');
const local = (text: string, zone = 'Australia/Lord_Howe') => ({ local: text, zone });
const newest = (one: World) => inboxOf(one.tenant, dana)[0]!.calendar!;

describe('the calendar text of a mail', () => {
  it('is read by another program as what was meant', async () => {
    const one = world();
    const subject =
      'Späte Besprechung; mit Ümläuten, Kommas und \\ und einem sehr langen Titel, der umbrochen werden muss 🙂 und weitergeht';
    await one
      .as('rui')
      .post('/me/events', {
        subject,
        ...at('23:00', '23:45', 'Lord Howe Standard Time'),
        attendees: [attendee(dana), attendee('tom', 'optional')],
        body: { contentType: 'html', content: '<p>One</p><p>Two &amp; three</p>' },
        location: { displayName: 'Room 1, left' },
      });
    const { text, method } = newest(one);
    expect(method).toBe('REQUEST');
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    const [event] = parsed(text);
    expect(event).toMatchObject({ summary: subject, location: 'Room 1, left', description: 'One\nTwo & three', status: 'CONFIRMED' });
    expect(event!.start.toISOString()).toBe('2026-03-03T12:00:00.000Z');
    expect(event!.end!.toISOString()).toBe('2026-03-03T12:45:00.000Z');
  });

  it('of a series carries the rules of its zone', async () => {
    const one = world();
    const recurrence = {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'] },
      range: { type: 'endDate', startDate: '2026-03-03', endDate: '2026-04-14' },
    };
    await one
      .as('rui')
      .post('/me/events', {
        subject: 'Weekly',
        ...at('09:00', '10:00', 'Lord Howe Standard Time'),
        recurrence,
        attendees: [attendee(dana)],
      });
    const { text } = newest(one);
    expect(text).toContain('TZID:Australia/Lord_Howe');
    // Summer time ends there on 5 April 2026 at 2:00, by half an hour.
    expect(text.replaceAll('\r\n ', '')).toContain(
      'BEGIN:STANDARD\r\nDTSTART:20260405T020000\r\nTZOFFSETFROM:+1100\r\nTZOFFSETTO:+1030\r\nEND:STANDARD',
    );
    expect(text).toContain('UNTIL=20260414T132959Z');
    const [event] = parsed(text);
    expect(event!.rrule!.all().length).toBe(7);
  });
});

describe('somebody outside', () => {
  it('answers by mail, and the organiser’s event knows', async () => {
    const one = world();
    const { body } = await one.as('maya').post('/me/events', { subject: 'Talk', ...at('10:00', '11:00'), attendees: [attendee(dana)] });
    const item = findItem(one.tenant, objectIdOf('maya'), body.id!)!;
    respondFromOutside(one.tenant, dana, item, { reply: 'accepted', comment: 'Fine', sendResponse: true, proposedNewTime: null });
    expect((await one.as('maya').get(`/me/events/${body.id}`)).body.attendees![0]!.status!.response).toBe('accepted');
    const [reply] = inboxOf(one.tenant, addressOf('maya'));
    expect(reply).toMatchObject({ kind: 'response', subject: 'Accepted: Talk', from: { address: dana }, calendar: { method: 'REPLY' } });
    expect(reply!.calendar!.text.replaceAll('\r\n ', '')).toContain('PARTSTAT=ACCEPTED');
  });

  it('publishes what they accepted beside what they had, until it is cancelled', async () => {
    const one = world({
      from: seed({
        dana: [
          seedEvent('Dentist', {
            start: local('2026-03-03T08:00:00', 'Europe/Berlin'),
            end: local('2026-03-03T09:00:00', 'Europe/Berlin'),
          }),
          seedEvent('Weekly', {
            rrule: 'FREQ=WEEKLY;BYDAY=WE',
            exdates: ['2026-03-11T10:00:00'],
            start: local('2026-03-04T10:00:00', 'Europe/Berlin'),
            end: local('2026-03-04T11:00:00', 'Europe/Berlin'),
          }),
        ],
      }),
    });
    const { body } = await one.as('maya').post('/me/events', { subject: 'Talk', ...at('10:00', '11:00'), attendees: [attendee(dana)] });
    const busy = (): string[] =>
      parsed(feedOf(one.tenant, dana)!)
        .filter(({ transparency }) => transparency !== 'TRANSPARENT')
        .map(({ summary }) => String(summary))
        .toSorted();
    expect(busy()).toEqual(['Dentist', 'Weekly']);
    respondFromOutside(one.tenant, dana, findItem(one.tenant, objectIdOf('maya'), body.id!)!, {
      reply: 'accepted',
      comment: '',
      sendResponse: true,
      proposedNewTime: null,
    });
    expect(busy()).toEqual(['Dentist', 'Talk', 'Weekly']);
    const entries = calendarAt(one.tenant, dana, new Date('2026-03-03T00:00:00Z'), new Date('2026-03-19T00:00:00Z'));
    expect(entries.map(({ subject, start }) => `${subject} ${start.slice(5, 16)}`)).toEqual([
      'Dentist 03-03T07:00',
      'Talk 03-03T10:00',
      'Weekly 03-04T09:00',
      'Weekly 03-18T09:00',
    ]);
    await one.as('maya').post(`/me/events/${body.id}/cancel`, {});
    expect(busy()).toEqual(['Dentist', 'Weekly']);
  });

  it('publishes a file unchanged, or nothing', () => {
    const from = seed();
    from.outsiders = [
      { ...from.outsiders[0]!, events: null, ics: 'BEGIN:VCALENDAR\r\nX-OWN:1\r\nEND:VCALENDAR\r\n' },
      { address: 'No@Feed.example', displayName: 'No Feed', zone: 'Europe/Berlin', events: null, ics: null },
    ];
    const { tenant } = world({ from });
    expect(feedOf(tenant, dana)).toBe(from.outsiders[0]!.ics);
    expect([feedOf(tenant, 'no@feed.example'), feedOf(tenant, 'nobody@x.example')]).toEqual([null, null]);
  });
});
