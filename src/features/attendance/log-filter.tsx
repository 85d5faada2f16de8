import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { CsvFile, LogOutcome } from '../../../server/features/attendance-log/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { logWords, periodQuery, periods, periodWords, type Period } from './log-words.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'flex-end' },
  field: { flex: '1 1 180px', minWidth: 0, maxWidth: '320px' },
  select: { minWidth: 0, width: '100%' },
});

/** What is looked at. */
export interface Chosen {
  period: Period;
  outcome: LogOutcome | '';
  engagementId: string;
}

export const everything: Chosen = { period: 'year', outcome: '', engagementId: '' };

/** `?from=…&outcome=…`; `today` is a date. */
export function queryOf({ period, outcome, engagementId }: Chosen, today: string): string {
  const query = new URLSearchParams({ ...periodQuery(period, today), ...(outcome && { outcome }), ...(engagementId && { engagementId }) }).toString();
  return query && `?${query}`;
}

const outcomes = Object.keys(logWords) as LogOutcome[];

/** Puts a file into the person's downloads. */
function save({ name, csv }: CsvFile): void {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

interface LogFilterProps {
  api: Api;
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
  /** Where the file is, with its query; null where there is none. */
  file: string | null;
  /** Choices of its own. */
  children?: ReactNode;
}

/** Which period and which sessions, and the same as a file. */
export function LogFilter({ api, chosen, choose, file, children }: LogFilterProps) {
  const styles = useStyles();
  const download = useAction(async (path: string) => save(await api.get<CsvFile>(path)));
  return (
    <>
      <div className={styles.row}>
        <Field label="Period" className={styles.field}>
          <Select className={styles.select} value={chosen.period} onChange={(_event, { value }) => choose({ ...chosen, period: value as Period })}>
            {periods.map((period) => (
              <option key={period} value={period}>
                {periodWords[period]}
              </option>
            ))}
          </Select>
        </Field>
        {children}
        <Field label="Sessions listed" className={styles.field}>
          <Select className={styles.select} value={chosen.outcome} onChange={(_event, { value }) => choose({ ...chosen, outcome: value as LogOutcome | '' })}>
            <option value="">All</option>
            {outcomes.map((outcome) => (
              <option key={outcome} value={outcome}>
                {logWords[outcome]}
              </option>
            ))}
          </Select>
        </Field>
        {file !== null && (
          <Button icon={<ArrowDownloadRegular />} disabledFocusable={download.busy} onClick={() => void download.run(file)}>
            Save as CSV
          </Button>
        )}
      </div>
      <ErrorNote problem={download.problem} />
    </>
  );
}
