import { Body1, makeStyles, Switch, tokens } from '@fluentui/react-components';
import type { SwitchTodo, Todo } from '../../../server/features/todo/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { standingWords } from './words.ts';

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } });

const path = '/api/todo';

/** The client's own choice: fieldwork in Microsoft To Do, or not. Nothing for those who are nobody's client. */
export function TodoSwitch({ api }: { api: Api }) {
  const styles = useStyles();
  const { data, replace } = useLoad(path, (signal) => api.get<Todo>(path, { signal }));
  const save = useAction(async (wanted: boolean) => replace(await api.put<Todo>(path, { wanted } satisfies SwitchTodo)));
  if (!data) return null;
  const trouble = ['consent-missing', 'refused', 'waiting'].includes(data.state) ? standingWords(data, []) : null;
  return (
    <Panel title="Microsoft To Do">
      <ErrorNote problem={save.problem} retry={save.clear} />
      <Switch label="Keep my fieldwork in a To Do list named Fieldwork" checked={data.wanted} disabled={save.busy} onChange={(_event, { checked }) => void save.run(checked)} />
      <Body1 className={styles.quiet}>
        {data.wanted
          ? 'Tick, reword or re-date it in either place. What you delete in To Do is asked about here, never dropped by itself.'
          : 'Tasks that are there stay as they are.'}
      </Body1>
      {trouble && <Body1>{trouble}</Body1>}
    </Panel>
  );
}
