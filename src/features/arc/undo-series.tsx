import { useState } from 'react';
import type { SeriesCancelled } from '../../../server/features/arc/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { Confirm } from '../../components/confirm.tsx';
import { useNotify } from '../../components/notices.tsx';
import { count } from '../../components/rhythm-words.ts';

interface UndoSeriesProps {
  api: Api;
  engagementId: string;
  seriesId: string;
  /** Sessions of it that are still to come. */
  coming: number;
  undone: () => void;
}

/** Takes back what was booked in one action, as far as it is still to come; asks first. */
export function UndoSeries({ api, engagementId, seriesId, coming, undone }: UndoSeriesProps) {
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const cancel = useAction(() => api.post<SeriesCancelled>(`/api/engagements/${engagementId}/series/cancel`, { id: seriesId }));
  const go = async () => {
    const answer = await cancel.run();
    if (!answer) return;
    setAsking(false);
    notify.done(answer.cancelled === 0 ? 'Nothing was left to cancel' : `${count(answer.cancelled, 'session')} cancelled`);
    undone();
  };
  return (
    <Confirm
      ask={coming === 1 ? 'Cancel this one' : `Cancel these ${coming}`}
      question={`Everybody is told, and ${coming === 1 ? 'it goes' : `all ${coming} go`} from their calendars. What has taken place stays.`}
      yes={coming === 1 ? 'Cancel it' : `Cancel all ${coming}`}
      no="Keep them"
      asking={asking}
      setAsking={setAsking}
      busy={cancel.busy}
      problem={cancel.problem}
      go={() => void go()}
    />
  );
}
