import { describe, expect, it } from '@jest/globals';
import { allStarts, findSlots } from '../../../../server/features/scheduling/slots/find-slots.ts';
import type { SlotQuery } from '../../../../server/features/scheduling/slots/types.ts';
import { at, busy, DAY, iso, person, query, weekdays } from './support.ts';

const starts = (search: SlotQuery): string[] => allStarts(search).map(iso);
const ends = (search: SlotQuery): [string | undefined, string | undefined, number] => {
  const all = starts(search);
  return [all[0], all.at(-1), all.length];
};

describe('working hours', () => {
  it('hold the whole meeting, in each person’s own zone', () => {
    const coach = person('coach', { zone: 'America/New_York', hours: weekdays(480, 1080) });
    expect(ends(query([person('client'), coach]))).toEqual(['2026-03-02T13:00', '2026-03-02T16:00', 13]);
  });

  it('move with each clock: between the American and the European change New York is an hour nearer', () => {
    const coach = person('coach', { zone: 'America/New_York', hours: weekdays(480, 1080) });
    const week = query([person('client'), coach], { from: at('2026-03-09T00:00'), to: at('2026-03-10T00:00') });
    expect(ends(week)).toEqual(['2026-03-09T12:00', '2026-03-09T16:00', 17]);
  });

  it('go on over midnight when one window ends at 24:00 and the next begins at 0:00', () => {
    const night = person('client', { hours: [{ weekday: 1, startMinute: 1380, endMinute: 1440 }, { weekday: 2, startMinute: 0, endMinute: 30 }] });
    expect(starts(query([night], { to: at('2026-03-04T00:00') }))).toEqual(['2026-03-02T23:00', '2026-03-02T23:15', '2026-03-02T23:30']);
  });

  it('do not bridge a break', () => {
    const hours = [{ weekday: 1, startMinute: 540, endMinute: 610 }, { weekday: 1, startMinute: 615, endMinute: 680 }];
    expect(starts(query([person('client', { hours })]))).toEqual(['2026-03-02T09:00', '2026-03-02T10:15']);
  });

  it('are replaced on a date that has hours of its own, none of them too', () => {
    const hoursByDate = { '2026-03-02': [], '2026-03-03': [{ startMinute: 600, endMinute: 660 }] };
    expect(starts(query([person('coach', { hoursByDate })], { to: at('2026-03-04T00:00') }))).toEqual(['2026-03-03T10:00']);
  });

  it('lose the skipped hour and keep the repeated one', () => {
    const nightShift = person('client', { hours: [{ weekday: 7, startMinute: 0, endMinute: 240 }] });
    const spring = query([nightShift], { from: at('2026-03-28T00:00'), to: at('2026-03-30T00:00'), gridMinutes: 60 });
    const autumn = query([nightShift], { from: at('2026-10-24T00:00'), to: at('2026-10-26T00:00'), gridMinutes: 60 });
    expect([ends(spring), ends(autumn)]).toEqual([
      ['2026-03-29T00:00', '2026-03-29T02:00', 3],
      ['2026-10-24T23:00', '2026-10-25T03:00', 5],
    ]);
  });

  it('vanish when they lie in the skipped hour, and on a date that a zone leaves out', () => {
    const skipped = person('client', { hours: [{ weekday: 7, startMinute: 60, endMinute: 120 }] });
    expect(starts(query([skipped], { from: at('2026-03-28T00:00'), to: at('2026-03-30T00:00') }))).toEqual([]);
    const apia = person('client', { zone: 'Pacific/Apia', hours: [{ weekday: 5, startMinute: 540, endMinute: 1020 }] });
    expect(starts(query([apia], { from: at('2011-12-29T00:00'), to: at('2012-01-02T00:00') }))).toEqual([]);
  });

  it('begin at 9 on the day of a change at midnight', () => {
    const cairo = person('client', { zone: 'Africa/Cairo', hours: [{ weekday: 5, startMinute: 540, endMinute: 600 }] });
    expect(starts(query([cairo], { from: at('2026-04-23T00:00'), to: at('2026-04-25T00:00') }))).toEqual(['2026-04-24T06:00']);
  });
});

describe('busy time', () => {
  const morning = { hours: weekdays(540, 720) };

  it('keeps the buffer on both sides, which may lie outside working hours', () => {
    const client = person('client', { ...morning, busy: [busy('2026-03-02T10:40', '2026-03-02T10:45')], bufferMinutes: 10 });
    expect(starts(query([client]))).toEqual(['2026-03-02T09:00', '2026-03-02T09:15', '2026-03-02T09:30', '2026-03-02T11:00']);
  });

  it('is exact to the millisecond', () => {
    const until = (end: string) => starts(query([person('client', { ...morning, busy: [busy('2026-03-02T09:00', end)] })]))[0];
    expect([until('2026-03-02T10:00:00.000'), until('2026-03-02T10:00:00.001')]).toEqual(['2026-03-02T10:00', '2026-03-02T10:15']);
  });

  it('that does not end after its start takes no time', () => {
    const odd = [busy('2026-03-02T10:00', '2026-03-02T10:00'), busy('2026-03-02T11:00', '2026-03-02T09:00')];
    expect(starts(query([person('client', { ...morning, busy: odd, bufferMinutes: 30 })]))).toHaveLength(9);
  });

  it('out of office forbids; tentative and working elsewhere only compromise, and need no buffer', () => {
    const hours = weekdays(540, 720);
    const day = [busy('2026-03-02T09:00', '2026-03-02T10:00', 'oof'), busy('2026-03-02T11:00', '2026-03-02T12:00', 'tentative')];
    const result = findSlots(query([person('client', { hours, busy: day })], { gridMinutes: 60 }));
    expect(result.slots.map((slot) => [iso(slot.start), slot.certain, slot.people[0]!.state])).toEqual([
      ['2026-03-02T10:00', true, 'free'],
      ['2026-03-02T11:00', false, 'tentative'],
    ]);
  });
});

describe('other rules', () => {
  it('ask for notice before the start', () => {
    const search = query([person('client')], { now: at('2026-03-01T15:10'), noticeMinutes: 1440 });
    expect(ends(search)).toEqual(['2026-03-02T15:15', '2026-03-02T16:00', 4]);
  });

  it('keep whole days between sessions, whatever the time of day', () => {
    const spacing = { minDays: 10, maxDays: 21, neighbours: [at('2026-02-20T16:00')] };
    expect(ends(query([person('client')], { spacing }))[0]).toBe('2026-03-02T09:00');
    expect(starts(query([person('client')], { spacing: { ...spacing, neighbours: [at('2026-02-21T00:00')] } }))).toEqual([]);
  });

  it('never take an unknown calendar for free, and confirm it only when told so', () => {
    const unknown = person('coach', { known: false });
    const asked = findSlots(query([person('client'), { ...unknown, unconfirmed: true }]));
    expect(allStarts(query([person('client'), unknown]))).toEqual([]);
    expect(asked.slots.map((slot) => [slot.certain, slot.people[1]!.state])).toEqual(asked.slots.map(() => [false, 'unknown']));
    expect(asked.total).toBe(29);
  });

  it('offer nothing later than is known', () => {
    expect(ends(query([person('client')], { to: at('2026-03-06T00:00'), dataUntil: at('2026-03-02T12:00') }))[1]).toBe('2026-03-02T11:00');
  });

  it('find nothing in a window shorter than the meeting', () => {
    const result = findSlots(query([person('client')], { from: at('2026-03-02T10:00'), to: at('2026-03-02T10:55') }));
    expect(result).toEqual({ slots: [], total: 0, considered: 0, blockers: [] });
  });

  it('refuse an unknown zone', () => {
    expect(() => findSlots(query([person('client', { zone: 'Europe/Atlantis' })], { to: at('2026-03-02T00:00') + DAY }))).toThrow(RangeError);
  });
});
