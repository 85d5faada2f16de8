import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { DueFieldwork } from '../../../server/features/reflection/contract.ts';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What is due before the next session, to read. Nothing at all when nothing is. */
export function Fieldwork({ fieldwork, title }: { fieldwork: readonly DueFieldwork[]; title: string }) {
  const styles = useStyles();
  const { locale } = useViewer();
  if (fieldwork.length === 0) return null;
  return (
    <Panel title={title}>
      <Rows>
        {fieldwork.map(({ id, text, due }) => (
          <li key={id}>
            <Body1 dir="auto">{text}</Body1>
            {due && <Caption1 className={styles.quiet}>By {dateText(due, locale)}</Caption1>}
          </li>
        ))}
      </Rows>
    </Panel>
  );
}
