import { Body1, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowForwardFilled, CheckmarkFilled, DismissFilled, SubtractFilled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { ReviewWeek } from '../../../server/features/blocks/contract.ts';
import { shortDate } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { type Column, chartSentence, columnsOf, type Outcome, outcomeWords } from './chart-shape.ts';

const bar = `1px solid ${tokens.colorNeutralStrokeAccessible}`;

const useStyles = makeStyles({
  figure: { margin: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  // Twelve columns in 200 px: no gap may be wider than this.
  columns: { display: 'grid', gridTemplateColumns: 'repeat(12, minmax(0, 28px))', columnGap: '3px', alignItems: 'end', height: '72px' },
  column: { display: 'flex', flexDirection: 'column', justifyContent: 'flex-end', alignItems: 'center', height: '100%', minWidth: 0, color: tokens.colorNeutralForeground2 },
  bar: { width: '100%', boxSizing: 'border-box', borderRadius: '3px', display: 'flex', alignItems: 'center', justifyContent: 'center', fontSize: '12px', lineHeight: 0 },
  kept: { backgroundColor: tokens.colorBrandBackground, color: tokens.colorNeutralForegroundOnBrand, border: `1px solid ${tokens.colorBrandBackground}`, forcedColorAdjust: 'none' },
  lost: { border: bar, color: tokens.colorNeutralForeground1 },
  open: { border: `1px dashed ${tokens.colorNeutralStrokeAccessible}` },
  skipped: { border: bar, backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground2 },
  none: { borderBottom: bar, borderRadius: 0 },
  ends: { display: 'flex', justifyContent: 'space-between', color: tokens.colorNeutralForeground2, maxWidth: '369px' },
  legend: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}` },
  key: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  swatch: { width: '16px', height: '16px' },
  moved: { fontSize: '12px', lineHeight: 0, paddingBottom: '2px' },
  // Read out, not seen: the same as a table.
  table: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
});

const marks: Record<Outcome, ReactNode> = { kept: <CheckmarkFilled />, lost: <DismissFilled />, skipped: <SubtractFilled />, open: null, none: null };

/** The last twelve weeks as columns told apart by height, outline and sign, not by colour alone; as a table to who does not see them. */
export function WeeksChart({ weeks }: { weeks: readonly ReviewWeek[] }) {
  const styles = useStyles();
  const { locale } = useViewer();
  const sentence = chartSentence(weeks);
  if (sentence === null) return null;
  const columns = columnsOf(weeks);
  const outcomes = (['kept', 'lost', 'skipped', 'open'] as const).filter((one) => columns.some(({ outcome }) => outcome === one));
  return (
    <figure className={styles.figure}>
      <figcaption>
        <Body1>{sentence}</Body1>
      </figcaption>
      <div aria-hidden className={styles.columns}>
        {columns.map((column) => (
          <ChartColumn key={column.week} column={column} title={`${shortDate(column.week, locale)}: ${column.words}`} />
        ))}
      </div>
      <Caption1 aria-hidden className={styles.ends}>
        <span>{shortDate(weeks[0]!.week, locale)}</span>
        <span>This week</span>
      </Caption1>
      <ul aria-hidden className={styles.legend}>
        {outcomes.map((one) => (
          <Key key={one} word={outcomeWords[one]}>
            <span className={mergeClasses(styles.bar, styles.swatch, styles[one])}>{marks[one]}</span>
          </Key>
        ))}
        {columns.some(({ moved }) => moved > 0) && (
          <Key word="Moved">
            <ArrowForwardFilled />
          </Key>
        )}
      </ul>
      <WeeksTable columns={columns} />
    </figure>
  );
}

function ChartColumn({ column, title }: { column: Column; title: string }) {
  const styles = useStyles();
  return (
    <span className={styles.column} title={title}>
      {column.moved > 0 && (
        <span className={styles.moved}>
          <ArrowForwardFilled />
        </span>
      )}
      <span className={mergeClasses(styles.bar, styles[column.outcome])} style={{ height: `${Math.round(column.height * 52)}px` }}>
        {marks[column.outcome]}
      </span>
    </span>
  );
}

function Key({ word, children }: { word: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <li className={styles.key}>
      {children}
      <Caption1>{word}</Caption1>
    </li>
  );
}

function WeeksTable({ columns }: { columns: readonly Column[] }) {
  const styles = useStyles();
  const { locale } = useViewer();
  return (
    <table className={styles.table}>
      <caption>Review time, week by week</caption>
      <thead>
        <tr>
          <th scope="col">Week of</th>
          <th scope="col">What became of it</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ week, words }) => (
          <tr key={week}>
            <th scope="row">{shortDate(week, locale)}</th>
            <td>{words}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
