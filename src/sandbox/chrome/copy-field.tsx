import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons';
import { useRef } from 'react';
import { useNotify } from '../../components/notices.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'flex-end' },
  field: { flex: '1 1 160px', minWidth: 0 },
  input: { minWidth: 0, width: '100%', '& > input': { minWidth: 0 } },
});

/** A text to take elsewhere, with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const styles = useStyles();
  const notify = useNotify();
  const row = useRef<HTMLDivElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      notify.done('Copied');
    } catch {
      // Where the clipboard is refused, the text stands selected for Ctrl+C.
      row.current?.querySelector('input')?.select();
    }
  };
  return (
    <div ref={row} className={styles.row}>
      <Field label={label} className={styles.field}>
        <Input className={styles.input} readOnly value={value} onFocus={(event) => event.target.select()} />
      </Field>
      <Button icon={<CopyRegular />} aria-label={`Copy: ${label}`} onClick={() => void copy()}>
        Copy
      </Button>
    </div>
  );
}
