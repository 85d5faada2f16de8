import { Body1, Button, Caption1, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { AuditKind, AuditLine, AuditPage } from '../../../server/features/audit/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import type { Picked } from '../../components/people-search.ts';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import { Rows } from '../../components/rows.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { auditKinds, sentenceOf, underOf } from './audit-words.ts';
import { PersonFilter } from './person-filter.tsx';

const useStyles = makeStyles({
  // A stretched field spreads its label and its control: the two would not be on one line.
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'flex-start' },
  field: { flex: '1 1 180px', minWidth: 0, maxWidth: '320px' },
  select: { minWidth: 0, width: '100%' },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  words: { overflowWrap: 'anywhere' },
});

interface Chosen {
  /** One who is kept; null for everybody. */
  person: Picked | null;
  kind: AuditKind | '';
}

const queryOf = ({ person, kind }: Chosen, before: string | null = null): string => {
  const query = new URLSearchParams({ ...(person?.objectId && { person: person.objectId }), ...(kind && { kind }), ...(before && { before }) }).toString();
  return query && `?${query}`;
};

const path = '/api/audit';

/** For a programme lead: who did what and when, never what any of it was about. */
export function AuditScreen({ api, navigate, me }: Pick<ScreenProps, 'api' | 'navigate' | 'me'>) {
  const styles = useStyles();
  const [chosen, choose] = useState<Chosen>({ person: null, kind: '' });
  const query = queryOf(chosen);
  const { data, problem, busy, reload } = useLoad(path + query, (signal) => api.get<AuditPage>(path + query, { signal }));
  if (!data && problem && !busy) return <ProblemScreen problem={problem} retry={reload} />;
  return (
    <Page
      title="Who did what" under="Every change that somebody made, without a word of what it was about. Lines are added and never changed."
      back={me.programmeLead ? { label: 'Attendance in your programme', go: () => navigate('/programme') } : { label: 'Your coaching', go: () => navigate('/') }} narrow
    >
      <div className={styles.row}>
        {me.programmeLead && (
          <div className={styles.field}>
            <PersonFilter api={api} value={chosen.person} onChange={(person) => choose({ ...chosen, person })} />
          </div>
        )}
        <Field label="What" className={styles.field}>
          <Select className={styles.select} value={chosen.kind} onChange={(_event, { value }) => choose({ ...chosen, kind: value as Chosen['kind'] })}>
            <option value="">Everything</option>
            {Object.entries(auditKinds).map(([kind, words]) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {data ? <Lines key={query} api={api} first={data} chosen={chosen} /> : <Loading what="the log" panels={2} />}
      <ErrorNote problem={busy ? null : problem} retry={reload} title="This may be out of date." />
    </Page>
  );
}

function Lines({ api, first, chosen }: { api: Api; first: AuditPage; chosen: Chosen }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const [later, setLater] = useState<readonly AuditPage[]>([]);
  const pages = [first, ...later];
  const { next } = pages.at(-1)!;
  const more = useAction(async () => api.get<AuditPage>(path + queryOf(chosen, next)));
  const show = async (): Promise<void> => {
    const page = await more.run();
    if (page) setLater((before) => [...before, page]);
  };
  const lines: readonly AuditLine[] = pages.flatMap((page) => page.lines);
  const at = (instant: string): string => `${dayText(instant, zone, locale, api.now())}, ${clockText(instant, zone, locale)}`;
  return (
    <Panel title="Newest first">
      {lines.length === 0 && <Body1>Nobody did anything of this.</Body1>}
      <Rows label="Newest first">
        {lines.map((line) => (
          <li key={line.id}>
            <Body1 className={styles.words}>{sentenceOf(line)}</Body1>
            <Caption1 as="p" className={styles.quiet}>
              {underOf(line, at(line.at))}
            </Caption1>
          </li>
        ))}
      </Rows>
      {next !== null && (
        <div>
          <Button disabledFocusable={more.busy} onClick={() => void show()}>
            {more.busy ? 'Reading on …' : 'Show earlier'}
          </Button>
        </div>
      )}
      <ErrorNote problem={more.problem} retry={() => void show()} />
    </Panel>
  );
}
