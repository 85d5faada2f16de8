import type { Fate, SeriesCancelled } from '../../../server/features/arc/contract.ts';
import type { CancelWay } from '../../../server/features/scheduling/contract.ts';
import { count } from '../../components/rhythm-words.ts';

/** A session of the series that is still to come, and what cancelling it would do. */
export interface Coming {
  id: string;
  /** ISO instant. */
  start: string;
  cancel: CancelWay;
}

/** What would become of one session, after its time. */
export const wouldWords: Record<CancelWay, string> = {
  now: 'cancelled.',
  ask: 'the coach is asked, because it is soon. Without an answer it stays.',
  'with-reason': 'stays. It is too soon to go with the others; its own page asks for a reason.',
  no: 'stays. It is not yours to cancel, or the coach is being asked about it already.',
};

/** What became of one. */
export const becameWords: Record<Fate, string> = {
  cancelled: 'cancelled.',
  asked: 'the coach is asked. Without an answer it stays.',
  'asked-before': 'stays. The coach is being asked about another change of it.',
  'needs-reason': 'stays. At short notice it needs a reason; its own page asks for it.',
  'not-ours': 'stays. Only whoever sent the invitation can cancel it.',
};

/** The question before it is done. Every session is named where they do not all go the same way. */
export function undoQuestion(coming: readonly Coming[]): { question: string; yes: string; each: boolean } {
  const off = coming.filter(({ cancel }) => cancel === 'now').length;
  const asked = coming.filter(({ cancel }) => cancel === 'ask').length;
  const each = off < coming.length;
  if (!each) return { each, question: `Everybody is told, and ${coming.length === 1 ? 'it goes' : `all ${coming.length} go`} from their calendars. What has taken place stays.`, yes: coming.length === 1 ? 'Cancel it' : `Cancel all ${coming.length}` };
  const parts = [...(off > 0 ? [`cancel ${off}`] : []), ...(asked > 0 ? [`ask about ${asked}`] : [])].join(', ');
  return { each, question: 'Those that are near are not simply cancelled:', yes: parts === '' ? 'See what becomes of them' : `${parts.charAt(0).toUpperCase()}${parts.slice(1)}` };
}

/** The passing notice after it was done. */
export function undoneWords({ cancelled, results }: SeriesCancelled): string {
  const asked = results.filter(({ fate }) => fate === 'asked').length;
  if (cancelled === 0 && asked === 0) return 'Nothing could be cancelled at once';
  return [...(cancelled > 0 ? [`${count(cancelled, 'session')} cancelled`] : []), ...(asked > 0 ? [`the coach is asked about ${asked}`] : [])].join(', ');
}

/** Those that did not simply go, which the screen goes on telling. */
export const leftOver = ({ results }: SeriesCancelled): SeriesCancelled['results'] => results.filter(({ fate }) => fate !== 'cancelled');
