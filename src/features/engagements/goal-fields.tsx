import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useArrivingFocus } from '../../components/arriving-focus.ts';
import { fieldMark, useFieldError } from '../../components/field-errors.ts';

const useStyles = makeStyles({
  stack: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, alignItems: 'flex-start' },
  row: { display: 'flex', gap: tokens.spacingHorizontalXS, alignItems: 'flex-start', width: '100%' },
  // Level with the input, under the height of a label.
  remove: { marginTop: '26px' },
  grow: { flexGrow: 1, minWidth: 0 },
  input: { minWidth: 0 },
  // Its words stand under the other words, not its frame.
  add: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
  hint: { color: tokens.colorNeutralForeground2, margin: 0 },
});

/** As many as an engagement may have. */
const most = 10;

interface GoalFieldsProps {
  goals: readonly string[];
  onChange: (goals: string[]) => void;
}

/** Goals as titles, one line each. Enter goes on to the next. */
export function GoalFields({ goals, onChange }: GoalFieldsProps) {
  const styles = useStyles();
  const shown = goals.length > 0 ? goals : [''];
  const [arrived, setArrived] = useState<number | null>(null);
  const add = () => {
    setArrived(shown.length);
    onChange([...shown, '']);
  };
  const remove = (index: number) => {
    setArrived(Math.max(0, index - 1));
    onChange(shown.filter((_title, at) => at !== index));
  };
  return (
    <fieldset aria-label="Goals" className={styles.stack} {...fieldMark('goals')}>
      <p className={styles.hint}>As you would word them for your sponsor. You can add them later.</p>
      {[...shown.entries()].map(([index, title]) => (
        // A goal has no other name than its place in the list.
        <GoalRow
          key={index}
          index={index}
          title={title}
          focus={arrived === index}
          change={(next) => onChange(shown.map((was, at) => (at === index ? next : was)))}
          {...(shown.length < most ? { enter: add } : {})}
          {...(shown.length > 1 ? { remove: () => remove(index) } : {})}
        />
      ))}
      {shown.length < most && (
        <Button appearance="subtle" className={styles.add} icon={<AddRegular />} onClick={add}>
          Add a goal
        </Button>
      )}
    </fieldset>
  );
}

interface GoalRowProps {
  index: number;
  title: string;
  focus: boolean;
  change: (title: string) => void;
  enter?: () => void;
  remove?: () => void;
}

function GoalRow({ index, title, focus, change, enter, remove }: GoalRowProps) {
  const styles = useStyles();
  const error = useFieldError(`goals.${index}`);
  const row = useArrivingFocus(focus, 'input');
  return (
    <div ref={row} className={styles.row} {...fieldMark(`goals.${index}`)}>
      <Field className={styles.grow} label={`Goal ${index + 1}`} {...(error ? { validationMessage: error } : {})}>
        <Input
          className={styles.input}
          value={title}
          maxLength={200}
          onChange={(_event, { value }) => change(value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !enter || title.trim() === '') return;
            event.preventDefault();
            enter();
          }}
        />
      </Field>
      {remove && <Button className={styles.remove} appearance="subtle" icon={<DismissRegular />} aria-label={`Remove goal ${index + 1}`} onClick={remove} />}
    </div>
  );
}
