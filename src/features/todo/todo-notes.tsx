import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useEffectEvent } from 'react';
import type { AnswerRemoved, ChooseVersion, Todo, TodoLine } from '../../../server/features/todo/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { standingWords } from './words.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  words: { overflowWrap: 'anywhere', unicodeBidi: 'plaintext' },
});

const path = '/api/todo';

interface TodoNotesProps {
  api: Api;
  engagementId: string;
  /** What is shown beside: when it changes, To Do is asked about again. */
  seen: unknown;
}

/** Fieldwork and the client's own To Do: a quiet word while all is well, a question where the client has to say. */
export function TodoNotes({ api, engagementId, seen }: TodoNotesProps) {
  const styles = useStyles();
  const { data, reload, replace } = useLoad(path, (signal) => api.get<Todo>(path, { signal }));
  const again = useEffectEvent((shown: unknown) => shown !== null && reload());
  useEffect(() => void again(seen), [seen]);
  const act = useAction(async (at: string, body: object) => replace(await api.post<Todo>(at, body)));
  // Without it, fieldwork works as it is: nothing is said about what could not be read.
  if (!data) return null;
  const lines = data.lines.filter((line) => line.engagementId === engagementId);
  const answer = (line: TodoLine, said: AnswerRemoved['answer']) => void act.run(`${path}/lines/${line.commitmentId}/removed`, { answer: said } satisfies AnswerRemoved);
  const choose = (line: TodoLine, chosen: ChooseVersion) => void act.run(`${path}/lines/${line.commitmentId}/version`, chosen);
  return (
    <div className={styles.stack}>
      <ErrorNote problem={act.problem} retry={act.clear} />
      {data.state === 'list-removed' && <ListRemoved busy={act.busy} answer={(said) => void act.run(`${path}/list`, { answer: said })} />}
      {data.state !== 'off' && lines.map((line) => (
        <LineNotes key={line.commitmentId} line={line} busy={act.busy} answer={answer} choose={choose} />
      ))}
      <Caption1 className={styles.quiet}>{standingWords(data, lines)}</Caption1>
    </div>
  );
}

function ListRemoved({ busy, answer }: { busy: boolean; answer: (said: 'again' | 'off') => void }) {
  const actions = (
    <>
      <Button size="small" disabledFocusable={busy} onClick={() => answer('off')}>Keep it here only</Button>
      <Button size="small" disabledFocusable={busy} onClick={() => answer('again')}>Make the list again</Button>
    </>
  );
  return (
    <BandNotice title="You deleted the Fieldwork list in To Do." actions={actions}>
      Nothing was dropped here. Shall it be made again?
    </BandNotice>
  );
}

interface LineNotesProps {
  line: TodoLine;
  busy: boolean;
  answer: (line: TodoLine, said: AnswerRemoved['answer']) => void;
  choose: (line: TodoLine, chosen: ChooseVersion) => void;
}

function LineNotes({ line, busy, answer, choose }: LineNotesProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  const shown = (field: ChooseVersion['field'], value: string | null) => (field === 'due' ? (value ? dateText(value, locale) : 'no day') : `“${value ?? ''}”`);
  if (line.state === 'removed') {
    const actions = (
      <>
        <Button size="small" disabledFocusable={busy} onClick={() => answer(line, 'keep')}>Keep it here without To Do</Button>
        <Button size="small" disabledFocusable={busy} onClick={() => answer(line, 'again')}>Put it back</Button>
        <Button size="small" disabledFocusable={busy} onClick={() => answer(line, 'drop')}>Drop it on purpose</Button>
      </>
    );
    return (
      <BandNotice title="You removed this in To Do." actions={actions}>
        <span className={styles.words}>“{line.text}”</span> is still open here.
      </BandNotice>
    );
  }
  return line.differences.map(({ field, here, there }) => {
    const actions = (
      <>
        <Button size="small" disabledFocusable={busy} onClick={() => choose(line, { field, take: 'here' })}>Keep what is here</Button>
        <Button size="small" disabledFocusable={busy} onClick={() => choose(line, { field, take: 'there' })}>Take To Do’s</Button>
      </>
    );
    return (
      <BandNotice key={field} intent="warning" title={field === 'text' ? 'This was worded anew here and in To Do.' : 'This got another day here and in To Do.'} actions={actions}>
        {field === 'due' && <span className={styles.words}>“{line.text}”. </span>}
        Here: <span className={styles.words}>{shown(field, here)}</span>. In To Do: <span className={styles.words}>{shown(field, there)}</span>.
      </BandNotice>
    );
  });
}
