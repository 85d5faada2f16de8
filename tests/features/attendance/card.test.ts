import { describe, expect, it } from '@jest/globals';
import { cardFor, outcomeOf, type On } from '../../../server/features/attendance/live/card.ts';
import type { Expected } from '../../../server/features/attendance/judge/people.ts';
import { ines, marcus, nora } from './cases.ts';

const start = Date.parse('2026-03-05T10:00:00Z');
const ms = (minute: number): number => start + minute * 60_000;

interface Row {
  name: string;
  now: number;
  /** Minutes between which somebody had the panel open. */
  panels?: [Expected, number, number][];
  viewer?: Expected;
  booked?: On['booked'];
  grace?: number;
  said?: { by: Expected; outcome: 'client-missing' | 'held' | 'moved'; during: boolean };
  asked: { missing: string; said: string | null } | null;
}

const alone: [Expected, number, number][] = [[ines, -2, 20]];
const rows: Row[] = [
  { name: 'a quarter of an hour in, alone', now: 15, asked: { missing: 'Nora Whelan', said: null } },
  { name: 'a minute too early', now: 14, asked: null },
  { name: 'to the last minute', now: 59, asked: { missing: 'Nora Whelan', said: null } },
  { name: 'over', now: 60, asked: null },
  { name: 'not before the engagement’s own grace time', now: 19, grace: 20, asked: null },
  { name: 'and then', now: 20, grace: 20, asked: { missing: 'Nora Whelan', said: null } },
  { name: 'a shorter grace time is no reason to ask earlier', now: 11, grace: 10, asked: null },
  { name: 'both are there', now: 16, panels: [[ines, 0, 20], [nora, 3, 18]], asked: null },
  { name: 'the other was there, and is not now', now: 30, panels: [[ines, 0, 32], [nora, 1, 6]], asked: null },
  { name: 'the other looked in long before the start', now: 16, panels: [[ines, 0, 18], [nora, -14, -10]], asked: { missing: 'Nora Whelan', said: null } },
  { name: 'whoever was not seen is not asked', now: 16, panels: [], asked: null },
  { name: 'nor the one who is missing', now: 16, viewer: nora, asked: null },
  { name: 'the client, when it is the coach who was not seen', now: 16, viewer: nora, panels: [[nora, 0, 18]], asked: { missing: 'Ines Duarte', said: null } },
  { name: 'a sponsor who is there is not asked', now: 16, viewer: marcus, panels: [[marcus, 0, 18], [ines, 0, 18]], asked: null },
  { name: 'a sponsor who is there does not stand for the client', now: 16, panels: [[marcus, 0, 18], [ines, 0, 18]], asked: { missing: 'Nora Whelan', said: null } },
  { name: 'only proposed: nobody is expected', now: 16, booked: 'proposed', asked: null },
  { name: 'cancelled', now: 16, booked: 'cancelled', asked: null },
  { name: 'cancelled late', now: 16, booked: 'late-cancel', asked: null },
  { name: 'said already', now: 18, said: { by: ines, outcome: 'client-missing', during: true }, asked: { missing: 'Nora Whelan', said: 'not-here' } },
  { name: 'said already that both are there', now: 18, said: { by: ines, outcome: 'held', during: true }, asked: { missing: 'Nora Whelan', said: 'both-here' } },
  { name: 'said already that it was moved', now: 18, said: { by: ines, outcome: 'moved', during: true }, asked: { missing: 'Nora Whelan', said: 'moved' } },
  { name: 'what the other said is not theirs', now: 18, said: { by: nora, outcome: 'moved', during: true }, asked: { missing: 'Nora Whelan', said: null } },
];

const onOf = ({ panels = alone, booked = 'booked', grace = 15, said }: Row): On => ({
  booked, planned: { from: ms(0), to: ms(60) }, policy: { graceMinutes: grace }, expected: [nora, ines, marcus],
  panels: panels.map(([{ personId }, from, to]) => ({ personId, from: ms(from), to: ms(to) })),
  said: said ? { by: said.by.role, name: said.by.name, personId: said.by.personId, outcome: said.outcome, at: ms(16), during: said.during } : null,
});

describe(`what is asked while a session is on (${rows.length} cases)`, () => {
  it.each(rows)('$name', (row) => {
    const card = cardFor(onOf(row), (row.viewer ?? ines).personId, ms(row.now));
    expect(card && { missing: card.missing.name, said: card.said }).toEqual(row.asked);
  });

  it('a tap is an outcome of whoever is missing', () => {
    expect(outcomeOf('not-here', 'coach')).toBe('client-missing');
    expect(outcomeOf('not-here', 'client')).toBe('coach-missing');
    expect([outcomeOf('both-here', 'client'), outcomeOf('moved', 'coach')]).toEqual(['held', 'moved']);
  });
});
