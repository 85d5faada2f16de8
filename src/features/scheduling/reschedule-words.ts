import type { ChangeRequest, Reschedule, Session } from '../../../server/features/scheduling/contract.ts';

/** An instant as the viewer reads it. */
export type Tell = (instant: string) => string;

/** How this session can be changed at present, in a sentence or two; null when it cannot. */
export function bandWords(reschedule: Reschedule, tell: Tell): string | null {
  const { band, move, cancel, request, onlyBy } = reschedule;
  if (onlyBy !== null) return `${onlyBy} sent the invitation. To move or cancel it, ask them: it is in their calendar.`;
  if (band === null || (move === 'no' && cancel === 'no' && request?.state !== 'open')) return null;
  if (band === 'free') return `You can move or cancel freely until ${tell(reschedule.freeUntil)}.`;
  if (request?.state === 'open' && cancel !== 'with-reason') return null;
  if (band === 'agree') return move === 'now' ? 'You can move or cancel; the others are told.' : 'The coach agrees to changes now. Without an answer, the session stays as it is.';
  return move === 'ask' ? 'It is soon. The coach can agree to another time; cancelling counts as late and asks for a reason.' : 'It is soon: cancelling counts as late and asks for a reason.';
}

/** What the buttons say: what will happen, not what is wished for. */
export const moveLabel = ({ move }: Reschedule): string => (move === 'ask' ? 'Ask to move' : 'Move');
export const cancelLabel = ({ cancel }: Reschedule): string => (cancel === 'ask' ? 'Ask to cancel' : 'Cancel the session');

/** Where a question stands, for whoever reads it. */
export function requestWords(request: ChangeRequest, tell: Tell): { title: string; text: string; intent: 'info' | 'success' | 'warning' } {
  const { what, state, mine, can, start } = request;
  const who = mine ? 'You' : (request.askedBy ?? 'The programme’s office');
  const wish = what === 'cancel' ? 'cancel this session' : `move it to ${tell(start!)}`;
  if (state === 'open') {
    const silence = `Without an answer by ${tell(request.expiresAt)}, the session stays as it is.`;
    return { intent: can.answer ? 'warning' : 'info', title: `${who} ${mine ? 'ask' : 'asks'} to ${wish}.`, text: can.answer ? silence : `The coach is asked. ${silence}` };
  }
  if (state === 'agreed') return { intent: 'success', title: mine ? 'The coach agreed.' : 'You agreed.', text: what === 'cancel' ? 'The session is cancelled.' : 'The session moves.' };
  if (state === 'declined') return { intent: 'info', title: mine ? 'The coach keeps this time.' : 'You kept this time.', text: `${who} asked to ${wish}.` };
  return { intent: 'info', title: 'The session stays as it is.', text: `${who} asked to ${wish}; no answer came in time.` };
}

/** By whom a session was called off, and why as far as the viewer knows it; null for one that is not. */
export function cancelledWords({ state, reschedule: { cancelled } }: Pick<Session, 'state' | 'reschedule'>): string | null {
  if (!cancelled) return null;
  const late = state === 'late-cancel' ? ' at short notice' : '';
  return `Cancelled${late}${cancelled.by ? ` by ${cancelled.by}` : ''}${cancelled.reason ? `: ${cancelled.reason.toLowerCase()}` : ''}.`;
}
