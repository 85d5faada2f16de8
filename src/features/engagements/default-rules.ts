import type { SchedulingRules } from '../../../server/features/engagements/contract.ts';

/** The contract's defaults once more, held equal by a test: taken from there, they would bring its whole parser into the page. */
export const defaultRules: SchedulingRules = {
  noticeHours: 24,
  bufferMinutes: { client: 10, coach: 30, sponsor: 10 },
  spacingDays: { min: 10, max: 21 },
  preferred: [],
  reschedule: { freeHours: 48, agreeHours: 24 },
};
