import { createContext, useContext } from 'react';
import type { FieldProblem } from '../api/problem.ts';

/** The problems of the form around an input, as the API names them. */
export const FieldErrors = createContext<readonly FieldProblem[]>([]);

/** Whether a problem at `path` belongs to the input at `field`: the same or inside it (`goals.2` is inside `goals`). */
const belongs = (path: string, field: string): boolean => path === field || path.startsWith(`${field}.`);

/** What to say at the input of a field; null when it is fine. `exact` leaves what is inside it to inputs further in. */
export function errorAt(problems: readonly FieldProblem[], field: string, exact = false): string | null {
  return problems.find(({ path }) => (exact ? path === field : belongs(path, field)))?.message ?? null;
}

export const useFieldError = (field: string, exact = false): string | null => errorAt(useContext(FieldErrors), field, exact);

/** The problems that no input of the form shows, so that none goes unsaid. */
export const unplaced = (problems: readonly FieldProblem[], fields: readonly string[]): FieldProblem[] =>
  problems.filter(({ path }) => !fields.some((field) => belongs(path, field)));

/** Names the input of a field in the page, for `focusFirst`. */
export const fieldMark = (field: string) => ({ 'data-field': field });

/** The fields that the form shows, in the order in which they stand. */
const marked = (form: HTMLElement): HTMLElement[] => [...form.querySelectorAll<HTMLElement>('[data-field]')];

/** The paths that the form has inputs for. */
export const fieldsOf = (form: HTMLElement): string[] => marked(form).map((element) => element.dataset['field'] ?? '');

/** Puts the focus on the first input that has a problem. False when none of them is in the form. */
export function focusFirst(form: HTMLElement, problems: readonly FieldProblem[]): boolean {
  // The innermost mark decides: a group that holds the wrong input comes before it in the page.
  const element = marked(form).find((one) => isWrong(one, problems) && !marked(one).some((inner) => isWrong(inner, problems)));
  const target = element?.querySelector<HTMLElement>('input, select, textarea, button');
  target?.focus();
  return target !== undefined && target !== null;
}

const isWrong = (element: HTMLElement, problems: readonly FieldProblem[]): boolean =>
  errorAt(problems, element.dataset['field'] ?? '') !== null;
