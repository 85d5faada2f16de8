import { describe, expect, it } from '@jest/globals';
import { ageWords, feedState } from '../../../src/features/availability/feed-words.ts';
import { allZones, offsetWords, searchZones, zoneLabel } from '../../../src/features/availability/zones.ts';

const now = new Date('2026-03-02T12:00:00Z');

it.each([
  ['2026-03-02T11:59:30Z', 'just now'],
  ['2026-03-02T12:00:10Z', 'just now'],
  ['2026-03-02T11:48:00Z', '12 minutes ago'],
  ['2026-03-02T09:00:00Z', '3 hours ago'],
  ['2026-02-27T12:00:00Z', '3 days ago'],
])('says how old %s is', (readAt, words) => expect(ageWords(readAt, now)).toBe(words));

describe('what came of reading a calendar link', () => {
  const feed = { status: 'ok' as const, readAt: '2026-03-02T12:00:00Z', events: 212, message: null };

  it('is what was read and when', () => {
    expect(feedState({ feed }, now)).toEqual({ tone: 'ok', text: '212 events in the next eight weeks, read just now.' });
    expect(feedState({ feed: { ...feed, events: 1 } }, now)?.text).toMatch(/^1 event in/);
  });

  it("is the server's own words for a problem", () => {
    expect(feedState({ feed: { ...feed, status: 'problem', message: 'The link asks for a password.' } }, now)).toEqual({ tone: 'problem', text: 'The link asks for a password.' });
  });

  it('is nothing without a link', () => {
    expect(feedState({ feed: { status: 'none', readAt: null, events: null, message: null } }, now)).toBeNull();
  });
});

describe('zones', () => {
  const zones = allZones();

  it.each([
    ['kathm', 'Asia/Kathmandu'],
    ['new york', 'America/New_York'],
    ['york america', 'America/New_York'],
    ['St John', 'America/St_Johns'],
    ['St. John’s', 'America/St_Johns'],
    ['lord howe', 'Australia/Lord_Howe'],
  ])('are found by %s', (search, zone) => expect(searchZones(zones, search)[0]).toBe(zone));

  it('are few enough to read', () => {
    expect(searchZones(zones, 'a')).toHaveLength(30);
    expect(searchZones(zones, 'nowhere at all')).toEqual([]);
  });

  it('are called by their city, with the offset of the day', () => {
    expect(zoneLabel('America/Argentina/Buenos_Aires')).toBe('Buenos Aires, Argentina (America)');
    expect(offsetWords('Asia/Kathmandu', now)).toBe('GMT+5:45');
    expect(offsetWords('Europe/London', new Date('2026-07-01T00:00:00Z'))).toBe('GMT+1');
  });
});
