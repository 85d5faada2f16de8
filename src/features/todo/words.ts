import type { Todo, TodoLine } from '../../../server/features/todo/contract.ts';

const settings = 'You can change this under “Notices to you”.';

/** How an engagement's lines stand in To Do, in one quiet sentence. */
export function standingWords(todo: Pick<Todo, 'state' | 'permission'>, lines: Pick<TodoLine, 'state'>[]): string {
  switch (todo.state) {
    case 'off':
      return `Not in your To Do. ${settings}`;
    case 'consent-missing':
      return `Not in your To Do: an administrator has not allowed it (${todo.permission ?? 'Tasks.ReadWrite.All'}). Everything here works without.`;
    case 'refused':
      return 'Not in your To Do: this account has none that can be reached. Everything here works without.';
    case 'waiting':
      return 'To Do waits for Microsoft 365. Nothing is lost.';
    case 'list-removed':
      return '';
    default: {
      const there = lines.filter(({ state }) => state === 'there').length;
      const coming = lines.filter(({ state }) => state === 'coming').length;
      const refused = lines.filter(({ state }) => state === 'refused').length;
      const parts = [
        ...(there > 0 ? [there === lines.length ? 'In your To Do, in the list Fieldwork.' : `${there} of ${lines.length} in your To Do.`] : []),
        ...(coming > 0 ? [there > 0 ? `${coming} on the way.` : 'On the way to your To Do.'] : []),
        ...(refused > 0 ? [`Microsoft 365 did not take ${refused === 1 ? 'one' : refused}.`] : []),
      ];
      return parts.join(' ');
    }
  }
}
