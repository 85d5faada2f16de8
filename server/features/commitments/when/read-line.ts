import { readWhen, type Reference, type WhenProblem } from './read-when.ts';

export interface Line {
  text: string;
  due: { on: string; said: string } | null;
  problem: WhenProblem | null;
}

/** Most words that a day at the end of a line can have: "no later than the end of next month". */
const mostWords = 8;

/** Words after which a day is clearly meant; without one of them only the unmistakable counts. */
const leading = /^(?:by|due|until|till|before|on|no later than)$/i;

/** What people end a line with. */
const ending = /[.!,;…]+$/;

/** A bare number or month at the end of a line is more often part of the work than a day: "read chapter 3", "call May". */
const unmistakable = /(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$|^(?:today|tonight|tomorrow|next week|end of .+|eo[mwqy])$|\d[\s./-]+\w|\w+ \d{1,2}(?:st|nd|rd|th)?$|^in .+(?:days?|weeks?|months?|fortnight)$|session$|fortnight$|week$/i;

/**
 * Parts one typed line into what and by when: the longest run of words at its end that names a day. A line that is nothing but a day is
 * all text. Returns the text as typed, without the day.
 */
export function readLine(typed: string, reference: Reference): Line {
  const line = typed.trim();
  const words = line.split(/\s+/);
  let problem: WhenProblem | null = null;
  for (let count = Math.min(mostWords, words.length - 1); count > 0; count -= 1) {
    const said = words.slice(-count).join(' ');
    const led = leading.test(words.at(-count)!);
    if (!led && !unmistakable.test(said.replace(ending, ''))) continue;
    const when = readWhen(said, reference);
    const text = words.slice(0, -count).join(' ');
    if (when === null || leading.test(text)) continue;
    if ('on' in when) return { text, due: { on: when.on, said }, problem: null };
    problem ??= when.problem;
  }
  return { text: line, due: null, problem };
}
