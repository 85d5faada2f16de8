import { Body1, Link } from '@fluentui/react-components';
import { useState } from 'react';
import type { SeriesCancelled } from '../../../server/features/arc/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { useNotify } from '../../components/notices.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { usePartStyles } from './parts.ts';
import { becameWords, type Coming, leftOver, undoneWords, undoQuestion, wouldWords } from './undo-words.ts';

interface UndoSeriesProps {
  api: Api;
  engagementId: string;
  seriesId: string;
  /** Sessions of it that are still to come. */
  coming: readonly Coming[];
  /** It was done; with all of them gone, or some still there. */
  undone: (all: boolean) => void;
}

/** Takes back what was booked in one action, as far as it is still to come and the engagement's bands allow; asks first. */
export function UndoSeries({ api, engagementId, seriesId, coming, undone }: UndoSeriesProps) {
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<SeriesCancelled | null>(null);
  const cancel = useAction(() => api.post<SeriesCancelled>(`/api/engagements/${engagementId}/series/cancel`, { id: seriesId }));
  const go = async () => {
    const answer = await cancel.run();
    if (!answer) return;
    setAsking(false);
    setDone(answer);
    notify.done(undoneWords(answer));
    undone(leftOver(answer).length === 0);
  };
  if (done && leftOver(done).length > 0) return <LeftOver done={done} now={api.now()} />;
  const { question, yes, each } = undoQuestion(coming);
  return (
    <Confirm
      ask={coming.length === 1 ? 'Cancel this one' : `Cancel these ${coming.length}`}
      question={question}
      yes={yes}
      no="Keep them"
      asking={asking}
      setAsking={setAsking}
      busy={cancel.busy}
      problem={cancel.problem}
      go={() => void go()}
    >
      {each && <Each lines={coming.map(({ id, start, cancel: way }) => ({ id, start, words: wouldWords[way] }))} now={api.now()} />}
    </Confirm>
  );
}

function LeftOver({ done, now }: { done: SeriesCancelled; now: Date }) {
  const left = leftOver(done).map(({ id, start, fate }) => ({ id, start, words: becameWords[fate] }));
  return (
    <BandNotice intent="info" title={`${undoneWords(done)}.`}>
      <Each lines={left} now={now} />
    </BandNotice>
  );
}

/** Each session by its time, which leads to its page, and what becomes of it. */
function Each({ lines, now }: { lines: { id: string; start: string; words: string }[]; now: Date }) {
  const parts = usePartStyles();
  const { zone, locale } = useViewer();
  return (
    <ul className={parts.list}>
      {lines.map(({ id, start, words }) => (
        <li key={id}>
          <Body1>
            <Link inline href={`#/sessions/${id}`}>{`${dayText(start, zone, locale, now)}, ${clockText(start, zone, locale)}`}</Link>: {words}
          </Body1>
        </li>
      ))}
    </ul>
  );
}
