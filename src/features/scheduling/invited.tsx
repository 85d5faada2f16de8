import { Caption1Strong, makeStyles, tokens, useId } from '@fluentui/react-components';
import { PersonChip } from '../../components/person-chip.tsx';
import type { InvitedPerson } from './book-words.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  people: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

/** The people who get an invitation. */
export function Invited({ people, viewerId }: { people: readonly InvitedPerson[]; viewerId: string }) {
  const styles = useStyles();
  const id = useId('invited');
  return (
    <div className={styles.stack}>
      <Caption1Strong id={id}>Invited</Caption1Strong>
      <ul className={styles.people} aria-labelledby={id}>
        {people.map((one) => (
          <li key={one.id}>
            <PersonChip name={one.name} you={one.id === viewerId} under={one.under} size={28} />
          </li>
        ))}
      </ul>
    </div>
  );
}
