import { Body1, Body1Strong, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { AskedErasure, Erasure } from '../../../server/features/privacy/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { Confirm } from '../../components/confirm.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Panel } from '../../components/panel.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { askedWords } from './erasure-words.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, display: 'grid', gap: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
  part: { display: 'grid', gap: tokens.spacingVerticalS },
});

const path = '/api/me/erasure';

/** Having everything erased: what goes, what stays and what Microsoft keeps; asked for, pending, taken back. */
export function ErasurePanel({ api }: { api: Api }) {
  const notify = useNotify();
  const { data, problem, busy, reload } = useLoad(path, (signal) => api.get<Erasure>(path, { signal }));
  const [asking, setAsking] = useState(false);
  const ask = useAction(() => api.post<Erasure>(path));
  const takeBack = useAction(() => api.delete<Erasure>(path));
  if (!data) return <Panel title="Have it erased">{problem && !busy ? <ErrorNote problem={problem} retry={reload} /> : <Loading what="what an erasure does" />}</Panel>;
  const carry = async (what: typeof ask, words: string): Promise<void> => {
    if (!(await what.run())) return;
    setAsking(false);
    notify.done(words);
    reload();
  };
  return (
    <Panel title="Have it erased" strong={data.asked !== null}>
      {data.asked ? (
        <Pending asked={data.asked} now={api.now()}>
          <Confirm
            ask="Take it back" question="Keep everything as it is?" yes="Keep it" no="Not now"
            asking={asking} setAsking={setAsking} busy={takeBack.busy} problem={takeBack.problem}
            go={() => void carry(takeBack, 'Nothing will be erased.')}
          />
        </Pending>
      ) : (
        <>
          <Body1>You can have everything about you erased. It happens {data.days} days after you ask, and you can take it back until then.</Body1>
          <Account title="What goes" sentences={data.goes} />
          <Account title="What stays, without your name" sentences={data.stays} />
          <Account title="What Microsoft 365 keeps" sentences={data.microsoftKeeps} />
          <Confirm
            ask="Ask to be erased" question={`In ${data.days} days your coachings end and what is kept about you goes. Ask for it?`} yes="Ask for it" no="Not now"
            asking={asking} setAsking={setAsking} busy={ask.busy} problem={ask.problem}
            go={() => void carry(ask, 'It is asked for.')}
          />
        </>
      )}
    </Panel>
  );
}

function Pending({ asked, now, children }: { asked: AskedErasure; now: Date; children: ReactNode }) {
  const { zone, locale } = useViewer();
  const at = (instant: string): string => `${dayText(instant, zone, locale, now)}, ${clockText(instant, zone, locale)}`;
  return (
    <>
      <Body1>{askedWords(asked, at)}</Body1>
      {!asked.begun && children}
    </>
  );
}

function Account({ title, sentences }: { title: string; sentences: readonly string[] }) {
  const styles = useStyles();
  return (
    <div className={styles.part}>
      <Body1Strong as="h3" block style={{ margin: 0 }}>
        {title}
      </Body1Strong>
      <ul className={styles.list}>
        {sentences.map((one) => (
          <li key={one}>
            <Body1>{one}</Body1>
          </li>
        ))}
      </ul>
    </div>
  );
}
