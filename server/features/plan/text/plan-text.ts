import type { Levels, PlanGoal } from '../contract.ts';

const signed = (level: number): string => (level > 0 ? `+${level}` : String(level));

const levelOrder: [keyof Levels, number][] = [['muchLess', -2], ['less', -1], ['expected', 0], ['more', 1], ['muchMore', 2]];

function goalLines(goal: PlanGoal, number: number): string[] {
  const { shared, own, behaviours, levels, ratings, steps } = goal;
  return [
    `Goal ${number}`,
    ...(own === '' ? [] : [`In my words: ${own}`]),
    shared === null ? 'Not shared' : `As shared: ${shared}`,
    ...behaviours.map(({ text }) => `Behaviour: ${text}`),
    ...(levels === null ? [] : levelOrder.filter(([name]) => levels[name] !== '').map(([name, level]) => `Level ${signed(level)}: ${levels[name]}`)),
    ...ratings.map(({ on, level }) => `Rated ${signed(level)} on ${on}`),
    ...steps.map(({ text, due, doneOn }) => `Step: ${text}${due === null ? '' : ` (due ${due})`}${doneOn === null ? '' : ` (done ${doneOn})`}`),
  ];
}

/** A plan as one text, a line for each thing in it: what a difference between two plans is told in. */
export const planText = (goals: PlanGoal[]): string =>
  goals.map((goal, index) => goalLines(goal, index + 1).map((line) => `${line}\n`).join('')).join('\n');
