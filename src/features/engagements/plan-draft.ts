import type { ChangeEngagement, Engagement, SchedulingRules } from '../../../server/features/engagements/contract.ts';
import type { FieldProblem } from '../../api/problem.ts';
import { addMonths, clockToMinute, minuteToClock } from '../../components/time.ts';

/** The part of an engagement that can be changed later, as a form holds it: what is typed stays as typed until it is sent. */
export interface PlanDraft {
  goals: string[];
  startsOn: string;
  endsOn: string;
  sessionMinutes: number;
  cadenceDays: number;
  idleDays: number;
  rules: RulesDraft;
  neutralSubject: boolean;
  emptyBody: boolean;
}

export interface RulesDraft {
  noticeHours: number;
  bufferMinutes: SchedulingRules['bufferMinutes'];
  minDays: string;
  maxDays: string;
  preferred: PreferredDraft[];
  reschedule: SchedulingRules['reschedule'];
}

/** One preferred stretch: ISO weekday, and wall clock as an input of type time has it. */
export interface PreferredDraft {
  weekday: number;
  start: string;
  end: string;
}

/** Half a year is what most engagements take. */
const usualMonths = 6;

/** A new engagement from today's date on, with the product's rules. */
export const newPlan = (today: string, rules: SchedulingRules): PlanDraft => ({
  goals: [''],
  startsOn: today,
  endsOn: addMonths(today, usualMonths),
  sessionMinutes: 60,
  cadenceDays: 14,
  idleDays: 21,
  rules: rulesDraft(rules),
  neutralSubject: false,
  emptyBody: false,
});

/** The plan of an engagement as it stands; hidden parts fall back to `rules`, and are then not shown either. */
export const planOf = (engagement: Engagement, rules: SchedulingRules): PlanDraft => ({
  goals: engagement.goals?.map(({ title }) => title) ?? [],
  startsOn: engagement.startsOn,
  endsOn: engagement.endsOn,
  sessionMinutes: engagement.sessionMinutes,
  cadenceDays: engagement.cadenceDays,
  idleDays: engagement.idleDays,
  rules: rulesDraft(engagement.rules ?? rules),
  neutralSubject: engagement.neutralSubject,
  emptyBody: engagement.emptyBody,
});

const rulesDraft = ({ noticeHours, bufferMinutes, spacingDays, preferred, reschedule }: SchedulingRules): RulesDraft => ({
  noticeHours,
  bufferMinutes,
  minDays: String(spacingDays.min),
  maxDays: String(spacingDays.max),
  preferred: preferred.map(({ weekday, startMinute, endMinute }) => ({ weekday, start: minuteToClock(startMinute), end: minuteToClock(endMinute) })),
  reschedule,
});

/** Goals as sent: empty lines are not goals. */
export const goalsToSend = (goals: readonly string[]): string[] => goals.map((title) => title.trim()).filter((title) => title !== '');

/** The plan as the API takes it. Call only after `checkPlan` found nothing. */
export const planToSend = (draft: PlanDraft) =>
  ({
    goals: goalsToSend(draft.goals),
    startsOn: draft.startsOn,
    endsOn: draft.endsOn,
    sessionMinutes: draft.sessionMinutes,
    cadenceDays: draft.cadenceDays,
    idleDays: draft.idleDays,
    rules: rulesToSend(draft.rules),
    neutralSubject: draft.neutralSubject,
    emptyBody: draft.emptyBody,
  }) satisfies Omit<ChangeEngagement, 'version'>;

const rulesToSend = (draft: RulesDraft): SchedulingRules => ({
  noticeHours: draft.noticeHours,
  bufferMinutes: draft.bufferMinutes,
  spacingDays: { min: Number(draft.minDays), max: Number(draft.maxDays) },
  preferred: draft.preferred.map(({ weekday, start, end }) => ({ weekday, startMinute: clockToMinute(start) ?? 0, endMinute: clockToMinute(end) ?? 0 })),
  reschedule: draft.reschedule,
});

/** What would certainly be refused, said before it is sent, at the paths the API itself would name. */
export function checkPlan(draft: PlanDraft): FieldProblem[] {
  return [...checkDates(draft), ...checkSpacing(draft.rules), ...checkReschedule(draft.rules), ...draft.rules.preferred.flatMap(checkPreferred)];
}

function checkDates({ startsOn, endsOn }: PlanDraft): FieldProblem[] {
  if (!startsOn) return [{ path: 'startsOn', message: 'Choose the day it starts.' }];
  if (!endsOn) return [{ path: 'endsOn', message: 'Choose the day it ends.' }];
  return endsOn > startsOn ? [] : [{ path: 'endsOn', message: 'Choose a day after the start.' }];
}

function checkSpacing({ minDays, maxDays }: RulesDraft): FieldProblem[] {
  if (!isWhole(minDays, 0, 180)) return [{ path: 'rules.spacingDays.min', message: 'Give a whole number of days, 0 to 180.' }];
  if (!isWhole(maxDays, 1, 365)) return [{ path: 'rules.spacingDays.max', message: 'Give a whole number of days, 1 to 365.' }];
  return Number(maxDays) >= Number(minDays) ? [] : [{ path: 'rules.spacingDays.max', message: 'Give at least as many days as the fewest.' }];
}

const checkReschedule = ({ reschedule: { freeHours, agreeHours } }: RulesDraft): FieldProblem[] =>
  freeHours >= agreeHours ? [] : [{ path: 'rules.reschedule.freeHours', message: 'Choose no later than the time the coach must agree.' }];

const isWhole = (text: string, from: number, to: number): boolean => /^\d{1,3}$/.test(text.trim()) && Number(text) >= from && Number(text) <= to;

function checkPreferred({ start, end }: PreferredDraft, index: number): FieldProblem[] {
  const path = `rules.preferred.${index}`;
  const [from, to] = [clockToMinute(start), clockToMinute(end)];
  if (from === null || from % 5 !== 0) return [{ path: `${path}.startMinute`, message: 'Give a time in steps of five minutes.' }];
  if (to === null || to % 5 !== 0) return [{ path: `${path}.endMinute`, message: 'Give a time in steps of five minutes.' }];
  return to > from ? [] : [{ path: `${path}.endMinute`, message: 'Give a later time than the start.' }];
}

/** "09:00–12:00" for minutes from local midnight. */
export const minutesRange = (start: number, end: number): string => `${minuteToClock(start)}–${minuteToClock(end)}`;
