import { InteractionTag, InteractionTagPrimary, InteractionTagSecondary, makeStyles, TagGroup, tokens } from '@fluentui/react-components';
import type { Relaxation } from '../../../server/features/scheduling/contract.ts';
import { relaxationKey, relaxationWords } from './relaxations.ts';

const useStyles = makeStyles({
  tags: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, padding: 0 },
  tag: { maxWidth: '100%' },
  words: { minWidth: 0, height: 'auto', minHeight: '32px', whiteSpace: 'normal' },
});

interface LoosenedProps {
  relax: readonly Relaxation[];
  people: readonly { personId: string; displayName: string; zone: string | null }[];
  remove: (relax: Relaxation) => void;
}

/** What was loosened to find these times: always in sight, each one taken back with a press. */
export function Loosened({ relax, people, remove }: LoosenedProps) {
  const styles = useStyles();
  if (relax.length === 0) return null;
  return (
    <TagGroup className={styles.tags} aria-label="Loosened for this search" onDismiss={(_event, { value }) => relax.filter((one) => relaxationKey(one) === value).forEach(remove)}>
      {relax.map((one) => (
        <InteractionTag key={relaxationKey(one)} value={relaxationKey(one)} appearance="brand" className={styles.tag}>
          <InteractionTagPrimary hasSecondaryAction className={styles.words} onClick={() => remove(one)}>
            {relaxationWords(one, people)}
          </InteractionTagPrimary>
          <InteractionTagSecondary aria-label={`Take back: ${relaxationWords(one, people)}`} />
        </InteractionTag>
      ))}
    </TagGroup>
  );
}
