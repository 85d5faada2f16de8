import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Plan, PlanChange } from '../../../server/features/plan/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { Differences } from '../../components/differences.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useNotify } from '../../components/notices.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { GoalView } from './goal-view.tsx';
import { titleOf } from './plan-draft.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  goals: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, width: '100%', '& h3': { margin: 0, fontSize: tokens.fontSizeBase300 } },
});

interface ChangeRowProps {
  api: Api;
  /** `/api/engagements/<id>/action-plan` */
  path: string;
  change: PlanChange;
  newest: number;
  restored: () => void;
}

/** One change: who, when; what became of what, the whole plan as it read then, and the way back to it. */
export function ChangeRow({ api, path, change, newest, restored }: ChangeRowProps) {
  const styles = useStyles();
  const { version, at, by, restoredFrom } = change;
  const { zone, locale } = useViewer();
  const [shown, setShown] = useState<'whole' | 'differences' | null>(null);
  const toggle = (what: 'whole' | 'differences') => setShown(shown === what ? null : what);
  return (
    <li>
      <Body1>
        {`${dayText(at, zone, locale, api.now())}, ${clockText(at, zone, locale)}`}
        {version === newest && ' · now'}
      </Body1>
      <Caption1 className={styles.quiet}>
        {by?.displayName ?? 'Fieldwork'}
        {restoredFrom !== null && ` brought back version ${restoredFrom}`}
        {` · version ${version}`}
      </Caption1>
      <div className={styles.row}>
        {version > 1 && <Button size="small" aria-expanded={shown === 'differences'} onClick={() => toggle('differences')}>What changed</Button>}
        <Button size="small" aria-expanded={shown === 'whole'} onClick={() => toggle('whole')}>Read it</Button>
        {version !== newest && <BringBack api={api} path={path} version={version} newest={newest} restored={restored} />}
      </div>
      {shown === 'differences' && <Differences api={api} at={`${path}/differences?from=${version - 1}&to=${version}`} />}
      {shown === 'whole' && <Whole api={api} at={`${path}/version?number=${version}`} />}
    </li>
  );
}

function BringBack({ api, path, version, newest, restored }: Omit<ChangeRowProps, 'change'> & { version: number }) {
  const notify = useNotify();
  const restore = useAction(async () => {
    await api.post<Plan>(`${path}/restore`, { version: newest, restore: version });
    notify.done('Brought back', 'It is the newest version now.');
    restored();
  });
  return (
    <>
      <Button size="small" disabledFocusable={restore.busy} onClick={() => void restore.run()}>
        Bring it back
      </Button>
      <ErrorNote problem={restore.problem} />
    </>
  );
}

function Whole({ api, at }: { api: Api; at: string }) {
  const styles = useStyles();
  const { data, problem, reload } = useLoad(at, (signal) => api.get<Plan>(at, { signal }));
  if (!data) return <ErrorNote problem={problem} retry={reload} />;
  return (
    <div className={styles.goals}>
      {data.goals.length === 0 && <Body1>No goals.</Body1>}
      {data.goals.map((goal, index) => (
        <div key={goal.id}>
          <h3 dir="auto">{titleOf(goal)}</h3>
          <GoalView goal={goal} number={index + 1} today="" busy={false} />
        </div>
      ))}
    </div>
  );
}
