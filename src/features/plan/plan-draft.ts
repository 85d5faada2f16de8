import type { Levels, Plan } from '../../../server/features/plan/contract.ts';
import { newId } from '../../api/ids.ts';

export type Goal = Plan['goals'][number];
export type Step = Goal['steps'][number];

export const levelNames: readonly (readonly [keyof Levels, number, string])[] = [
  ['muchLess', -2, 'Much less than hoped'],
  ['less', -1, 'Less than hoped'],
  ['expected', 0, 'As hoped'],
  ['more', 1, 'More than hoped'],
  ['muchMore', 2, 'Much more than hoped'],
];

/** "+1", "0", "-2". */
export const signed = (level: number): string => (level > 0 ? `+${level}` : String(level));

export const emptyLevels: Levels = { muchLess: '', less: '', expected: '', more: '', muchMore: '' };

export const newGoal = (): Goal => ({ id: newId(), shared: null, own: '', behaviours: [], levels: null, ratings: [], steps: [] });

/** A goal as it is sent: lines that were left empty are not there. */
export const goalToSend = (goal: Goal): Goal => ({
  ...goal,
  shared: goal.shared?.trim() ? goal.shared.trim() : null,
  own: goal.own.trim(),
  behaviours: goal.behaviours.filter(({ text }) => text.trim() !== ''),
  steps: goal.steps.filter(({ text }) => text.trim() !== ''),
});

export const replaceGoal = (goals: readonly Goal[], goal: Goal): Goal[] =>
  goals.some(({ id }) => id === goal.id) ? goals.map((was) => (was.id === goal.id ? goal : was)) : [...goals, goal];

/** A step ticked on a day, or not done after all. */
export const tickStep = (goals: readonly Goal[], stepId: string, doneOn: string | null): Goal[] =>
  goals.map((goal) => ({ ...goal, steps: goal.steps.map((step) => (step.id === stepId ? { ...step, doneOn } : step)) }));

/** What a goal is called on the screen: the client's own words first. */
export const titleOf = ({ own, shared }: Pick<Goal, 'own' | 'shared'>): string => (own === '' ? (shared ?? '') : own);
