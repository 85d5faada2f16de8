import { makeStyles, tokens } from '@fluentui/react-components';
import type { Disclosure, DisclosureList } from '../../../server/features/disclosure/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { Empty } from '../../components/empty.tsx';
import { Loading } from '../../components/loading.tsx';
import { Body1, Caption1, Strong } from '../../components/native/text.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import { Rows } from '../../components/rows.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { outcomeWords, sourceWords } from './words.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  words: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0, paddingLeft: tokens.spacingHorizontalM, borderLeft: `2px solid ${tokens.colorNeutralStroke1}` },
});

const about = 'Who was told what about the client, by whom, and when. No line is ever changed or removed; erasing a person empties what was said of them. What people send from their own Outlook is not Fieldwork’s, and is not here.';

/** What left Fieldwork about a client: every word for the client, for others what concerns them. */
export function DisclosuresScreen({ api, params, navigate }: ScreenProps) {
  const path = `/api/engagements/${params['id']}/disclosures`;
  const { data, problem, busy, reload } = useLoad(path, (signal) => api.get<DisclosureList>(path, { signal }));
  if (!data && problem && !busy) return <ProblemScreen problem={problem} retry={reload} />;
  return (
    <Page title="What left Fieldwork" under={about} back={{ label: 'The engagement', go: () => navigate(`/engagements/${params['id']}`) }} narrow>
      {!data && <Loading what="what has left" />}
      {data?.disclosures.length === 0 && <Empty title="Nothing has left">Nothing about the client has been told to a sponsor by Fieldwork. When something is, it stands here, word for word.</Empty>}
      {data && data.disclosures.length > 0 && (
        <Panel title="Newest first">
          <Rows>
            {data.disclosures.map((one) => (
              <DisclosureRow key={one.id} disclosure={one} now={api.now()} />
            ))}
          </Rows>
        </Panel>
      )}
    </Page>
  );
}

function DisclosureRow({ disclosure: { at, source, by, to, agreement, subject, words, outcome }, now }: { disclosure: Disclosure; now: Date }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  return (
    <li>
      <Strong dir="auto">{subject ?? sourceWords[source]}</Strong>
      <Caption1 className={styles.quiet}>
        {`${dayText(at, zone, locale, now)}, ${clockText(at, zone, locale)} · to ${to} · ${by === null ? 'by Fieldwork' : `by ${by}`} · ${outcomeWords[outcome]}`}
      </Caption1>
      {words !== null && (
        <Body1 as="p" className={styles.words} dir="auto">
          {words}
        </Body1>
      )}
      <Caption1 className={styles.quiet}>{agreement === null ? 'No agreement was in force.' : `Under version ${agreement} of the agreement.`}</Caption1>
    </li>
  );
}
