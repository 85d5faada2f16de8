import { describe, expect, it } from '@jest/globals';
import { type AvailabilityDraft, draftProblems, toDraft, toSave } from '../../../src/features/availability/availability-draft.ts';

const draft: AvailabilityDraft = {
  zone: 'Europe/Lisbon',
  feedUrl: '',
  weekly: [
    { weekday: 1, start: '09:00', end: '12:00' },
    { weekday: 3, start: '20:00', end: '00:00' },
  ],
  overrides: [{ date: '2026-04-03', windows: [] }],
};
const saved = {
  zone: 'Europe/Lisbon',
  feedUrl: null,
  officeHours: {
    weekly: [
      { weekday: 1, startMinute: 540, endMinute: 720 },
      { weekday: 3, startMinute: 1200, endMinute: 1440 },
    ],
    overrides: [{ date: '2026-04-03', windows: [] }],
  },
};

const paths = (change: Partial<AvailabilityDraft>): string[] => draftProblems({ ...draft, ...change }).map(({ path }) => path);
const at = (weekday: number, start: string, end: string) => ({ weekday, start, end });
const day = (date: string) => ({ date, windows: [] });

describe('between the form and the request', () => {
  it('keeps everything there and back, midnight at the end of a day too', () => {
    expect(toSave(draft)).toEqual(saved);
    expect(toDraft(saved, 'UTC')).toEqual(draft);
  });

  it('takes the zone of the device until one was saved', () => {
    expect(toDraft({ zone: null, feedUrl: null, officeHours: null }, 'Asia/Kathmandu').zone).toBe('Asia/Kathmandu');
  });

  it('clears what was emptied', () => {
    expect(toSave({ ...draft, feedUrl: '  ', weekly: [], overrides: [] })).toEqual({ zone: 'Europe/Lisbon', feedUrl: null, officeHours: null });
  });

  it('keeps a day off although no week hours are given', () => {
    expect(toSave({ ...draft, weekly: [] }).officeHours).toEqual({ weekly: [], overrides: [{ date: '2026-04-03', windows: [] }] });
  });
});

describe('what the page finds wrong by itself', () => {
  it('is nothing in a good draft', () => {
    expect(draftProblems(draft)).toEqual([]);
  });

  it.each([
    ['ftp://example.com/a.ics', ['feedUrl']],
    ['http://localhost:3978/feeds/a.ics', []],
    ['example.com/a.ics', ['feedUrl']],
    ['https://nowhere', ['feedUrl']],
    ['https://calendar.example.com/a.ics?x=1', []],
    ['WEBCAL://p1.example.com/cal', []],
  ])('takes %s as a calendar link or says so', (feedUrl, wrong) => expect(paths({ feedUrl })).toEqual(wrong));

  it.each([
    [{ start: '', end: '12:00' }, 'officeHours.weekly.0.startMinute'],
    [{ start: '09:00', end: '' }, 'officeHours.weekly.0.endMinute'],
    [{ start: '12:00', end: '12:00' }, 'officeHours.weekly.0.endMinute'],
    [{ start: '12:02', end: '13:00' }, 'officeHours.weekly.0.startMinute'],
    [{ start: '12:00', end: '13:03' }, 'officeHours.weekly.0.endMinute'],
  ])('finds %j wrong at its input', (window, path) => {
    expect(paths({ weekly: [{ weekday: 1, ...window }] })).toEqual([path]);
  });

  it('finds hours that overlap on one day, not on two, and not hours that touch', () => {
    expect(paths({ weekly: [at(1, '09:00', '12:00'), at(1, '11:00', '13:00')] })).toEqual(['officeHours.weekly.1.startMinute']);
    expect(paths({ weekly: [at(1, '09:00', '12:00'), at(2, '11:00', '13:00'), at(1, '12:00', '13:00')] })).toEqual([]);
  });

  it('finds a day without a date, and one given twice', () => {
    expect(paths({ overrides: [day('')] })).toEqual(['officeHours.overrides.0.date']);
    expect(paths({ overrides: [day('2026-04-03'), day('2026-04-03')] })).toEqual(['officeHours.overrides.1.date']);
  });

  it('looks into the windows of a day of its own', () => {
    expect(paths({ overrides: [{ date: '2026-04-03', windows: [{ start: '15:00', end: '14:00' }] }] })).toEqual(['officeHours.overrides.0.windows.0.endMinute']);
  });
});
