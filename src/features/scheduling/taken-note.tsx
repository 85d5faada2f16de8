import { Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Slot } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useFocusOnArrival } from '../../components/arriving-focus.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { listNames } from '../../components/session-words.ts';
import { SlotList } from './slot-list.tsx';
import type { Me } from '../../../server/features/people/contract.ts';
import type { Taken } from './use-booking.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, outlineStyle: 'none' },
  title: { margin: 0 },
  look: { alignSelf: 'flex-start' },
});

interface TakenNoteProps {
  taken: Taken;
  engagement: Engagement;
  api: Api;
  me: Me;
  choose: (slot: Slot) => void;
  leave: () => void;
  refresh: () => void;
}

/** The time went, or a rule came in between, while the person was deciding: who is busy now, and what is free instead, one press away. */
export function TakenNote({ taken, engagement, api, me, choose, leave, refresh }: TakenNoteProps) {
  const styles = useStyles();
  const place = useFocusOnArrival<HTMLDivElement>();
  const others = engagement.participants
    .filter(({ id }) => id !== me.person.id && taken.slots.some(({ evidence }) => evidence.some(({ personId }) => personId === id)))
    .map(({ id, displayName, zone }) => ({ personId: id, displayName, zone }));
  const lookAgain = () => {
    refresh();
    leave();
  };
  return (
    <div ref={place} tabIndex={-1} className={styles.stack}>
      <BandNotice intent="warning" title={taken.rule === null ? 'This time has just been taken.' : 'This time cannot be booked.'}>
        {taken.rule ?? takenWords(taken.blockedBy)} Nothing was booked.
      </BandNotice>
      {taken.slots.length > 0 && (
        <>
          <Subtitle2 as="h3" className={styles.title}>
            Free now
          </Subtitle2>
          <SlotList slots={taken.slots} others={others} calendars={[]} choose={choose} now={api.now()} />
        </>
      )}
      <Button className={styles.look} onClick={lookAgain}>
        Look again
      </Button>
    </div>
  );
}

const takenWords = (names: readonly string[]): string =>
  names.length === 0 ? 'Something else is there now.' : `${listNames(names)} ${names.length === 1 ? 'is' : 'are'} no longer free then.`;
