import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { Preparation as Prepared } from '../../../server/features/agenda/contract.ts';
import type { Api } from '../../api/client.ts';
import { newId } from '../../api/ids.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { Body1, Caption1 } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { NotKept } from '../../components/sending-notes.tsx';
import { useSendings } from '../../components/sendings.ts';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { AddItem, ItemList } from './item-list.tsx';
import { overlay } from './overlay.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  goal: { overflowWrap: 'anywhere' },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 },
});

const path = '/api/coach/preparation';

interface PreparationProps {
  api: Api;
  /** Counts what is known to have changed elsewhere. */
  changed?: number;
  /** It stands under its session, which is named there. */
  under?: boolean;
}

/** On the page of a coach outside: what the client shows them before the session, and a line to propose something. */
export function Preparation({ api, changed = 0, under = false }: PreparationProps) {
  const styles = useStyles();
  const { data, replace, reload } = useLoad(path, (signal) => api.get<Prepared>(path, { signal }));
  useRefresh(reload, false);
  useEffect(() => {
    if (changed > 0) reload();
  }, [changed, reload]);
  if (!data) return null;
  return (
    <div className={styles.stack}>
      <Panel title={under ? 'Agenda' : `Next session with ${data.clientName}`}>
        <Items key={data.agenda.engagementId} api={api} prepared={data} under={under} replace={replace} reload={reload} />
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

interface ItemsProps {
  api: Api;
  prepared: Prepared;
  under: boolean;
  replace: (prepared: Prepared) => void;
  reload: () => void;
}

/** What is on the agenda, and a line to propose more; what is proposed without a connection is kept and sent once it is back. */
function Items({ api, prepared, under, replace, reload }: ItemsProps) {
  const { agenda } = prepared;
  const { doing, send, caughtUp } = useSendings<never>(api, `preparation.${agenda.engagementId}`, {
    theirsIn: () => undefined,
    arrived: (answer) => {
      if (answer) {
        replace(answer as Prepared);
        caughtUp();
      } else reload();
    },
  });
  const shown = overlay(agenda, doing.waiting);
  const propose = (text: string) => send({ key: newId(), method: 'post', path: '/api/coach/agenda/items', body: { id: newId(), text } });
  return (
    <>
      <Standing prepared={{ ...prepared, agenda: { ...agenda, blank: shown.blank } }} under={under} />
      {doing.refusal && <NotKept problem={doing.refusal.problem} words={(doing.refusal.mine.body as { text: string }).text} />}
      <ItemList agenda={shown} />
      {agenda.help && <Words label="How you can help" text={agenda.help} />}
      {agenda.can.propose && <AddItem label="Propose something to talk about" placeholder="Something to talk about" add={propose} />}
    </>
  );
}

function Standing({ prepared: { agenda }, under }: { prepared: Prepared; under: boolean }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const when = (at: string) => `${dayText(at, zone, locale)}, ${clockText(at, zone, locale)}`;
  const start = under ? '' : agenda.session ? `${when(agenda.session.start)}. ` : 'Nothing is booked yet. ';
  if (agenda.blank) return <Body1 as="p" className={styles.quiet}>{start}The agenda is still blank.</Body1>;
  if (agenda.readable) return start === '' ? null : <Body1 as="p" className={styles.quiet}>{start}</Body1>;
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
            <Body1 dir="auto" className={styles.goal}>{own === '' ? shared : own}</Body1>
            {steps.map((step) => (
              <Caption1 key={step.id} dir="auto" className={mergeClasses(styles.goal, styles.quiet)}>
                {step.doneOn ? 'Done' : 'To do'}: {step.text}
              </Caption1>
            ))}
          </li>
        ))}
      </Rows>
    </Panel>
  );
}
