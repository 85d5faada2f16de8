import { describe, expect, it } from '@jest/globals';
import type { Relaxation } from '../../../../server/features/scheduling/contract.ts';
import { allStarts, countStarts } from '../../../../server/features/scheduling/slots/find-slots.ts';
import { applyRelaxation, hoursMoved } from '../../../../server/features/scheduling/slots/relax.ts';
import { suggestRelaxations } from '../../../../server/features/scheduling/slots/suggest.ts';
import type { SlotQuery } from '../../../../server/features/scheduling/slots/types.ts';
import { at, busy, iso, person, query, weekdays } from './support.ts';

const opened = (search: SlotQuery, relaxation: Relaxation): string[] => allStarts(applyRelaxation(search, relaxation)).map(iso);
const allDay = (day: string) => busy(`2026-03-${day}T00:00`, `2026-03-${day}T23:59`);
const hourly = { gridMinutes: 60 };

describe('a relaxation', () => {
  it('does without a person', () => {
    const search = query([person('client', { hours: weekdays(540, 600) }), person('sponsor', { busy: [allDay('02')] })]);
    expect(opened(search, { type: 'optional', personId: 'sponsor' })).toEqual(['2026-03-02T09:00']);
  });

  it('widens a person’s days at the edges only', () => {
    const hours = [...weekdays(540, 600), ...weekdays(660, 720)];
    const search = query([person('client', { hours, hoursByDate: { '2026-03-03': [] } })], { ...hourly, to: at('2026-03-04T00:00') });
    const until = { type: 'hours', personId: 'client', startMinute: 540, endMinute: 780 } as const;
    expect(opened(search, until)).toEqual(['2026-03-02T09:00', '2026-03-02T11:00', '2026-03-02T12:00']);
    expect(hoursMoved(search.people[0]!, until)).toEqual({ from: null, until: 780 });
    expect(hoursMoved(search.people[0]!, { ...until, startMinute: 420, endMinute: 600 })).toEqual({ from: 420, until: null });
  });

  it('never takes time away', () => {
    const search = query([person('client', { bufferMinutes: 10 })], { noticeMinutes: 60 });
    const harder: Relaxation[] = [
      { type: 'hours', personId: 'client', startMinute: 600, endMinute: 660 },
      { type: 'notice', hours: 48 },
      { type: 'buffers', minutes: 60 },
      { type: 'length', minutes: 90 },
    ];
    for (const relaxation of harder) expect(allStarts(applyRelaxation(search, relaxation))).toEqual(allStarts(search));
  });

  it('goes on longer, but no further than is known', () => {
    const search = query([person('client', { hours: weekdays(540, 600) })], { dataUntil: at('2026-03-04T00:00') });
    expect(opened(search, { type: 'later', days: 28 })).toEqual(['2026-03-02T09:00', '2026-03-03T09:00']);
    expect(iso(applyRelaxation(search, { type: 'later', days: 28 }).to)).toBe('2026-03-04T00:00');
  });

  it('shortens notice, buffers and the meeting, and forgets spacing', () => {
    const calendar = [busy('2026-03-02T09:00', '2026-03-02T10:00'), busy('2026-03-02T10:55', '2026-03-02T12:00')];
    const client = person('client', { hours: weekdays(540, 720), busy: calendar, bufferMinutes: 10 });
    const spacing = { minDays: 10, maxDays: 21, neighbours: [at('2026-03-01T12:00')] };
    const search = query([client], { now: at('2026-03-01T12:00'), noticeMinutes: 2880, spacing });
    const all: Relaxation[] = [{ type: 'notice', hours: 12 }, { type: 'buffers', minutes: 0 }, { type: 'length', minutes: 45 }, { type: 'spacing' }];
    expect(allStarts(all.reduce(applyRelaxation, search)).map(iso)).toEqual(['2026-03-02T10:00']);
    for (const left of all) expect(allStarts(all.filter((one) => one !== left).reduce(applyRelaxation, search))).toEqual([]);
  });
});

describe('suggestions', () => {
  it('offer the smallest step that helps, the cheapest first', () => {
    const client = person('client', { busy: [busy('2026-03-02T08:00', '2026-03-02T17:00')] });
    const sponsor = person('sponsor', { hours: weekdays(540, 1140) });
    const offers = suggestRelaxations(query([client, sponsor], hourly), { mayBeOptional: ['sponsor'] });
    expect(offers).toEqual([{ relax: [{ type: 'hours', personId: 'client', startMinute: 540, endMinute: 1080 }], count: 1 }]);
  });

  it('offer a week later where calendars are known, and doing without somebody last', () => {
    const people = [person('client', { hours: weekdays(540, 600) }), person('coach', { busy: [allDay('02'), allDay('03'), allDay('04'), allDay('05'), allDay('06')] })];
    const search = query(people, { to: at('2026-03-07T00:00'), dataUntil: at('2026-03-21T00:00') });
    const offers = suggestRelaxations(search, { mayBeOptional: ['coach'] });
    expect(offers).toEqual([
      { relax: [{ type: 'later', days: 7 }], count: 5 },
      { relax: [{ type: 'optional', personId: 'coach' }], count: 5 },
    ]);
  });

  it('offer to ask somebody whose calendar cannot be read', () => {
    const search = query([person('client'), person('coach', { known: false })]);
    expect(suggestRelaxations(search, { mayBeOptional: [] })).toEqual([{ relax: [{ type: 'unconfirmed', personId: 'coach' }], count: 29 }]);
  });

  it('offer pairs when no single one helps', () => {
    const people = [person('client', { busy: [allDay('02')] }), person('coach', { known: false }), person('sponsor', { known: false })];
    expect(countStarts(query(people))).toBe(0);
    expect(suggestRelaxations(query(people), { mayBeOptional: [] })).toEqual([]);
    const two = suggestRelaxations(query(people.slice(1)), { mayBeOptional: ['sponsor'] });
    expect(two).toEqual([
      { relax: [{ type: 'unconfirmed', personId: 'coach' }, { type: 'unconfirmed', personId: 'sponsor' }], count: 29 },
      { relax: [{ type: 'unconfirmed', personId: 'coach' }, { type: 'optional', personId: 'sponsor' }], count: 29 },
    ]);
  });

  it('always settle whoever is unknown, and loosen one or two things more where it takes them', () => {
    const ask = { type: 'unconfirmed', personId: 'coach' };
    const client = person('client', { hours: weekdays(540, 600), busy: [busy('2026-03-02T09:00', '2026-03-02T10:00')] });
    const coach = person('coach', { known: false, hours: weekdays(540, 660) });
    const [one] = suggestRelaxations(query([client, coach], hourly), { mayBeOptional: [] });
    expect(one).toEqual({ relax: [ask, { type: 'hours', personId: 'client', startMinute: 540, endMinute: 660 }], count: 1 });
    const sponsor = person('sponsor', { hours: weekdays(540, 600) });
    const [two] = suggestRelaxations(query([client, coach, sponsor], hourly), { mayBeOptional: [] });
    expect(two!.relax).toEqual([ask, { type: 'hours', personId: 'client', startMinute: 540, endMinute: 660 }, { type: 'hours', personId: 'sponsor', startMinute: 540, endMinute: 660 }]);
  });

  it('take as much as it needs and no more where two things are not enough', () => {
    const people = ['a', 'b', 'c', 'd'].map((id, index) => person(id, { hours: weekdays(540, 600 + (index > 0 ? 60 : 0)), bufferMinutes: 15 }));
    const search = query([...people.slice(1).map((one) => ({ ...one, hours: weekdays(540, 600) })), person('a', { known: false, busy: [] })], { ...hourly, to: at('2026-03-03T00:00') });
    const full = { ...search, people: search.people.map((one) => (one.known ? { ...one, busy: [busy('2026-03-02T08:00', '2026-03-02T10:00')] } : one)) };
    const [offer, ...more] = suggestRelaxations(full, { mayBeOptional: [] });
    expect(more).toEqual([]);
    const after = (relax: Relaxation[]): number => countStarts(relax.reduce(applyRelaxation, full));
    expect(after(offer!.relax)).toBe(offer!.count);
    for (const one of offer!.relax) expect(after(offer!.relax.filter((other) => other !== one))).toBe(0);
    expect(offer!.relax.map(({ type }) => type)).toEqual(expect.arrayContaining(['unconfirmed', 'hours', 'hours', 'hours']));
  });

  it('stay few', () => {
    const people = ['a', 'b', 'c'].map((id) => person(id, { bufferMinutes: 15, busy: [busy('2026-03-02T10:00', '2026-03-02T16:00')] }));
    const search = query(people, { minutes: 90, dataUntil: at('2026-04-20T00:00') });
    expect(suggestRelaxations(search, { mayBeOptional: ['a', 'b', 'c'] }).length).toBeLessThanOrEqual(6);
  });
});
