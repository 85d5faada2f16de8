import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Planned } from '../../../server/features/assistants/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { UnreachableScreen } from '../../components/outside-screens.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ZonedTime } from '../../components/zoned-time.tsx';
import { OtherTimes } from './other-times.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const path = '/api/planned';

/** A link that leads nowhere: it ran out, was withdrawn, or lost its end on the way. */
export function NoPlan() {
  return (
    <Page title="Meeting time" narrow>
      <Empty title="This link no longer works">It has run out or was withdrawn. Please ask whoever gave it to you for a new one.</Empty>
    </Page>
  );
}

/** When it is, and other times: all that somebody who keeps a calendar needs, and nothing else. */
export function PlannedScreen({ api }: { api: Api }) {
  const { data, problem, busy, reload, replace } = useLoad(path, (signal) => api.get<Planned>(path, { signal }));
  useRefresh(reload, data?.state === 'moving');
  if (!data && problem && !busy) return problem.retryable ? <UnreachableScreen why={problem.message} retry={reload} /> : <NoPlan />;
  if (!data) {
    return (
      <Page title="Meeting time" narrow>
        <Loading what="the time" />
      </Page>
    );
  }
  return <Shown api={api} planned={data} replace={replace} />;
}

const words: Record<Exclude<Planned['state'], 'planned'>, { title: string; text: string }> = {
  moving: { title: 'The time is kept.', text: 'It is not in everybody’s calendar yet, or waits for somebody to agree.' },
  over: { title: 'It is over.', text: 'There is nothing to be done.' },
  cancelled: { title: 'It was cancelled.', text: 'It does not take place.' },
};

function Standing({ planned: { state, confirmed } }: { planned: Planned }) {
  if (state !== 'planned') return <BandNotice title={words[state].title}>{words[state].text}</BandNotice>;
  return confirmed ? <BandNotice intent="success" title="Confirmed.">The time stands.</BandNotice> : null;
}

function Shown({ api, planned, replace }: { api: Api; planned: Planned; replace: (planned: Planned) => void }) {
  const styles = useStyles();
  const [choosing, setChoosing] = useState(false);
  const confirm = useAction(async () => replace(await api.post<Planned>(`${path}/confirm`, { version: planned.version })));
  const moved = (after: Planned) => {
    setChoosing(false);
    replace(after);
  };
  return (
    <Page title={planned.label} narrow standing={`${planned.state} ${planned.version}`}>
      <Standing planned={planned} />
      <ErrorNote problem={confirm.problem} />
      <Panel title="When" strong>
        <ZonedTime start={planned.start} end={planned.end} now={api.now()} size="large" />
        <div className={styles.actions}>
          {planned.can.confirm && (
            <Button appearance="primary" disabledFocusable={confirm.busy} onClick={() => void confirm.run()}>
              This time is fine
            </Button>
          )}
          {planned.can.move && !choosing && <Button onClick={() => setChoosing(true)}>Find another time</Button>}
        </div>
      </Panel>
      {choosing && planned.can.move && <OtherTimes api={api} planned={planned} moved={moved} />}
    </Page>
  );
}
