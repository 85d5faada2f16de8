import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { Preparation as Prepared } from '../../../server/features/agenda/contract.ts';
import type { Api } from '../../api/client.ts';
import { newId } from '../../api/ids.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { AddItem, ItemList } from './item-list.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 },
});

const path = '/api/coach/preparation';

/** On the page of a coach outside: what the client shows them before the session, and a line to propose something. */
export function Preparation({ api }: { api: Api }) {
  const styles = useStyles();
  const { data, replace } = useLoad(path, (signal) => api.get<Prepared>(path, { signal }));
  const propose = useAction(async (text: string) => {
    replace(await api.post<Prepared>('/api/coach/agenda/items', { id: newId(), text }));
    return true;
  });
  if (!data) return null;
  return (
    <div className={styles.stack}>
      <Panel title={`Next session with ${data.clientName}`}>
        <Standing prepared={data} />
        <ItemList agenda={data.agenda} />
        {data.agenda.help && <Words label="How you can help" text={data.agenda.help} />}
        {data.agenda.can.propose && <AddItem label="Propose something to talk about" add={async (text) => (await propose.run(text)) === true} busy={propose.busy} />}
        <ErrorNote problem={propose.problem} />
      </Panel>
      {data.reflections.length > 0 && (
        <Panel title="Brought from the review">
          <Rows>
            {data.reflections.map(({ id, prompt, text }) => (
              <li key={id}>
                <Words label={prompt} text={text} />
              </li>
            ))}
          </Rows>
        </Panel>
      )}
      <PlanRead prepared={data} />
    </div>
  );
}

function Standing({ prepared: { agenda } }: { prepared: Prepared }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const when = (at: string) => `${dayText(at, zone, locale)}, ${clockText(at, zone, locale)}`;
  const start = agenda.session ? `${when(agenda.session.start)}. ` : 'Nothing is booked yet. ';
  if (agenda.blank) return <Body1 as="p" className={styles.quiet}>{start}The agenda is still blank.</Body1>;
  if (agenda.readable) return <Body1 as="p" className={styles.quiet}>{start}</Body1>;
  const later = agenda.sharing === 'auto' ? 'from 24 hours before the session' : 'once it is shown to you';
  return <Body1 as="p" className={styles.quiet}>{`${start}There is something on the agenda; you can read it ${agenda.opensAt ? `from ${when(agenda.opensAt)}` : later}.`}</Body1>;
}

function Words({ label, text }: { label: string; text: string }) {
  const styles = useStyles();
  return (
    <div>
      <Caption1 block className={styles.quiet}>
        {label}
      </Caption1>
      <Body1 as="p" dir="auto" className={styles.text}>
        {text}
      </Body1>
    </div>
  );
}

function PlanRead({ prepared: { plan } }: { prepared: Prepared }) {
  const styles = useStyles();
  if (plan.goals.length === 0) return null;
  return (
    <Panel title="Action plan">
      <Rows>
        {plan.goals.map(({ id, own, shared, steps }) => (
          <li key={id}>
            <Body1 dir="auto">{own === '' ? shared : own}</Body1>
            {steps.map((step) => (
              <Caption1 key={step.id} dir="auto" className={styles.quiet}>
                {step.doneOn ? 'Done' : 'To do'}: {step.text}
              </Caption1>
            ))}
          </li>
        ))}
      </Rows>
    </Panel>
  );
}
