import { Body1, Body1Strong, Caption1, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useDeferredValue, useState } from 'react';
import type { KnownPeople, KnownPerson } from '../../../server/features/privacy/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { Confirm } from '../../components/confirm.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import { Rows } from '../../components/rows.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { askedOfWords } from './erasure-words.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, margin: 0, overflowWrap: 'anywhere' },
  field: { maxWidth: '360px' },
  input: { minWidth: 0, width: '100%' },
});

const listPath = '/api/programme/people';

/** For a programme lead: everybody who is kept, to have those erased who left. */
export function PeopleKeptScreen({ api, navigate }: Pick<ScreenProps, 'api' | 'navigate'>) {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const path = search === '' ? listPath : `${listPath}?${new URLSearchParams({ search }).toString()}`;
  const { data, problem, busy, reload } = useLoad(path, (signal) => api.get<KnownPeople>(path, { signal }));
  if (!data && problem && !busy) return <ProblemScreen problem={problem} retry={reload} />;
  return (
    <Page
      title="People in Fieldwork" under="Have somebody erased who has left. Whoever is still here hears of it, and can take it back for a week."
      back={{ label: 'Attendance in your programme', go: () => navigate('/programme') }} narrow
    >
      <Field label="Part of a name or an address" className={styles.field}>
        <Input className={styles.input} type="search" maxLength={120} value={typed} onChange={(_event, { value }) => setTyped(value)} />
      </Field>
      {data ? <People api={api} data={data} changed={reload} /> : <Loading what="people" panels={2} />}
      <ErrorNote problem={busy ? null : problem} retry={reload} title="This may be out of date." />
    </Page>
  );
}

function People({ api, data, changed }: { api: Api; data: KnownPeople; changed: () => void }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const on = (instant: string): string => dayText(instant, zone, locale, api.now());
  return (
    <>
      <Panel title="Kept">
        {data.people.length === 0 && <Body1>Nobody is kept under this name.</Body1>}
        <Rows label="Kept">
          {data.people.map((one) => (
            <li key={one.id}>
              <Person api={api} person={one} on={on} changed={changed} />
            </li>
          ))}
        </Rows>
        {data.people.length === 50 && <Caption1>There are more. Type part of a name.</Caption1>}
      </Panel>
      {data.done.length > 0 && (
        <Panel title="Erased">
          <Rows label="Erased">
            {data.done.map((one) => (
              <li key={one.id}>
                <Body1>Somebody was erased on {on(one.doneAt)}</Body1>
                <Caption1 as="p" className={styles.quiet}>
                  {one.askedBy === null ? 'They asked for it themselves' : `${one.askedBy} asked for it`} on {on(one.askedAt)}.
                </Caption1>
              </li>
            ))}
          </Rows>
        </Panel>
      )}
    </>
  );
}

const runs = ({ running }: KnownPerson): string => (running === 0 ? 'In no coaching that runs' : running === 1 ? 'In 1 coaching that runs' : `In ${running} coachings that run`);

function Person({ api, person, on, changed }: { api: Api; person: KnownPerson; on: (instant: string) => string; changed: () => void }) {
  const styles = useStyles();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const path = `/api/people/${person.id}/erasure`;
  const { erasure } = person;
  const act = useAction(() => (erasure ? api.delete<object>(path) : api.post<object>(path)));
  const go = async (): Promise<void> => {
    if (!(await act.run())) return;
    setAsking(false);
    notify.done(erasure ? 'Nothing will be erased.' : 'It is asked for.');
    changed();
  };
  const common = { asking, setAsking, busy: act.busy, problem: act.problem, no: 'Not now', go: () => void go() };
  return (
    <>
      <Body1Strong>{person.displayName}</Body1Strong>
      <Caption1 as="p" className={styles.quiet}>
        {person.email}. {runs(person)}
        {person.inTenant ? '.' : ', from outside.'}
      </Caption1>
      {erasure && <Body1>{askedOfWords(erasure, on)}</Body1>}
      {erasure && !erasure.byThemselves && !erasure.begun && <Confirm {...common} ask="Take it back" question={`Keep what is kept about ${person.displayName}?`} yes="Keep it" />}
      {!erasure && <Confirm {...common} ask="Have erased" question={`In a week the coachings of ${person.displayName} end and what is kept about them goes. Ask for it?`} yes="Ask for it" />}
    </>
  );
}
