import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Rebook } from '../../../server/features/chase/contract.ts';
import type { BookSession, Session } from '../../../server/features/scheduling/contract.ts';
import { newId } from '../../api/ids.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { clockText, dayText, rangeText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { chosenFirst } from './times.ts';

const useStyles = makeStyles({
  times: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, alignItems: 'stretch', maxWidth: '420px' },
  time: { justifyContent: 'flex-start', minHeight: '44px', textAlign: 'left' },
});

/** Times to make up for a session that did not take place: one press books. */
export function RebookScreen({ api, params, navigate }: ScreenProps) {
  const path = `/api/sessions/${params['id']}/rebook`;
  const { data, problem, busy, reload } = useLoad(path, (signal) => api.get<Rebook>(path, { signal }));
  const { zone, locale } = useViewer();
  if (!data && problem && !busy) return <ProblemScreen problem={problem} retry={reload} />;
  const under = data ? `${data.clientName} and ${data.coachName}, instead of ${dayText(data.start, zone, locale, api.now())}` : undefined;
  return (
    <Page title="Find another time" under={under} back={{ label: 'Your coaching', go: () => navigate('/') }} narrow>
      {data ? <Choice rebook={data} chosen={params['start'] ?? null} api={api} booked={(id) => navigate(`/sessions/${id}`)} /> : <Loading what="the times" />}
    </Page>
  );
}

interface ChoiceProps {
  rebook: Rebook;
  /** The time that the link named. */
  chosen: string | null;
  api: Api;
  booked: (sessionId: string) => void;
}

function Choice({ rebook, chosen, api, booked }: ChoiceProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  // One id for each time: pressing again, also after an answer that never came, books no second session.
  const [ids] = useState(() => new Map(rebook.times.map(({ start }) => [start, newId()])));
  const book = useAction(async (start: string) => {
    const body: BookSession = { id: ids.get(start)!, kind: rebook.kind, start, minutes: rebook.minutes };
    booked((await api.post<Session>(`/api/engagements/${rebook.engagementId}/sessions`, body)).id);
  });
  if (rebook.next) return <Booked next={rebook.next} now={api.now()} />;
  const times = chosenFirst(rebook.times, chosen);
  return (
    <Panel title={times.length === 0 ? 'These times have passed' : 'Times that suit you both'} strong>
      <Body1>{times.length === 0 ? 'Fieldwork can look for new ones.' : 'Press one, and it is booked. Each is looked at once more first.'}</Body1>
      {times.length > 0 && (
        <div className={styles.times}>
          {times.map(({ start, end, named }, index) => (
            <Button key={start} className={styles.time} appearance={named || (chosen === null && index === 0) ? 'primary' : 'secondary'} disabledFocusable={book.busy} onClick={() => void book.run(start)}>
              Book {dayText(start, zone, locale, api.now())}, {rangeText(start, end, zone, locale)}
            </Button>
          ))}
        </div>
      )}
      <ErrorNote problem={book.problem} />
      <div>
        <ButtonLink to={`/engagements/${rebook.engagementId}/book`} appearance={times.length === 0 ? 'primary' : 'subtle'}>
          Look for other times
        </ButtonLink>
      </div>
    </Panel>
  );
}

function Booked({ next, now }: { next: NonNullable<Rebook['next']>; now: Date }) {
  const { zone, locale } = useViewer();
  return (
    <BandNotice title="Your next session is booked." actions={<ButtonLink to={`/sessions/${next.sessionId}`} size="small">See it</ButtonLink>}>
      {dayText(next.start, zone, locale, now)}, {clockText(next.start, zone, locale)}
    </BandNotice>
  );
}
