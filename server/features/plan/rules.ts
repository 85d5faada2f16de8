import type { PlanGoal } from './contract.ts';

/** The wordings for sharing, in order: the goals of the engagement. */
export const sharedTitles = (goals: PlanGoal[]): string[] => goals.flatMap(({ shared }) => (shared === null ? [] : [shared]));

/** A goal with nothing but its wording for sharing. */
const newGoal = (shared: string, id: string): PlanGoal => ({ id, shared, own: '', behaviours: [], levels: null, ratings: [], steps: [] });

const hasMore = ({ own, behaviours, levels, ratings, steps }: PlanGoal): boolean =>
  own !== '' || levels !== null || behaviours.length + ratings.length + steps.length > 0;

/**
 * The plan after the goals of the engagement were worded elsewhere: goals that are still there keep what hangs on them, a goal that
 * was reworded in its place too; one that was taken out of the shared goals stays, unshared, when there is anything in it.
 * `ids` are for goals that are new, as many as there are titles.
 */
export function withTitles(goals: PlanGoal[], titles: string[], ids: string[]): PlanGoal[] {
  const left = goals.filter(({ shared }) => shared !== null);
  const take = (fits: (goal: PlanGoal) => boolean): PlanGoal | undefined => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const same = titles.map((title) => take(({ shared }) => shared === title));
  const next = titles.map((title, index) => {
    const goal = same[index] ?? take((one) => goals.filter(({ shared }) => shared !== null).indexOf(one) === index);
    return goal ? { ...goal, shared: title } : newGoal(title, ids[index]!);
  });
  const unshared = [...goals.filter(({ shared }) => shared === null), ...left.filter(hasMore).map((goal) => unshare(goal))];
  return [...next, ...unshared];
}

/** A goal needs words of its own once it has none for sharing. */
const unshare = (goal: PlanGoal): PlanGoal => ({ ...goal, own: goal.own === '' ? goal.shared! : goal.own, shared: null });

/** Whether two plans say the same. */
export const isSame = (one: PlanGoal[], other: PlanGoal[]): boolean => JSON.stringify(one.map(inOrder)) === JSON.stringify(other.map(inOrder));

/** The database orders the fields of JSON in its own way. */
const inOrder = ({ id, shared, own, behaviours, levels, ratings, steps }: PlanGoal): unknown => [
  id, shared, own, behaviours.map((one) => [one.id, one.text]),
  levels && [levels.muchLess, levels.less, levels.expected, levels.more, levels.muchMore],
  ratings.map((one) => [one.id, one.on, one.level]), steps.map((one) => [one.id, one.text, one.due, one.doneOn]),
];
