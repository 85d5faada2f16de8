import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import type { OwnData } from '../../../server/features/privacy/contract.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ArrivingPage } from '../../components/arriving-page.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Facts } from '../../components/facts.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { ErasurePanel } from './erasure-panel.tsx';
import { fileNameOf, keptOf } from './kept.ts';
import { saveFile } from './save-file.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, display: 'grid', gap: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
});

const path = '/api/me/export';

/** What is kept about the person, to look over and to take along; and what is kept elsewhere. */
export function YourDataScreen({ api, navigate }: Pick<ScreenProps, 'api' | 'navigate'>) {
  const styles = useStyles();
  const notify = useNotify();
  const { data, problem, reload } = useLoad(path, (signal) => api.get<OwnData>(path, { signal }));
  // Asked for anew: what is taken along is of this moment, not of when the screen was opened.
  const download = useAction(() => api.get<OwnData>(path));
  const back = { label: 'Your coaching', go: () => navigate('/') };
  if (!data) return <ArrivingPage problem={problem} reload={reload} title="Your data" back={back} narrow what="what is kept about you" />;
  const take = async (): Promise<void> => {
    const own = await download.run();
    if (!own) return;
    saveFile(fileNameOf(own), JSON.stringify(own, null, 2));
    notify.done('Everything is in the file.');
  };
  return (
    <Page title="Your data" under="What Fieldwork keeps about you. Only you see this page." back={back} narrow>
      <Panel title="Kept in Fieldwork">
        <Facts facts={keptOf(data).map(([what, rows]) => [what, rows === 1 ? '1 entry' : `${rows} entries`])} />
        <div>
          <Button appearance="primary" icon={<ArrowDownloadRegular />} disabledFocusable={download.busy} onClick={() => void take()}>
            {download.busy ? 'Putting it together …' : 'Download all of it'}
          </Button>
        </div>
        <ErrorNote problem={download.problem} retry={() => void take()} />
      </Panel>
      <Panel title="Kept elsewhere">
        <ul className={styles.list}>
          {data.elsewhere.map((one) => (
            <li key={one}>
              <Body1>{one}</Body1>
            </li>
          ))}
        </ul>
      </Panel>
      <ErasurePanel api={api} />
    </Page>
  );
}
