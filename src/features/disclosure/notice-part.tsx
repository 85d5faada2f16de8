import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Ladder } from '../../../server/features/disclosure/contract.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Body1, Strong } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import type { LadderProps } from './ladder-parts.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, paddingLeft: tokens.spacingHorizontalM, borderLeft: `2px solid ${tokens.colorNeutralStroke1}` },
});

const titles = { ready: 'The notice, as it would leave', held: 'A notice waits', leaving: 'The notice is on its way', sent: 'The notice was sent', undelivered: 'The notice did not arrive' } as const;

/** The attendance-only notice: read before it leaves, and stopped while it has not. */
export function NoticePart({ api, ladder, replace, path }: LadderProps & { path: string }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const [why, setWhy] = useState('');
  const { can, version, sponsorName, terms } = ladder;
  const notice = ladder.notice!;
  const send = useAction(async () => replace(await api.post<Ladder>(`${path}/notice`, { version, words: notice.words })));
  const stop = useAction(async () => replace(await api.post<Ladder>(`${path}/notice/stop`, { version, why })));
  const leaves = notice.sendAt && notice.state === 'held' && !notice.waitsForClient ? ` It leaves on ${dayText(notice.sendAt, zone, locale, api.now())} at ${clockText(notice.sendAt, zone, locale)} or in ${sponsorName}’s hours after that.` : '';
  return (
    <Panel title={titles[notice.state]}>
      <Body1>{`These words and no others go to ${sponsorName}.${leaves}`}</Body1>
      <div className={styles.words} dir="auto">
        <Strong>{notice.words.subject}</Strong>
        {notice.words.lines.map((line) => (
          <Body1 key={line} block>
            {line}
          </Body1>
        ))}
      </div>
      {can.send && (
        <>
          <Body1>{`The client sees it first. It leaves ${terms.holdHours} hours after that, unless one of you stops it.`}</Body1>
          <div>
            <Button appearance="primary" disabledFocusable={send.busy} onClick={() => void send.run()}>
              Show it to the client, then send
            </Button>
          </div>
        </>
      )}
      {can.object && (
        <Field label="If it is not right, why?" hint="Your coach reads it, nobody else.">
          <Textarea value={why} maxLength={500} resize="vertical" onChange={(_event, { value }) => setWhy(value)} />
        </Field>
      )}
      {(can.stop || can.object) && (
        <div>
          <Button disabledFocusable={stop.busy} onClick={() => void stop.run()}>
            Stop it
          </Button>
        </div>
      )}
      <ErrorNote problem={send.problem ?? stop.problem} />
    </Panel>
  );
}
