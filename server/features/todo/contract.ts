import { z } from 'zod';
import { instant, uuid } from '../people/contract.ts';

/** The name of the list in Microsoft To Do. */
export const listName = 'Fieldwork';

/** A field that was changed here and in To Do, differently; neither is overwritten until the client chooses. */
export const todoDifference = z.strictObject({
  field: z.enum(['text', 'due']),
  here: z.string().nullable(),
  there: z.string().nullable(),
});
export type TodoDifference = z.infer<typeof todoDifference>;

/** One line of fieldwork and To Do. */
export const todoLine = z.strictObject({
  commitmentId: uuid,
  engagementId: uuid,
  text: z.string(),
  /** there: in To Do. coming: on its way. removed: deleted in To Do, and the client is asked. apart: kept without To Do. refused: Microsoft does not take it. */
  state: z.enum(['there', 'coming', 'removed', 'apart', 'refused']),
  differences: z.array(todoDifference),
});
export type TodoLine = z.infer<typeof todoLine>;

export const todo = z.strictObject({
  /** The client wants their fieldwork in To Do. */
  wanted: z.boolean(),
  /**
   * off: not wanted. fine: as it should be. waiting: Microsoft 365 does not answer; done later. consent-missing: an administrator has to
   * allow `permission`. refused: this account has no To Do. list-removed: the client deleted the list, and is asked.
   */
  state: z.enum(['off', 'fine', 'waiting', 'consent-missing', 'refused', 'list-removed']),
  permission: z.string().nullable(),
  /** When To Do was last read; null for never. */
  readAt: instant.nullable(),
  lines: z.array(todoLine),
});
export type Todo = z.infer<typeof todo>;

export const switchTodo = z.strictObject({ wanted: z.boolean() });
export type SwitchTodo = z.input<typeof switchTodo>;

/** again: make the list anew. off: no To Do. */
export const answerList = z.strictObject({ answer: z.enum(['again', 'off']) });
export type AnswerList = z.input<typeof answerList>;

/** drop: on purpose, here too. keep: here, without To Do. again: back into To Do. */
export const answerRemoved = z.strictObject({ answer: z.enum(['drop', 'keep', 'again']) });
export type AnswerRemoved = z.input<typeof answerRemoved>;

export const chooseVersion = z.strictObject({ field: z.enum(['text', 'due']), take: z.enum(['here', 'there']) });
export type ChooseVersion = z.input<typeof chooseVersion>;

export const todoLineParams = z.strictObject({ commitmentId: uuid });
