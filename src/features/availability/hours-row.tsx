import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { fieldMark, useFieldError } from '../../components/field-errors.ts';
import type { WindowDraft } from './availability-draft.ts';

const useStyles = makeStyles({
  row: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto minmax(0, 1fr) auto', alignItems: 'center', gap: tokens.spacingHorizontalXS, maxWidth: '320px' },
  cell: { minWidth: 0 },
  time: {
    minWidth: 0,
    width: '100%',
    '& > input': { minWidth: 0, width: '100%' },
    // Both times of a window must stay readable at 280 px, with AM and PM too; the clock only opens a list of the same times.
    '@media (max-width: 400px)': { paddingInline: tokens.spacingHorizontalXS, '& > input': { minWidth: 0, width: '100%', paddingInline: 0 }, '& > input::-webkit-calendar-picker-indicator': { display: 'none' } },
  },
  wrong: { color: tokens.colorStatusDangerForeground3, margin: 0, gridColumn: '1 / -1', fontSize: tokens.fontSizeBase200 },
});

interface HoursRowProps {
  /** Path of this window in the request. */
  field: string;
  /** Whose hours: "Monday", "3 April". */
  whose: string;
  value: WindowDraft;
  change: (value: WindowDraft) => void;
  remove: () => void;
}

/** From and to, what is wrong with them, and the way to take them out. */
export function HoursRow({ field, whose, value, change, remove }: HoursRowProps) {
  const styles = useStyles();
  const error = useFieldError(field);
  const wrong = error ? { 'aria-describedby': `${field}-wrong` } : {};
  return (
    <div className={styles.row} {...fieldMark(field)}>
      <Time field={`${field}.startMinute`} label={`${whose}, from`} value={value.start} change={(start) => change({ ...value, start })} {...wrong} />
      <span aria-hidden>–</span>
      <Time field={`${field}.endMinute`} label={`${whose}, to`} value={value.end} change={(end) => change({ ...value, end })} {...wrong} />
      <Button appearance="subtle" icon={<DismissRegular />} aria-label={`Remove ${value.start} to ${value.end}, ${whose}`} onClick={remove} />
      {error && (
        <p id={`${field}-wrong`} role="alert" className={styles.wrong}>
          {error}
        </p>
      )}
    </div>
  );
}

interface TimeProps {
  field: string;
  label: string;
  value: string;
  change: (value: string) => void;
  'aria-describedby'?: string;
}

function Time({ field, label, value, change, ...described }: TimeProps) {
  const styles = useStyles();
  const error = useFieldError(field);
  return (
    <div className={styles.cell} {...fieldMark(field)}>
      <Input
        className={styles.time}
        type="time"
        step={300}
        aria-label={label}
        aria-invalid={error !== null}
        value={value}
        onChange={(_event, data) => change(data.value)}
        {...described}
      />
    </div>
  );
}
