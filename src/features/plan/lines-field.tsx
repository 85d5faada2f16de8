import { Button, Caption1, Input, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { newId } from '../../api/ids.ts';
import { useArrivingFocus } from '../../components/arriving-focus.ts';
import { fieldMark } from '../../components/field-errors.ts';

const useStyles = makeStyles({
  stack: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, alignItems: 'center' },
  text: { flexGrow: 1, flexBasis: '160px', minWidth: 0, '& input': { minWidth: 0 } },
  due: { minWidth: 0, maxWidth: '160px' },
  add: { alignSelf: 'flex-start', marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
});

interface Line {
  id: string;
  text: string;
  due?: string | null;
}

interface LinesFieldProps<T extends Line> {
  label: string;
  /** What one of them is called: "Behaviour". */
  one: string;
  /** Path in the request. */
  field: string;
  lines: T[];
  most: number;
  /** A new, empty one. */
  fresh: (id: string) => T;
  dated?: boolean;
  change: (lines: T[]) => void;
}

/** Lines of text, added, worded and removed; with a date each where they are due. */
export function LinesField<T extends Line>({ label, one, field, lines, most, fresh, dated = false, change }: LinesFieldProps<T>) {
  const styles = useStyles();
  const [arrived, setArrived] = useState<string | null>(null);
  const add = () => {
    const id = newId();
    setArrived(id);
    change([...lines, fresh(id)]);
  };
  const put = (id: string, part: Partial<Line>) => change(lines.map((was) => (was.id === id ? { ...was, ...part } : was)));
  return (
    <fieldset className={styles.stack} aria-label={label} {...fieldMark(field)}>
      <Caption1>{label}</Caption1>
      {lines.map(({ id, text, due }, index) => (
        <LineRow key={id} focus={arrived === id}>
          <Input className={styles.text} aria-label={`${one} ${index + 1}`} dir="auto" maxLength={300} value={text} onChange={(_event, { value }) => put(id, { text: value })} />
          {dated && <Input className={styles.due} type="date" aria-label={`${one} ${index + 1}: by when`} value={due ?? ''} onChange={(_event, { value }) => put(id, { due: value === '' ? null : value })} />}
          <Button appearance="subtle" icon={<DismissRegular />} aria-label={`Remove ${one.toLowerCase()} ${index + 1}`} onClick={() => change(lines.filter((was) => was.id !== id))} />
        </LineRow>
      ))}
      {lines.length < most && (
        <Button className={styles.add} appearance="subtle" icon={<AddRegular />} onClick={add}>
          Add a {one.toLowerCase()}
        </Button>
      )}
    </fieldset>
  );
}

function LineRow({ focus, children }: { focus: boolean; children: ReactNode }) {
  const styles = useStyles();
  const row = useArrivingFocus(focus, 'input');
  return (
    <div ref={row} className={styles.row}>
      {children}
    </div>
  );
}
