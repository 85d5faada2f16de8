import { makeStyles, tokens } from '@fluentui/react-components';
import { BandNotice } from './band-notice.tsx';
import { Button } from './native/button.tsx';
import { Field, Textarea } from './native/fields.tsx';
import { Caption1 } from './native/text.tsx';
import type { SaveState } from './saver.ts';
import type { SavedText } from './use-saver.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  area: { width: '100%', minWidth: 0, '& textarea': { minHeight: '84px', maxHeight: '50vh', fieldSizing: 'content' } },
  quiet: { color: tokens.colorNeutralForeground2 },
  theirs: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: `${tokens.spacingVerticalXS} 0 0`, paddingLeft: tokens.spacingHorizontalM, borderLeft: `2px solid ${tokens.colorNeutralStroke1}` },
});

/** What stands under a text that saves itself. */
export const stateWords: Record<SaveState, string> = {
  saved: 'Saved',
  unsaved: 'Not saved yet',
  offline: 'Offline. It is kept here and saved once there is a connection.',
  conflict: 'Not saved yet',
  refused: 'Not saved',
};

interface SavedAreaProps {
  label: string;
  hint?: string;
  /** Longest text, in characters. */
  most: number;
  saved: SavedText;
  readOnly?: boolean;
}

/** An input for some lines that saves itself, says how far it is, and shows both texts when another window saved one too. */
export function SavedArea({ label, hint, most, saved, readOnly = false }: SavedAreaProps) {
  const styles = useStyles();
  const touched = saved.text !== '' || saved.state !== 'saved';
  return (
    <div className={styles.stack}>
      <Field label={label} {...(hint ? { hint } : {})}>
        <Textarea
          className={styles.area}
          resize="vertical"
          dir="auto"
          value={saved.text}
          maxLength={most}
          readOnly={readOnly}
          onChange={(_event, { value }) => saved.type(value)}
        />
      </Field>
      {!readOnly && (
        <output>
          <Caption1 className={styles.quiet}>
            {touched ? stateWords[saved.state] : ''}
            {saved.text.length > most * 0.9 && ` · ${most - saved.text.length} characters left`}
          </Caption1>
        </output>
      )}
      {saved.state === 'refused' && saved.problem && <BandNotice intent="error">{saved.problem.fields[0]?.message ?? saved.problem.message}</BandNotice>}
      <Conflict saved={saved} />
    </div>
  );
}

function Conflict({ saved }: { saved: SavedText }) {
  const styles = useStyles();
  if (saved.state !== 'conflict' || !saved.theirs) return null;
  const choices = (
    <>
      <Button size="small" onClick={() => saved.choose('mine')}>
        Keep what is above
      </Button>
      <Button size="small" onClick={() => saved.choose('theirs')}>
        Take the other one
      </Button>
    </>
  );
  return (
    <BandNotice intent="warning" title="Another window saved something else here." actions={choices}>
      Nothing is lost. You can copy from it before you choose.
      <p dir="auto" className={styles.theirs}>
        {saved.theirs.text === '' ? '(empty)' : saved.theirs.text}
      </p>
    </BandNotice>
  );
}
