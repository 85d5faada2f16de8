import { Body1, Button, Caption1, Checkbox, Input, Link, makeStyles, tokens } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useEffect, useEffectEvent, useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Panel } from '../../components/panel.tsx';
import { ask } from '../tenant/api.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  task: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS, paddingBlock: tokens.spacingVerticalXS, borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  title: { flex: '1 1 160px', minWidth: 0 },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface Task {
  id: string;
  title: string;
  due: string | null;
  status: string;
  linked: { applicationName: string | null; displayName: string | null; webUrl: string | null }[];
}
interface List {
  id: string;
  name: string;
  isDefault: boolean;
  tasks: Task[];
}

/** How often what others did is looked for, in milliseconds. */
const lookMs = 3000;

/** Somebody's lists: tick, rename, re-date, delete, as in the program itself. */
export function TodoLists({ user }: { user: string }) {
  const { data, problem, busy, reload } = useLoad(user, (signal) => ask<List[]>(`/todo?${new URLSearchParams({ user })}`, { signal }));
  const again = useEffectEvent(() => reload());
  useEffect(() => {
    const timer = setInterval(() => again(), lookMs);
    return () => clearInterval(timer);
  }, []);
  const act = useAction(async (path: string, body: object) => {
    await ask(path, { method: 'POST', body: { user, ...body } });
    reload();
  });
  if (!data) return busy ? <Loading what="the lists" /> : <ErrorNote problem={problem} retry={reload} />;
  return (
    <>
      <ErrorNote problem={act.problem ?? problem} retry={reload} />
      {data.map((list) => <OneList key={list.id} list={list} act={act.run} />)}
    </>
  );
}

type Act = (path: string, body: object) => Promise<unknown>;

function OneList({ list, act }: { list: List; act: Act }) {
  const styles = useStyles();
  const [title, setTitle] = useState('');
  const remove = !list.isDefault && <Button size="small" appearance="subtle" icon={<DeleteRegular />} onClick={() => void act('/todo/list', { id: list.id, name: null })}>Delete list</Button>;
  return (
    <Panel title={list.name} action={remove}>
      {list.tasks.length === 0 && <Body1 className={styles.quiet}>No tasks.</Body1>}
      <ul className={styles.list}>
        {list.tasks.map((task) => <OneTask key={`${task.id} ${task.title} ${task.due}`} task={task} act={act} />)}
      </ul>
      <form className={styles.line} onSubmit={(event) => { event.preventDefault(); if (title.trim()) void act('/todo/add', { listId: list.id, title }).then(() => setTitle('')); }}>
        <Input className={styles.title} aria-label={`New task in ${list.name}`} placeholder="Add a task" value={title} onChange={(_event, { value }) => setTitle(value)} />
        <Button type="submit">Add</Button>
      </form>
    </Panel>
  );
}

function OneTask({ task, act }: { task: Task; act: Act }) {
  const styles = useStyles();
  const [title, setTitle] = useState(task.title);
  const change = (body: object) => void act('/todo/change', { id: task.id, ...body });
  const rename = () => title.trim() !== '' && title !== task.title && change({ title });
  return (
    <li className={styles.task}>
      <Checkbox aria-label={`Done: ${task.title}`} checked={task.status === 'completed'} onChange={(_event, { checked }) => change({ done: checked === true })} />
      <Input className={styles.title} aria-label={`Title of ${task.title}`} value={title} onChange={(_event, { value }) => setTitle(value)} onBlur={rename} onKeyDown={({ key }) => key === 'Enter' && rename()} />
      <Input type="date" aria-label={`Due: ${task.title}`} value={task.due ?? ''} onChange={(_event, { value }) => change({ due: value || null })} />
      <Button appearance="subtle" icon={<DeleteRegular />} aria-label={`Delete ${task.title}`} onClick={() => void act('/todo/delete', { id: task.id })} />
      {task.linked.map(({ applicationName, displayName, webUrl }) => (
        <Caption1 key={webUrl} className={styles.quiet}>{applicationName}: {webUrl ? <Link href={webUrl} target="_blank">{displayName}</Link> : displayName}</Caption1>
      ))}
    </li>
  );
}
