import { expect, it } from '@jest/globals';
import { nextRead } from '../../../server/features/todo/rules.ts';

const now = new Date('2026-03-02T08:00:00Z');
const minutesLater = (idleMinutes: number, more: object = {}): number | null => {
  const at = nextRead({ now, activeAt: new Date(now.getTime() - idleMinutes * 60_000), open: 1, there: 1, slipAt: null, sessionAt: null, ...more });
  return at && (at.getTime() - now.getTime()) / 60_000;
};
const day = 24 * 60;

it.each<[string, number | null, number | null]>([
  ['at once after somebody did something', minutesLater(0), 5],
  ['a third of the time that nobody did', minutesLater(60), 20],
  ['at most four hours later', minutesLater(3 * day), 240],
  ['once a day after two weeks', minutesLater(15 * day), day],
  ['once a day when all is done', minutesLater(0, { open: 0 }), day],
  ['never when nothing stands there', minutesLater(0, { there: 0 }), null],
  ['just before a due day ends', minutesLater(15 * day, { slipAt: new Date(now.getTime() + 3 * 3_600_000) }), 178],
  ['just before a session', minutesLater(15 * day, { sessionAt: new Date(now.getTime() + 3_600_000) }), 50],
])('To Do is read %s', (_when, found, wanted) => expect(found).toBe(wanted));
