import type { MicrosoftFailure } from '../../platform/microsoft/microsoft.ts';
import type { TodoDraft, TodoPatch } from '../../platform/microsoft/todo.ts';
import { wordsFrom, type OwnersChange } from '../commitments/service.ts';
import type { TodoDifference } from './contract.ts';
import type { LineRow } from './store.ts';

/** Microsoft publishes no limit for titles; what is longer than its own apps show in a list goes under the title in full. */
const longestTitle = 255;

/** A wording as a title. */
export function titleOf(text: string): string {
  if (text.length <= longestTitle) return text;
  return `${text.slice(0, longestTitle - 1).replace(/\p{Cs}$/u, '').trimEnd()}…`;
}

const noteOf = (text: string): string => (text.length > longestTitle ? text : '');

/** Taken on, and neither dropped nor removed: what To Do shows. */
export const isWanted = ({ commitment }: LineRow): boolean => !commitment.removed && (commitment.state === 'open' || commitment.state === 'done');
export const isOpen = ({ commitment }: LineRow): boolean => !commitment.removed && commitment.state === 'open';

/** What brings one line here and in To Do together. */
export interface Merged {
  /** Changed there: to be taken in here. */
  take: OwnersChange;
  /** Changed here: to be written there. */
  patch: TodoPatch;
  /** Fields on which both sides agree now, or after `take`. */
  agreed: ('text' | 'due' | 'done')[];
  /** Changed on both sides, differently. */
  differences: TodoDifference[];
}

/** What becomes of one field, after comparing both sides with the last value they had in common. */
type Outcome = 'same' | 'agreed' | 'take' | 'send' | 'differ';

function compare({ here, there, equal }: { here: boolean; there: boolean; equal: boolean }): Outcome {
  if (!here && !there) return 'same';
  if (equal) return 'agreed';
  if (here && there) return 'differ';
  return here ? 'send' : 'take';
}

type Standing = LineRow & { task: NonNullable<LineRow['task']> };

function mergeText({ commitment, task }: Standing, merged: Merged): void {
  const title = titleOf(commitment.text);
  const there = task.thereTitle !== task.baseTitle;
  const words = there ? wordsFrom(task.thereTitle) : null;
  const found = compare({ here: commitment.text !== task.baseText, there, equal: title === task.thereTitle });
  // A title in which no words are left is not taken: ours goes back there.
  const outcome = there && words === null && found !== 'agreed' ? 'send' : found;
  if (outcome === 'send') Object.assign(merged.patch, { title, note: noteOf(commitment.text) });
  if (outcome === 'differ') merged.differences.push({ field: 'text', here: commitment.text, there: task.thereTitle });
  if (outcome === 'take' && words !== null) merged.take.text = words;
  note(merged, 'text', outcome);
}

function mergeDue({ commitment, task }: Standing, merged: Merged): void {
  const outcome = compare({ here: commitment.dueOn !== task.baseDue, there: task.thereDue !== task.baseDue, equal: commitment.dueOn === task.thereDue });
  if (outcome === 'send') merged.patch.due = commitment.dueOn;
  if (outcome === 'differ') merged.differences.push({ field: 'due', here: commitment.dueOn, there: task.thereDue });
  if (outcome === 'take') merged.take.dueOn = task.thereDue;
  note(merged, 'due', outcome);
}

/** Done or not: of two answers, two that changed are the same. */
function mergeDone({ commitment, task }: Standing, merged: Merged): void {
  const done = commitment.state === 'done';
  const outcome = compare({ here: done !== task.baseDone, there: task.thereDone !== task.baseDone, equal: done === task.thereDone });
  if (outcome === 'send') merged.patch.done = done;
  if (outcome === 'take') merged.take.done = task.thereDone;
  note(merged, 'done', outcome);
}

function note(merged: Merged, field: Merged['agreed'][number], outcome: Outcome): void {
  if (outcome === 'agreed' || outcome === 'take') merged.agreed.push(field);
}

/**
 * Compares a line that stands in To Do field by field with what both sides last had in common: the side that changed wins; where both
 * did, differently, neither is overwritten. Reads nothing but the row, so it may be done any number of times.
 */
export function merge(line: Standing): Merged {
  const merged: Merged = { take: {}, patch: {}, agreed: [], differences: [] };
  for (const part of [mergeText, mergeDue, mergeDone]) part(line, merged);
  return merged;
}

/** What is to happen with one line next; null for nothing. */
export type Step =
  | { kind: 'make' }
  | { kind: 'change'; patch: TodoPatch }
  | { kind: 'remove' }
  /** Its making was never answered, and it is not wanted any more: it has to be looked for. */
  | { kind: 'look' }
  /** Forget that it stood there. */
  | { kind: 'forget' }
  /** Gone there while it is open here: the client is asked. */
  | { kind: 'ask' }
  | { kind: 'take'; merged: Merged };

/** Compares what is wanted with what is known to stand there. Lines of an engagement that rests or has ended stay as they are. */
export function nextStep(row: LineRow): Step | null {
  const { task, commitment } = row;
  if (commitment.status !== 'active') return null;
  if (task === null) return isOpen(row) ? { kind: 'make' } : null;
  if (task.state === 'removed') return isOpen(row) ? null : { kind: 'forget' };
  if (task.state === 'apart' || task.refusedVersion === commitment.version) return null;
  return stepThere({ ...row, task });
}

function stepThere(row: Standing): Step | null {
  const { task } = row;
  if (task.taskId === null) return { kind: isOpen(row) ? 'make' : 'look' };
  if (task.thereGone) return { kind: isOpen(row) ? 'ask' : 'forget' };
  if (!isWanted(row)) return { kind: 'remove' };
  const merged = merge(row);
  if (merged.agreed.length > 0) return { kind: 'take', merged };
  return Object.keys(merged.patch).length > 0 ? { kind: 'change', patch: merged.patch } : null;
}

/** The task of a line as it is to be made. */
export const draftOf = ({ commitment }: LineRow, webUrl: string): TodoDraft => ({
  title: titleOf(commitment.text),
  note: noteOf(commitment.text),
  due: commitment.dueOn,
  done: commitment.state === 'done',
  link: { externalId: commitment.id, displayName: 'Open in Fieldwork', webUrl },
});

const minute = 60_000;
const [soonest, latest, daily] = [5 * minute, 240 * minute, 24 * 60 * minute];
/** After so long without anybody at it, once a day is enough. */
const forgotten = 14 * daily;

/** What decides when To Do is read again. */
export interface Pace {
  now: Date;
  activeAt: Date;
  /** Lines that are open, and lines that stand in To Do at all. */
  open: number;
  there: number;
  /** The next end of a due day, and the next start of a session; null for none. */
  slipAt: Date | null;
  sessionAt: Date | null;
}

/**
 * When to read To Do next. Microsoft tells an application nothing of tasks by itself, so it is asked: every five minutes while somebody
 * is at it, ever more rarely up to four hours, once a day after two weeks without anybody, and in any case just before a due day ends or a session starts.
 */
export function nextRead({ now, activeAt, open, there, slipAt, sessionAt }: Pace): Date | null {
  if (there === 0) return null;
  if (open === 0) return new Date(now.getTime() + daily);
  const idle = now.getTime() - activeAt.getTime();
  const regular = now.getTime() + Math.min(Math.max(idle / 3, soonest), idle > forgotten ? daily : latest);
  const wanted = [slipAt && slipAt.getTime() - 2 * minute, sessionAt && sessionAt.getTime() - 10 * minute].filter((at) => at !== null && at > now.getTime() + minute);
  return new Date(Math.min(regular, ...(wanted as number[])));
}

/** Waits between tries, in seconds, when Microsoft did not say how long. */
const waits = [5, 30, 120, 600, 1800];
/** How long an administrator is given before a missing permission, or an account without To Do, is looked at again. */
const consentSeconds = 3600;
const refusedSeconds = 24 * 3600;

export interface Setback {
  problem: 'waiting' | 'consent-missing' | 'refused';
  permission: string | null;
  waitSeconds: number;
}

/** What a failure means for the whole list. `attempts` counts this one. */
export function setback(failure: MicrosoftFailure, attempts: number): Setback {
  if (failure.kind === 'consent-missing' || failure.kind === 'sign-in-again') return { problem: 'consent-missing', permission: failure.permission, waitSeconds: consentSeconds };
  if (!failure.passing && failure.kind !== 'conflict') return { problem: 'refused', permission: null, waitSeconds: refusedSeconds };
  const own = waits[Math.min(attempts, waits.length) - 1] ?? 1800;
  return { problem: 'waiting', permission: null, waitSeconds: Math.max(own, failure.retryAfterSeconds ?? 0) };
}
