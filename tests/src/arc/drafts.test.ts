/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bookSeries, planWish, seriesWish, type Occurrence, type TimeOption, type TimesPreview } from '../../../server/features/arc/contract.ts';
import { firstChoices, newIds, overlapping, take, toBook } from '../../../src/features/arc/choices.ts';
import { countriesIn, partsOf } from '../../../src/components/regions.ts';
import { checkSeries, isSeriesDraft, newSeries, type SeriesDraft, seriesToSend } from '../../../src/features/arc/series-draft.ts';
import { checkSettings, isSettingsDraft, settingsDraft, settingsToSend } from '../../../src/features/arc/settings-draft.ts';
import { engagement, uuidOf } from '../samples.ts';

const today = '2026-11-22';
const time = (start: string): TimeOption => ({ start, end: new Date(Date.parse(start) + 3_600_000).toISOString(), why: 'Everybody is free.', certain: true, daysOff: 0, notKnownYet: [] });
const occurrence = (day: string, more: Partial<Occurrence> = {}): Occurrence => ({
  itemId: null, kind: 'coaching', minutes: 60, day, best: time(`${day}T10:00:00.000Z`), alternatives: [time(`${day}T14:00:00.000Z`)], blocked: [], ...more,
});
const found = (...occurrences: Occurrence[]): TimesPreview => ({ occurrences, calendars: [], notes: [], relax: [{ type: 'spacing' }], offers: [] });
let made = 0;
const newId = () => uuidOf((made += 1));

describe('what was left half done', () => {
  const left = (draft: unknown): unknown => JSON.parse(JSON.stringify(draft));
  const outline = settingsDraft({ cadenceDays: 14, weekday: 2, minute: 600, regions: [{ personId: uuidOf(1), region: 'GB' }], away: [{ from: '2026-12-20', to: '2027-01-03' }] });

  it('is taken up as it was', () => {
    const series = { ...newSeries(engagement()), count: 'nine', weekday: 3 };
    expect([isSeriesDraft(left(series)), isSeriesDraft(left(newSeries(engagement()))), isSettingsDraft(left(outline))]).toEqual([true, true, true]);
  });

  it('is as good as none where another release wrote it', () => {
    const { count: _count, ...short } = newSeries(engagement());
    const strange = [null, 'text', [], {}, { ...outline, away: [{ from: 1 }] }, { ...outline, regions: null }, outline];
    expect([short, { ...newSeries(engagement()), weekday: 'Tuesday' }, ...strange].map(isSeriesDraft)).not.toContain(true);
    expect([newSeries(engagement()), ...strange.slice(0, -1)].map(isSettingsDraft)).not.toContain(true);
  });
});

describe('choosing among the times of many sessions', () => {
  const preview = found(occurrence('2026-12-01'), occurrence('2026-12-15', { best: null, alternatives: [] }), occurrence('2026-12-29'));

  it('books the best of each, and nothing where no time fits', () => {
    const body = bookSeries.parse(toBook(firstChoices(preview), newIds(3, newId), preview.relax));
    expect(body.sessions.map(({ start }) => start)).toEqual(['2026-12-01T10:00:00.000Z', '2026-12-29T10:00:00.000Z']);
    expect(body.relax).toEqual([{ type: 'spacing' }]);
  });

  it('takes another time or leaves one out, and keeps the id of each through it', () => {
    const ids = newIds(3, newId);
    const choices = take(take(firstChoices(preview), 0, '2026-12-01T14:00:00.000Z'), 2, null);
    expect(toBook(choices, ids, []).sessions).toEqual([{ id: ids.sessions[0], kind: 'coaching', minutes: 60, itemId: null, start: '2026-12-01T14:00:00.000Z' }]);
    expect(toBook(take(choices, 2, '2026-12-29T10:00:00.000Z'), ids, []).sessions.map(({ id }) => id)).toEqual([ids.sessions[0], ids.sessions[2]]);
  });

  it('says which chosen times overlap, and not those that only touch', () => {
    const near = found(occurrence('2026-12-01'), occurrence('2026-12-02', { alternatives: [time('2026-12-01T10:30:00.000Z'), time('2026-12-01T11:00:00.000Z')] }));
    const first = firstChoices(near);
    expect(overlapping(first)).toEqual([]);
    expect(overlapping(take(first, 1, '2026-12-01T10:30:00.000Z'))).toEqual([1]);
    expect(overlapping(take(first, 1, '2026-12-01T11:00:00.000Z'))).toEqual([]);
  });
});

describe('the form of a series', () => {
  const draft = (more: Partial<SeriesDraft> = {}): SeriesDraft => ({ ...newSeries(engagement()), ...more });

  it('begins with six sessions in the engagement’s rhythm, from next week', () => {
    expect(checkSeries(draft(), today)).toEqual([]);
    expect(seriesToSend(draft(), [])).toEqual({ kind: 'coaching', minutes: 60, everyDays: 14, count: 6, weekday: null, minute: null, relax: [] });
  });

  it('names the field that is wrong', () => {
    const wrong: [Partial<SeriesDraft>, string][] = [
      [{ begin: 'date' }, 'first'], [{ begin: 'date', first: '2026-11-21' }, 'first'], [{ count: '0' }, 'count'], [{ count: '61' }, 'count'], [{ count: 'six' }, 'count'],
      [{ stop: 'until' }, 'until'], [{ stop: 'until', until: '2026-11-01' }, 'until'], [{ begin: 'date', first: '2027-02-01', stop: 'until', until: '2027-01-01' }, 'until'], [{ clock: '09:07' }, 'minute'], [{ clock: '23:50' }, 'minute'],
    ];
    for (const [more, path] of wrong) expect([more, checkSeries(draft(more), today).map((one) => one.path)]).toEqual([more, [path]]);
  });

  it('sends nothing that the API refuses once the form found nothing', () => {
    const dates = fc.date({ min: new Date('2026-11-01'), max: new Date('2028-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    const text = fc.oneof(fc.constant(''), dates);
    const drafts = fc.record<Partial<SeriesDraft>>({
      begin: fc.constantFrom('next-week', 'date'), first: text, stop: fc.constantFrom('count', 'until', 'end'), until: text, everyDays: fc.constantFrom(7, 14, 21, 28, 42),
      count: fc.oneof(fc.integer({ min: -2, max: 120 }).map(String), fc.string({ maxLength: 3 })), weekday: fc.option(fc.integer({ min: 1, max: 7 }), { nil: null }),
      clock: fc.oneof(fc.constant(''), fc.integer({ min: 0, max: 1439 }).map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`)),
    });
    fc.assert(
      fc.property(drafts, (more) => {
        if (checkSeries(draft(more), today).length === 0) expect(seriesWish.safeParse(seriesToSend(draft(more), [])).error).toBeUndefined();
      }),
    );
  });
});

describe('the outline of a plan', () => {
  const settings = { cadenceDays: 14, weekday: 2, minute: 615, regions: [{ personId: uuidOf(1), region: 'DE-BE' }], away: [{ from: '2027-08-02', to: '2027-08-20' }] };

  it('goes into the form and back as it was', () => {
    expect(settingsToSend(settingsDraft(settings))).toEqual(settings);
    expect(settingsToSend(settingsDraft({ ...settings, minute: null })).minute).toBeNull();
    expect(planWish.safeParse({ settings: settingsToSend(settingsDraft(settings)) }).success).toBe(true);
  });

  it('names the days that are wrong', () => {
    const paths = (away: { from: string; to: string }[]) => checkSettings({ ...settingsDraft(settings), away }).map(({ path }) => path);
    expect(paths([{ from: '2027-08-02', to: '2027-08-02' }, { from: '2027-08-02', to: '2027-08-01' }])).toEqual(['settings.away.1.to']);
    expect(paths([{ from: '', to: '2027-08-01' }, { from: '2027-08-01', to: '' }])).toEqual(['settings.away.0.from', 'settings.away.1.to']);
  });

  it('offers countries, and their parts by their own names', () => {
    const regions = [{ code: 'DE', name: 'Germany' }, { code: 'DE-BE', name: 'Germany: Berlin' }, { code: 'NP', name: 'Nepal' }];
    expect(countriesIn(regions).map(({ code }) => code)).toEqual(['DE', 'NP']);
    expect(partsOf(regions, 'DE')).toEqual([{ code: 'DE-BE', name: 'Berlin' }]);
    expect(partsOf(regions, 'NP')).toEqual([]);
  });
});
