import { makeStyles, tokens } from '@fluentui/react-components';
import type { Session } from '../../server/features/scheduling/contract.ts';
import { PersonChip } from './person-chip.tsx';
import { roleWords } from './session-words.ts';

const useStyles = makeStyles({
  people: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}` },
});

const responseWords = {
  none: null,
  organizer: null,
  notResponded: 'no answer yet',
  tentativelyAccepted: 'maybe',
  accepted: 'coming',
  declined: 'cannot come',
} as const;

/** Who is in a session, each with their part in it and what they answered. */
export function SessionPeople({ session, viewerId }: { session: Pick<Session, 'attendees'>; viewerId: string }) {
  const styles = useStyles();
  return (
    <ul className={styles.people} aria-label="People">
      {session.attendees.map((one) => (
        <li key={one.personId}>
          <PersonChip name={one.displayName} you={one.personId === viewerId} under={underOf(one)} />
        </li>
      ))}
    </ul>
  );
}

const underOf = ({ role, optional, response }: Session['attendees'][number]): string =>
  [roleWords[role], optional ? 'optional' : null, responseWords[response]].filter((word) => word !== null).join(', ');
