import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadTenantFile, TenantFileError } from '../../../server/sandbox/tenant-file/load-tenant-file.ts';
import { app } from '../support/seeds.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldwork-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(text: string) {
  writeFileSync(join(folder, 'mine.json'), text);
  return loadTenantFile(join(folder, 'mine.json'), { apps: [app] });
}

function problems(text: string): string[] {
  try {
    load(text);
  } catch (error) {
    if (!(error instanceof TenantFileError)) throw error;
    expect(error.message.split('\n')).toHaveLength(error.problems.length);
    return error.problems.map(({ line, field, message }) => `${line} ${field}: ${message}`);
  }
  return [];
}

describe('the example of the documentation', () => {
  const seed = loadTenantFile(fileURLToPath(new URL('../../../docs/example-tenant.json', import.meta.url)), { apps: [app] });

  it('is read as it says', () => {
    expect(seed).toMatchObject({ displayName: 'Brightwater Instruments', now: '2026-03-02T07:30:00.000Z', apps: [app] });
    const [amara, jonas, rosa] = seed.people;
    expect(amara).toMatchObject({ zone: 'Europe/London', zoneName: 'Europe/London', manager: jonas!.address, teamsLicence: true });
    expect(amara!.workingHours).toEqual({ weekdays: [1, 2, 3, 4, 5], start: '08:30', end: '17:30' });
    expect(jonas).toMatchObject({ zoneName: 'W. Europe Standard Time', zone: 'Europe/Berlin', jobTitle: 'Managing Director' });
    expect(rosa!.appRoles).toEqual(['ProgrammeLead']);
  });

  it('has inline events with their zones, gaps and whole days', () => {
    const [standUp, leave, boston] = seed.people[0]!.events;
    expect(standUp).toMatchObject({ rrule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR', exdates: ['2026-03-06T09:00:00'] });
    expect(leave).toMatchObject({ isAllDay: true, showAs: 'oof', sensitivity: 'private', end: { local: '2026-03-14T00:00:00' } });
    expect(boston!.start).toEqual({ local: '2026-03-03T10:00:00', zone: 'America/New_York' });
  });

  it('has the exported calendar with its moved and left-out occurrences', () => {
    const [board, fair, dentist] = seed.people[1]!.events;
    expect(board).toMatchObject({ exdates: ['2026-03-31T14:00:00'] });
    expect(board!.overrides.map(({ originalStart, event }) => [originalStart, event.start.local])).toEqual([
      ['2026-03-10T14:00:00', '2026-03-11T10:00:00'],
    ]);
    expect(fair).toMatchObject({ isAllDay: true, showAs: 'oof' });
    expect(dentist).toMatchObject({ sensitivity: 'private', start: { local: '2026-03-05T07:00:00', zone: 'Etc/UTC' } });
  });

  it('tells outsiders with a calendar from those without', () => {
    expect(seed.outsiders.map(({ events, ics }) => [events?.length ?? null, ics])).toEqual([
      [2, null],
      [null, null],
    ]);
  });
});

describe('a small file', () => {
  const two = '{"people": [{"address": "Ada.Lovelace@example.com"}, {"address": "bo@example.com"}]}';

  it('is enough, and everybody keeps their ids', () => {
    const seed = load(two);
    expect(seed).toMatchObject({ now: null, displayName: 'My organisation', outsiders: [] });
    expect(seed.people[0]).toMatchObject({ address: 'ada.lovelace@example.com', displayName: 'Ada Lovelace', zone: 'Etc/UTC', manager: null });
    expect(seed.people[0]!.objectId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(load(two)).toEqual(seed);
    expect(new Set([seed.tenantId, ...seed.people.map(({ objectId }) => objectId)]).size).toBe(3);
  });

  it('serves what an outsider publishes even when nobody could read it to the end', () => {
    const two = (n: number): string => String(n).padStart(2, '0');
    const gaps = Array.from({ length: 300_000 }, (_, n) => `2026${two((n % 12) + 1)}${two((n % 28) + 1)}T${two(n % 24)}${two(n % 60)}00Z`);
    const lines = ['UID:1', 'DTSTART:20260101T100000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY', `EXDATE:${gaps.join(',')}`];
    const ics = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
    writeFileSync(join(folder, 'coach.ics'), ics);
    const seed = load('{"people":[{"address":"a@example.com"}],"outsiders":[{"address":"c@else.example","calendar":{"ics":"coach.ics"}}]}');
    expect(seed.outsiders[0]).toMatchObject({ ics, events: [] });
  });

  it('may have an .ics file for an outsider, which is also kept as it is', () => {
    const ics = 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260302T100000Z\r\nDTEND:20260302T110000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
    writeFileSync(join(folder, 'coach.ics'), ics);
    const seed = load('{"people":[{"address":"a@example.com"}],"outsiders":[{"address":"c@else.example","calendar":{"ics":"coach.ics"}}]}');
    expect(seed.outsiders[0]).toMatchObject({ ics, events: [{ uid: '1' }] });
  });
});

describe('a wrong file names the line and the field', () => {
  it('of a syntax error', () => {
    expect(problems('{\n  "people": [\n    {"address": "a@example.com"}\n    {"address": "b@example.com"}\n  ]\n}')).toEqual(['4 : not JSON: comma expected']);
    expect(problems('')).toEqual([expect.stringMatching(/^1 : /)]);
  });

  it('of every problem at once', () => {
    const text = `{
  "name": 5,
  "people": [
    { "address": "a@example.com", "zone": "Mars/Olympus" },
    { "address": "b@example.com", "manager": "boss@example.com", "nickname": "B" },
    { "address": "A@example.com", "workingHours": { "start": "9am" } },
    { "address": "d@example.com",
      "calendar": [
        { "subject": "Fine", "start": "2026-03-02T09:00", "end": "2026-03-02T10:00" },
        { "start": "2026-03-02T09:00",
          "end": "2026-03-02T08:00" },
        { "start": "2026-02-31", "end": "2026-03-01", "colour": "red" },
        { "start": "2026-03-02",
          "recurrence": "FREQ=SOMETIMES" }
      ] }
  ]
}`;
    expect(problems(text)).toEqual([
      expect.stringMatching(/^2 name: .*string/),
      expect.stringMatching(/^4 people\[0\]\.zone: is no time zone/),
      '5 people[1].nickname: is not a field here',
      '5 people[1].manager: must be the address of somebody in "people"',
      expect.stringMatching(/^6 people\[2\]\.workingHours\.start: must be a time of day/),
      "6 people[2].address: is somebody else's address already",
      '11 people[3].calendar[1].end: must be after the start',
      expect.stringMatching(/^12 people\[3\]\.calendar\[2\]\.start: is no date/),
      '12 people[3].calendar[2].colour: is not a field here',
      expect.stringMatching(/^14 people\[3\]\.calendar\[3\]\.recurrence: is no RRULE/),
    ]);
  });

  it('of a calendar that is neither a list nor a file', () => {
    const must = 'must be a list of events, or { "ics": "FILE.ics" }';
    const text = '{"people": [\n{"address": "a@example.com", "calendar": "mine.ics"},\n{"address": "b@example.com", "calendar": {"ics": 5}}]}';
    expect(problems(text)).toEqual([`2 people[0].calendar: ${must}`, expect.stringMatching(/^3 people\[1\]\.calendar\.ics: .*string/)]);
  });

  it('of .ics files that are missing or cannot be read', () => {
    writeFileSync(join(folder, 'page.ics'), '<html></html>');
    const text = `{"people": [
      {"address": "a@example.com", "calendar": {"ics": "gone.ics"}},
      {"address": "b@example.com",
       "calendar": {"ics": "page.ics"}}]}`;
    expect(problems(text)).toEqual([
      '2 people[0].calendar.ics: cannot read gone.ics: ENOENT',
      '4 people[1].calendar.ics: cannot read page.ics: it is not an iCalendar file (no BEGIN:VCALENDAR)',
    ]);
  });

  it.each(['[]', 'null', '"x"', '{}', '{"people": {}}', '{"people": [null]}', '{"people": []}'])('when it is %s', (text) => {
    expect(problems(text).length).toBeGreaterThan(0);
  });

  it('when there is no such file', () => {
    expect(() => loadTenantFile(join(folder, 'none.json'), { apps: [] })).toThrow('none.json:1: cannot be read (ENOENT)');
  });
});
