import { useState } from 'react';
import type { SeriesBooked, TimesPreview } from '../../../server/features/arc/contract.ts';
import type { Api } from '../../api/client.ts';
import { newId } from '../../api/ids.ts';
import { useAction } from '../../api/use-action.ts';
import { type Choice, firstChoices, newIds, take, toBook } from './choices.ts';

/**
 * The choices among the times that were found, and booking them in one action. Ids are made once for what was found: after an answer
 * that never came, the same button sends the very same again. The choices stay as they are until then, or two answers could be booked.
 */
export function useSeries(api: Api, engagementId: string, found: TimesPreview, done?: () => void) {
  const [choices, setChoices] = useState<Choice[]>(() => firstChoices(found));
  const [ids] = useState(() => newIds(found.occurrences.length, newId));
  const [booked, setBooked] = useState<SeriesBooked | null>(null);
  const action = useAction(() => api.post<SeriesBooked>(`/api/engagements/${engagementId}/series`, toBook(choices, ids, found.relax)));
  const unanswered = action.problem?.retryable ?? false;
  const choose = (at: number, start: string | null) => {
    if (!action.busy && !unanswered) setChoices((was) => take(was, at, start));
  };
  const book = async () => {
    const answer = await action.run();
    if (!answer) return;
    setBooked(answer);
    done?.();
  };
  return { choices, choose, book, booked, busy: action.busy, problem: action.problem, unanswered };
}
