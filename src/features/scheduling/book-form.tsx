import { Badge, Body1, Button, Field, makeStyles, Spinner, Textarea, tokens } from '@fluentui/react-components';
import { CalendarAddRegular } from '@fluentui/react-icons';
import type { Slot } from '../../../server/features/scheduling/contract.ts';
import { consentNeed } from '../../components/consent-screen.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { kindWords } from '../../components/session-words.ts';
import { ZonedTime } from '../../components/zoned-time.tsx';
import { BandNotice } from '../../components/band-notice.tsx';
import { bookHints, whoIsInvited } from './book-words.ts';
import type { BookingProps } from './booking.tsx';
import { invitedTo } from './evidence-words.ts';
import { Invited } from './invited.tsx';
import { MissingPermission } from './missing-permission.tsx';
import { slotBadges } from './slot-days.ts';
import { TakenNote } from './taken-note.tsx';
import { takenOf, useBooking } from './use-booking.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  hints: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, color: tokens.colorNeutralForeground2, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** The chosen time, who is invited, what they will see, and one button. */
export function BookForm(props: BookingProps) {
  const { api, engagement, moving, wish, slot, agenda, setAgenda, setMade, leave } = props;
  const styles = useStyles();
  const { book, busy, problem } = useBooking({ api, engagementId: engagement.id, moving, wish, slot });
  const asks = moving?.reschedule.move === 'ask';
  const taken = takenOf(problem);
  if (taken) {
    return (
      <Panel title="Choose another time" strong>
        <TakenNote {...props} taken={taken} />
      </Panel>
    );
  }
  const press = async () => {
    const session = await book(agenda);
    if (session) setMade(session);
  };
  return (
    <Panel title={titleWords(moving)} strong>
      <ChosenTime {...props} />
      <Invited people={whoIsInvited(invitedTo(wish.kind, engagement.participants), wish.relax)} viewerId={props.me.person.id} />
      {!moving && (
        <Field label="Agenda (optional)" hint={agendaHint(engagement.neutralSubject || engagement.emptyBody)}>
          <Textarea value={agenda} maxLength={4000} rows={4} resize="vertical" onChange={(_event, data) => setAgenda(data.value)} />
        </Field>
      )}
      {asks && (
        <Field label="A word to the coach (optional)">
          <Textarea value={agenda} maxLength={500} rows={2} resize="vertical" onChange={(_event, data) => setAgenda(data.value)} />
        </Field>
      )}
      <ul className={styles.hints}>
        {bookHints({ engagement, relax: wish.relax, moving: moving !== null, asks }).map((hint) => (
          <li key={hint}>
            <Body1>{hint}</Body1>
          </li>
        ))}
      </ul>
      {problem && <NotBooked problem={problem} />}
      <div className={styles.actions}>
        <Button appearance="primary" icon={busy ? <Spinner size="tiny" aria-hidden /> : <CalendarAddRegular />} disabledFocusable={busy} onClick={() => void press()}>
          {buttonWords(busy, moving !== null, asks)}
        </Button>
        <Button onClick={leave} disabledFocusable={busy}>
          Other times
        </Button>
      </div>
    </Panel>
  );
}

const agendaHint = (neutral: boolean): string =>
  neutral ? 'Stays in Fieldwork: calendars show a neutral meeting.' : 'Everybody invited reads it in the invitation.';

const titleWords = (moving: BookingProps['moving']): string => {
  if (!moving) return 'Book this time?';
  return moving.reschedule.move === 'ask' ? 'Ask the coach for this time?' : 'Move to this time?';
};

const buttonWords = (busy: boolean, moving: boolean, asks: boolean): string => {
  if (asks) return busy ? 'Asking …' : 'Ask the coach';
  return moveOrBook(busy, moving);
};

const moveOrBook = (busy: boolean, moving: boolean): string => (moving ? (busy ? 'Moving …' : 'Move the session') : busy ? 'Booking …' : 'Book');

function ChosenTime({ engagement, moving, wish, slot, me, api }: BookingProps) {
  const styles = useStyles();
  const others = invitedTo(wish.kind, engagement.participants).filter(({ id }) => id !== me.person.id);
  return (
    <div className={styles.form}>
      <div>
        <Body1 block>{kindWords[moving?.kind ?? wish.kind]}</Body1>
        <ZonedTime start={slot.start} end={slot.end} others={others.map((one) => ({ name: one.displayName, zone: zoneIn(slot, one.id) ?? one.zone }))} now={api.now()} size="large" />
      </div>
      <div className={styles.badges}>
        <Body1>{slot.why}</Body1>
        {slotBadges(slot, false).map(({ text, tone }) => (
          <Badge key={text} appearance="tint" color={tone}>
            {text}
          </Badge>
        ))}
      </div>
    </div>
  );
}

const zoneIn = (slot: Slot, personId: string): string | null => slot.evidence.find((one) => one.personId === personId)?.zone ?? null;

/** No answer is not a no: pressing again is safe, and that is what a person needs to know. */
function NotBooked({ problem }: { problem: NonNullable<ReturnType<typeof useBooking>['problem']> }) {
  if (problem.code === 'consent-required') {
    return (
      <BandNotice intent="warning" title="Nothing was booked: a permission is missing.">
        <MissingPermission need={consentNeed(problem.details)} />
      </BandNotice>
    );
  }
  if (!problem.retryable) return <ErrorNote problem={problem} />;
  return (
    <BandNotice intent="warning" title="No answer came.">
      {problem.message} Pressing again is safe: it is booked once.
    </BandNotice>
  );
}
