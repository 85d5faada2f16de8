import type { Actor } from '../../../access/actor.ts';
import { authoriseSession } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import { AppError, notFound } from '../../../platform/errors.ts';
import { forgetUnsent, readSession } from '../store.ts';
import { sessionOfMeeting, type MeetingNames } from './store.ts';
import { draftOf } from '../sync/draft.ts';
import type { ComposedForm } from '../contract.ts';

// Sessions whose invitation somebody sends from an open form in Outlook. Fieldwork waits for that event and never makes one beside it.

/** How long such an invitation is waited for, and how soon it is first looked for, in milliseconds. */
const sending = { patience: 24 * 3_600_000, firstLook: 15_000 };

export const expectation = (now: Date): { until: Date; lookAt: Date } => ({
  until: new Date(now.getTime() + sending.patience),
  lookAt: new Date(now.getTime() + sending.firstLook),
});

/** The session behind a meeting as Outlook names it; null when there is none that the viewer has a part in. */
export const sessionIdOf = (context: AppContext, actor: Actor, names: MeetingNames): Promise<string | null> =>
  context.db.scoped(actor.tenantId, (tx) => sessionOfMeeting(tx, actor.tenantId, names, actor.personId));

/** Takes back what was announced from an open form; what was sent meanwhile stays, with AppError 'conflict'. */
export async function withdraw(context: AppContext, actor: Actor, sessionId: string): Promise<void> {
  await context.db.scoped(actor.tenantId, async (tx) => {
    await authoriseSession(tx, actor, sessionId, 'book');
    if (!(await forgetUnsent(tx, actor.tenantId, sessionId, actor.personId))) throw new AppError('conflict', 'This invitation was sent already.');
  });
}

/** What the open form is to hold, word for word as an event that we make would: the client's wish for discretion included. */
export async function formOf(context: AppContext, actor: Actor, sessionId: string): Promise<ComposedForm> {
  const row = await context.db.scoped(actor.tenantId, async (tx) => readSession(tx, await authoriseSession(tx, actor, sessionId, 'book'), sessionId));
  if (!row) throw notFound('The session');
  const { subject, bodyHtml, start, end, attendees, sensitivity } = draftOf(row);
  return { subject, bodyHtml, start, end, attendees, isPrivate: sensitivity === 'private' };
}
