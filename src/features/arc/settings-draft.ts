import type { PlanSettings } from '../../../server/features/arc/contract.ts';
import type { FieldProblem } from '../../api/problem.ts';
import { type DraftAt, hasFields } from '../../components/drafts.ts';
import { clockToMinute, minuteToClock } from '../../components/time.ts';

/** The outline of an engagement as its form holds it. */
export interface SettingsDraft {
  cadenceDays: number;
  weekday: number | null;
  /** `09:00` of the client's day; empty for any. */
  clock: string;
  regions: PlanSettings['regions'];
  away: { from: string; to: string }[];
}

export const settingsDraft = ({ minute, ...settings }: PlanSettings): SettingsDraft => ({ ...settings, clock: minute === null ? '' : minuteToClock(minute) });

/** What was left half done, once that is known. */
export type LeftSettings = DraftAt<SettingsDraft> & { left: SettingsDraft | null };

export const isSettingsDraft = (value: unknown): value is SettingsDraft => {
  if (!hasFields(value, { cadenceDays: 'number', clock: 'string' })) return false;
  const { weekday, regions, away } = value as SettingsDraft;
  return (weekday === null || typeof weekday === 'number') && Array.isArray(regions) && Array.isArray(away) && away.every((one) => hasFields(one, { from: 'string', to: 'string' }));
};

/** As the API takes it. Call only after `checkSettings` found nothing. */
export const settingsToSend = ({ clock, ...draft }: SettingsDraft): PlanSettings => ({ ...draft, minute: clock === '' ? null : clockToMinute(clock) });

/** What would certainly be refused, at the paths the API itself would name. */
export const checkSettings = ({ clock, away }: SettingsDraft): FieldProblem[] => [
  ...checkClock(clock, 'settings.minute'),
  ...away.flatMap(({ from, to }, index): FieldProblem[] => {
    if (!from) return [{ path: `settings.away.${index}.from`, message: 'Choose the first day.' }];
    if (!to) return [{ path: `settings.away.${index}.to`, message: 'Choose the last day.' }];
    return to < from ? [{ path: `settings.away.${index}.to`, message: 'Choose a day that is not before the first.' }] : [];
  }),
];

/** A liked time of day: empty, or a quarter of an hour up to 23:45. */
export function checkClock(clock: string, path: string): FieldProblem[] {
  const minute = clock === '' ? 0 : clockToMinute(clock);
  return minute !== null && minute % 15 === 0 && minute <= 1425 ? [] : [{ path, message: 'Give a time in steps of a quarter of an hour.' }];
}
