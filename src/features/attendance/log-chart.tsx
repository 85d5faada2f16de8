import { Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { LogMonth } from '../../../server/features/attendance-log/contract.ts';
import { useViewer } from '../../components/viewer.ts';
import { columnsOf, stacksIn, stackWords, type Column, type Stack } from './log-words.ts';

const line = `1px solid ${tokens.colorNeutralStrokeAccessible}`;
const heightPx = 96;

const useStyles = makeStyles({
  figure: { margin: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  // Thirteen columns in 200 px.
  columns: { display: 'grid', gridAutoFlow: 'column', gridAutoColumns: 'minmax(0, 48px)', columnGap: '3px', borderBottom: line },
  column: { display: 'flex', flexDirection: 'column-reverse', height: `${heightPx}px`, minWidth: 0 },
  part: { boxSizing: 'border-box', minHeight: '4px', marginTop: '1px', borderRadius: '2px' },
  held: { backgroundColor: tokens.colorBrandBackground, border: `1px solid ${tokens.colorBrandBackground}`, forcedColorAdjust: 'none' },
  missed: { border: line, backgroundImage: `repeating-linear-gradient(45deg, ${tokens.colorNeutralForeground2} 0 2px, transparent 2px 6px)` },
  lateCancelled: { border: line, backgroundColor: tokens.colorNeutralBackground5 },
  open: { border: `1px dashed ${tokens.colorNeutralStrokeAccessible}` },
  names: { display: 'grid', gridAutoFlow: 'column', gridAutoColumns: 'minmax(0, 48px)', columnGap: '3px', color: tokens.colorNeutralForeground2, textAlign: 'center' },
  legend: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}` },
  key: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  swatch: { width: '16px', height: '16px', marginTop: 0, flexShrink: 0 },
  // Read out, not seen: the same as a table, in something that holds it, since a table is never narrower than its words.
  unseen: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
});

const monthName = (month: string, locale: string, length: 'narrow' | 'long'): string =>
  new Intl.DateTimeFormat(locale, { month: length, ...(length === 'long' ? { year: 'numeric' } : {}), timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));

const partsWords = ({ parts }: Column): string => (parts.length === 0 ? 'No session' : parts.map(({ stack, count }) => `${count} ${stackWords[stack].toLowerCase()}`).join(', '));

/** A year in columns, told apart by fill, hatching and outline, not by colour alone; as a table to who does not see them. */
export function LogChart({ months }: { months: readonly LogMonth[] }) {
  const styles = useStyles();
  const { locale } = useViewer();
  const columns = columnsOf(months);
  const stacks = stacksIn(columns);
  if (stacks.length === 0) return null;
  return (
    <figure className={styles.figure} aria-label="Sessions month by month">
      <div aria-hidden className={styles.columns}>
        {columns.map((column) => (
          <span key={column.month} className={styles.column} title={`${monthName(column.month, locale, 'long')}: ${partsWords(column)}`}>
            {column.parts.map(({ stack, share }) => (
              <span key={stack} className={mergeClasses(styles.part, styles[stack])} style={{ height: `${Math.round(share * (heightPx - 4))}px` }} />
            ))}
          </span>
        ))}
      </div>
      <Caption1 aria-hidden className={styles.names}>
        {columns.map(({ month }) => (
          <span key={month}>{monthName(month, locale, 'narrow')}</span>
        ))}
      </Caption1>
      <Legend stacks={stacks} />
      <MonthsTable columns={columns} stacks={stacks} />
    </figure>
  );
}

function Legend({ stacks }: { stacks: readonly Stack[] }) {
  const styles = useStyles();
  return (
    <ul aria-hidden className={styles.legend}>
      {stacks.map((stack) => (
        <li key={stack} className={styles.key}>
          <span className={mergeClasses(styles.part, styles.swatch, styles[stack])} />
          <Caption1>{stackWords[stack]}</Caption1>
        </li>
      ))}
    </ul>
  );
}

function MonthsTable({ columns, stacks }: { columns: readonly Column[]; stacks: readonly Stack[] }) {
  const styles = useStyles();
  const { locale } = useViewer();
  return (
    <div className={styles.unseen}>
      <table>
        <caption>Sessions month by month</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            {stacks.map((stack) => (
              <th key={stack} scope="col">
                {stackWords[stack]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map(({ month, parts }) => (
            <tr key={month}>
              <th scope="row">{monthName(month, locale, 'long')}</th>
              {stacks.map((stack) => (
                <td key={stack}>{parts.find((part) => part.stack === stack)?.count ?? 0}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
