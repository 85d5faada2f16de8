import { Button, Input, Link, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Ladder } from '../../../server/features/disclosure/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { FormField } from '../../components/form-field.tsx';
import { Body1, Caption1 } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { addDays, dateIn, dateText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { NoticePart } from './notice-part.tsx';
import { Telling } from './telling.tsx';
import { standsInShort } from './words.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface LadderProps {
  api: Api;
  ladder: Ladder;
  replace: (ladder: Ladder) => void;
  reload: () => void;
  /** Opens a session; left out where there is no screen for one. */
  sessions?: (id: string) => void;
}

/** Everything about it, for client or coach: what each can do is decided by the server. */
export function LadderParts(props: LadderProps) {
  const { api, ladder, replace, reload } = props;
  const path = `/api/engagements/${ladder.engagementId}/ladder`;
  const act = useAction(async (what: string, more: Record<string, unknown> = {}) => replace(await api.post<Ladder>(`${path}/${what}`, { version: ladder.version, ...more })));
  const parts = { ...props, path };
  return (
    <>
      <Stands {...props} />
      {ladder.can.talked && (
        <Panel title="Have you talked?">
          <Body1>What would make sessions easier to keep: another day, another hour, a shorter one, a pause?</Body1>
          <div>
            <Button appearance="primary" disabledFocusable={act.busy} onClick={() => void act.run('talked')}>
              We have talked
            </Button>
          </div>
        </Panel>
      )}
      {ladder.can.tell && <Telling {...parts} />}
      {ladder.notice && <NoticePart {...parts} />}
      {(ladder.can.pause || ladder.can.resume) && ladder.step !== 'clear' && <Pausing {...parts} />}
      <ErrorNote problem={act.problem} {...(act.problem?.code === 'conflict' ? { retry: reload } : {})} />
    </>
  );
}

const openWords = { disputed: 'seen otherwise by the client', unknown: 'nobody has said what became of it', waiting: 'not known yet' } as const;

function Stands({ ladder, api, sessions }: LadderProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const { missed, open, told, sponsorName, next } = ladder;
  const day = (at: string): string => dayText(at, zone, locale, api.now());
  const listed = [...missed.map((one) => ({ ...one, words: 'did not take place' })), ...open.map((one) => ({ ...one, words: openWords[one.why] }))];
  return (
    <Panel title={standsInShort(ladder)} strong={ladder.step === 'tell' || ladder.step === 'notice'}>
      <Body1>{next}</Body1>
      {told && <Body1>{told.maybe ? `Your message to ${sponsorName} may have arrived: the answer was lost, and it is not sent again. Your Sent Items show whether it left.` : `${sponsorName} was told on ${day(told.at)}.`}</Body1>}
      {listed.length > 0 && (
        <Rows label="Sessions that this is about">
          {listed.map(({ sessionId, at, words }) => (
            <li key={sessionId}>
              {sessions ? (
                <Link as="button" onClick={() => sessions(sessionId)}>
                  {day(at)}
                </Link>
              ) : (
                <Body1>{day(at)}</Body1>
              )}
              <Caption1 className={styles.quiet}>{words}</Caption1>
            </li>
          ))}
        </Rows>
      )}
      {ladder.objection && (
        <Body1 dir="auto" className={styles.quiet}>
          {ladder.objection.why === '' ? 'The client stopped the notice.' : `The client stopped the notice: “${ladder.objection.why}”`}
        </Body1>
      )}
    </Panel>
  );
}

/** A leave is most often two weeks. */
const usualDays = 14;

function Pausing({ api, ladder, replace, path }: LadderProps & { path: string }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const today = dateIn(api.now(), zone);
  const [until, setUntil] = useState(addDays(today, usualDays));
  const act = useAction(async (what: 'pause' | 'resume') => replace(await api.post<Ladder>(`${path}/${what}`, { version: ladder.version, ...(what === 'pause' && { until }) })));
  const form = useForm(act.problem);
  if (ladder.pausedUntil !== null) {
    return (
      <Panel title={`Paused until ${dateText(ladder.pausedUntil, locale)}`}>
        <Body1>Nothing goes on, and no deadline passes. The days are given back afterwards.</Body1>
        {ladder.can.resume && (
          <div>
            <Button disabledFocusable={act.busy} onClick={() => void act.run('resume')}>
              Go on now
            </Button>
          </div>
        )}
        <ErrorNote problem={act.problem} />
      </Panel>
    );
  }
  return (
    <Panel title="Away, or not the time for it?">
      <Form form={form} onSubmit={() => void act.run('pause')}>
        <FormField field="until" label="Pause this until" hint="Nobody needs a reason. Nothing goes on, and no deadline passes until then.">
          <Input type="date" value={until} min={addDays(today, 1)} onChange={(_event, { value }) => setUntil(value)} />
        </FormField>
        <div className={styles.row}>
          <Button type="submit" disabledFocusable={act.busy}>
            Pause
          </Button>
        </div>
      </Form>
    </Panel>
  );
}
