import { expect, it } from '@jest/globals';
import { planSettings } from '../../../server/features/arc/contract.ts';
import { saveReviewTime } from '../../../server/features/blocks/contract.ts';
import { regions } from '../../../server/platform/holidays.ts';
import { idFor } from '../../support/seed.ts';

const wish = { minutes: 30, days: [4], windowStart: 540, windowEnd: 1020, idealDay: 4, idealMinute: 600, mode: 'firm', horizonWeeks: 4, movesAWeek: 2, reminderMinutes: 10, version: 0 };

it('every region that is offered may be chosen, for a plan and for reviews', async () => {
  const codes = [...(await regions()).keys()];
  expect(codes.length).toBeGreaterThan(400);
  const settings = (region: string) => ({ cadenceDays: 14, weekday: null, minute: null, regions: [{ personId: idFor('amina'), region }], away: [] });
  expect(codes.filter((code) => !planSettings.safeParse(settings(code)).success)).toEqual([]);
  expect(codes.filter((holidays) => !saveReviewTime.safeParse({ ...wish, holidays }).success)).toEqual([]);
});
