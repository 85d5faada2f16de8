import { Body1, Button, Caption1, makeStyles, Radio, RadioGroup, Switch, tokens } from '@fluentui/react-components';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Recap, RecapReader, ToChat } from '../../../server/features/recap/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { useViewer } from '../../components/viewer.ts';
import { chatSettings, chatStates, postWords, readerName, readerState, standing } from './recap-words.ts';

const useStyles = makeStyles({
  reader: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  summary: { cursor: 'pointer', overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalXS },
  text: {
    margin: 0, padding: tokens.spacingVerticalS, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', unicodeBidi: 'plaintext', backgroundColor: tokens.colorNeutralBackground2, borderRadius: tokens.borderRadiusMedium, border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  chat: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, alignItems: 'flex-start', minWidth: 0 },
});

const sendsNothing: ReadonlySet<Recap['state']> = new Set(['off', 'nothing', 'not-held']);

/** What is told of a session afterwards: what, to whom, when; with a way to say no. Shows nothing to those it is not for. */
export function RecapPanel({ api, sessionId }: { api: Api; sessionId: string }) {
  const { locale } = useViewer();
  const styles = useStyles();
  const path = `/api/sessions/${sessionId}/recap`;
  const { data, reload, replace } = useLoad(path, (signal) => api.get<Recap>(path, { signal }));
  useRefresh(reload, false);
  const turn = useAction((mail: boolean) => api.put<Recap>(path, { mail }));
  const send = useAction(() => api.post<Recap>(`${path}/send`));
  if (!data) return null;
  const show = (after: Recap | undefined) => (after ? replace(after) : reload());
  return (
    <Panel title="What is sent afterwards, and to whom">
      <Body1 as="p" className={styles.quiet}>{standing(data, locale)}</Body1>
      {data.can.settle && data.state !== 'by-hand' && data.state !== 'not-held' && (
        <Switch label="Mail a recap of this session" checked={data.state !== 'off'} disabled={turn.busy} onChange={(_event, { checked }) => void turn.run(checked).then(show)} />
      )}
      <ErrorNote problem={turn.problem} />
      {!sendsNothing.has(data.state) && data.readers.map((reader) => <Mail key={reader.personId} reader={reader} look={reload} />)}
      {data.can.send && (
        <div>
          <Button disabledFocusable={send.busy} onClick={() => void send.run().then(show)}>Send it from my mailbox</Button>
        </div>
      )}
      <ErrorNote problem={send.problem} />
      <Chat api={api} path={path} recap={data} show={show} reload={reload} />
    </Panel>
  );
}

/** One person's mail as it would leave now. */
function Mail({ reader, look }: { reader: RecapReader; look: () => void }) {
  const styles = useStyles();
  return (
    <details className={styles.reader} onToggle={({ currentTarget }) => currentTarget.open && look()}>
      <summary className={styles.summary}>
        <Caption1>{readerName(reader)}: {readerState(reader)}</Caption1>
      </summary>
      <Caption1 as="p" className={styles.quiet}>{reader.subject}</Caption1>
      <p className={styles.text}>{reader.text}</p>
    </details>
  );
}

/** What waits for Microsoft 365 is tried once by itself for whoever opens the screen: it can only be posted in the name of somebody who is there. */
function useOnceMore(waits: boolean, tryIt: () => void): void {
  const tried = useRef(false);
  const attempt = useEffectEvent(tryIt);
  useEffect(() => {
    if (!waits || tried.current) return;
    tried.current = true;
    attempt();
  }, [waits]);
}

interface ChatProps {
  api: Api;
  path: string;
  recap: Recap;
  show: (after: Recap | undefined) => void;
  reload: () => void;
}

/** The meeting's chat: whether, and a press to put it there in one's own name. */
function Chat({ api, path, recap: { chat, can, engagementId }, show, reload }: ChatProps) {
  const styles = useStyles();
  // What was chosen shows at once, and falls back when it could not be kept.
  const [chosen, setChosen] = useState<ToChat | null>(null);
  const choose = useAction(async (toChat: ToChat) => {
    await api.put(`/api/engagements/${engagementId}/recap`, { toChat });
    reload();
  });
  if (!can.choose && !can.post && chat.state === 'none') return null;
  return (
    <div className={styles.chat}>
      {can.choose && (
        <RadioGroup aria-label="Recaps of all sessions in the meeting chat" value={(choose.problem ? null : chosen) ?? chat.setting} onChange={(_event, { value }) => { setChosen(value as ToChat); void choose.run(value as ToChat); }}>
          {Object.entries(chatSettings).map(([value, label]) => <Radio key={value} value={value} label={label} />)}
        </RadioGroup>
      )}
      <ErrorNote problem={choose.problem} />
      {chat.setting !== 'off' && chat.others && <Caption1 as="p" className={styles.quiet}>Others are invited to this meeting, so no fieldwork goes into its chat.</Caption1>}
      {chat.setting !== 'off' && chat.text && <p className={styles.text}>{chat.text}</p>}
      <Posting api={api} path={path} chat={chat} may={can.post} show={show} />
    </div>
  );
}

/** How far the post is, and the press. */
function Posting({ api, path, chat, may, show }: Pick<ChatProps, 'api' | 'path' | 'show'> & { chat: Recap['chat']; may: boolean }) {
  const post = useAction(() => api.post<Recap>(`${path}/chat`, { notThere: chat.state === 'lost' }));
  useOnceMore(may && chat.state === 'waiting', () => void post.run().then(show));
  return (
    <>
      {chat.state !== 'none' && <output><Caption1>{chatStates[chat.state]}</Caption1></output>}
      {may && chat.state !== 'posting' && chat.state !== 'posted' && <Button disabledFocusable={post.busy} onClick={() => void post.run().then(show)}>{postWords[chat.state]}</Button>}
      <ErrorNote problem={post.problem} />
    </>
  );
}
