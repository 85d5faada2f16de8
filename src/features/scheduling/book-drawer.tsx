import { Button, DrawerBody, DrawerHeader, DrawerHeaderTitle, makeStyles, OverlayDrawer, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Session, Slot } from '../../../server/features/scheduling/contract.ts';
import type { ScreenProps } from '../../components/screen.ts';
import { BookForm } from './book-form.tsx';
import { BookOutcome } from './book-outcome.tsx';
import type { Wish } from './wish.ts';

const useStyles = makeStyles({
  drawer: { width: 'min(440px, 100vw)', maxWidth: '100vw', overflowWrap: 'anywhere' },
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, paddingBottom: tokens.spacingVerticalXXL },
});

export interface BookDrawerProps extends ScreenProps {
  engagement: Engagement;
  moving: Session | null;
  wish: Wish;
  slot: Slot | null;
  /** Takes another time instead, e.g. when this one was taken meanwhile. */
  choose: (slot: Slot) => void;
  close: () => void;
  /** Searches again: what the list shows is old once a time was booked or taken. */
  refresh: () => void;
}

/** The last look before a time is booked, and what became of it. What was written stays when another time is chosen. */
export function BookDrawer(props: BookDrawerProps) {
  const styles = useStyles();
  const { slot, moving, close } = props;
  const [agenda, setAgenda] = useState('');
  const [made, setMade] = useState<Session | null>(null);
  const leave = () => {
    close();
    if (made) props.navigate(`/sessions/${made.id}`);
  };
  const title = made ? 'What happens now' : moving ? 'Move to this time?' : 'Book this time?';
  return (
    <OverlayDrawer open={slot !== null} position="end" className={styles.drawer} onOpenChange={(_event, { open }) => open || leave()} aria-label={title}>
      <DrawerHeader>
        <DrawerHeaderTitle heading={{ as: 'h2' }} action={<Button appearance="subtle" aria-label="Close" icon={<DismissRegular />} onClick={leave} />}>
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        {made && <BookOutcome {...props} session={made} update={setMade} done={leave} />}
        {!made && slot && <BookForm {...props} slot={slot} agenda={agenda} setAgenda={setAgenda} made={setMade} key={slot.start} />}
      </DrawerBody>
    </OverlayDrawer>
  );
}
