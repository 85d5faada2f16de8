import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { Relaxation } from '../../../server/features/scheduling/contract.ts';
import { relaxationKey, relaxationWords } from './relaxations.ts';

const useStyles = makeStyles({
  chips: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  chip: {
    borderRadius: tokens.borderRadiusCircular,
    whiteSpace: 'normal',
    textAlign: 'left',
    maxWidth: '100%',
    color: tokens.colorBrandForeground2,
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorBrandStroke2}`,
  },
});

interface LoosenedProps {
  relax: readonly Relaxation[];
  people: readonly { personId: string; displayName: string; zone: string | null }[];
  remove: (relax: Relaxation) => void;
}

/** What was loosened to find these times: always in sight, each taken back with a press. */
export function Loosened({ relax, people, remove }: LoosenedProps) {
  const styles = useStyles();
  if (relax.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label="Loosened for this search">
      {relax.map((one) => (
        <li key={relaxationKey(one)}>
          <Button
            size="small"
            className={styles.chip}
            icon={<DismissRegular />}
            iconPosition="after"
            aria-label={`Take back: ${relaxationWords(one, people)}`}
            onClick={() => remove(one)}
          >
            {relaxationWords(one, people)}
          </Button>
        </li>
      ))}
    </ul>
  );
}
