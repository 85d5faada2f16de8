import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Session, Slot } from '../../../server/features/scheduling/contract.ts';
import { Panel } from '../../components/panel.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { BookForm } from './book-form.tsx';
import { BookOutcome } from './book-outcome.tsx';
import type { Wish } from './wish.ts';

export interface BookingProps extends ScreenProps {
  engagement: Engagement;
  moving: Session | null;
  wish: Wish;
  slot: Slot;
  agenda: string;
  setAgenda: (agenda: string) => void;
  /** The session, once there is one. */
  made: Session | null;
  setMade: (session: Session) => void;
  /** Takes another time instead, e.g. when this one was taken meanwhile. */
  choose: (slot: Slot) => void;
  /** Back to the list. */
  leave: () => void;
  /** Searches again: what the list shows is old once a time was taken. */
  refresh: () => void;
}

/**
 * The last look before a time is booked, and what became of it. It stands where the list stood and is no dialog: these have no room
 * at 280 px, and Fluent's leave focusable hidden elements in the page.
 */
export function Booking(props: BookingProps) {
  const { made, slot } = props;
  if (made) {
    return (
      <Panel title="What happens now" strong>
        <BookOutcome {...props} session={made} update={props.setMade} />
      </Panel>
    );
  }
  return <BookForm {...props} key={slot.start} />;
}
