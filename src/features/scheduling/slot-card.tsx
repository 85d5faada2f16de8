import { Badge, Button, Caption1, createCustomFocusIndicatorStyle, makeStyles, Subtitle2, tokens, useId } from '@fluentui/react-components';
import type { KeyboardEvent } from 'react';
import type { CalendarRead, Slot } from '../../../server/features/scheduling/contract.ts';
import { dayText, rangeText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { otherTimes } from '../../components/zoned-time.tsx';
import { evidenceWord } from './evidence-words.ts';
import { slotBadges } from './slot-days.ts';

const useStyles = makeStyles({
  card: {
    position: 'relative',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    // No other background: in high contrast that is a colour on which the words could not be read.
    ':hover': { border: `1px solid ${tokens.colorNeutralStroke1Hover}`, boxShadow: tokens.shadow4 },
    ...createCustomFocusIndicatorStyle({ outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' }, { selector: 'focus-within' }),
    '@media (forced-colors: active)': { ':hover': { outline: '1px solid Highlight' } },
  },
  words: { flex: '1 1 200px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  head: { display: 'flex', flexWrap: 'wrap', gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`, alignItems: 'center' },
  time: { whiteSpace: 'nowrap' },
  others: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', gap: `0 ${tokens.spacingHorizontalL}`, color: tokens.colorNeutralForeground2 },
  why: { color: tokens.colorNeutralForeground1 },
  // The whole card is the button's to press; its words stay words for who listens to the list.
  choose: { '::after': { content: '""', position: 'absolute', inset: 0, borderRadius: tokens.borderRadiusLarge } },
});

export interface SlotPerson {
  personId: string;
  displayName: string;
  zone: string | null;
}

interface SlotCardProps {
  slot: Slot;
  others: readonly SlotPerson[];
  calendars: readonly CalendarRead[];
  best: boolean;
  choose: (slot: Slot) => void;
}

/** One time: mine, everybody's beside, why it is offered, and the way to choose it. */
export function SlotCard({ slot, others, calendars, best, choose }: SlotCardProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const id = useId('slot');
  const time = rangeText(slot.start, slot.end, zone, locale);
  return (
    <li className={styles.card}>
      <div className={styles.words} id={id}>
        <div className={styles.head}>
          <Subtitle2 as="span" className={styles.time}>
            <time dateTime={slot.start}>{time}</time>
          </Subtitle2>
          {slotBadges(slot, best).map(({ text, tone }) => (
            <Badge key={text} appearance="tint" color={tone}>
              {text}
            </Badge>
          ))}
        </div>
        <Beside slot={slot} others={others} />
        <Caption1 className={styles.why}>{slot.why}</Caption1>
        <Doubts slot={slot} calendars={calendars} />
      </div>
      <Button
        className={styles.choose}
        aria-label={`Choose ${dayText(slot.start, zone, locale)}, ${time}`}
        aria-describedby={id}
        onClick={() => choose(slot)}
        onKeyDown={moveFocus}
      >
        Choose
      </Button>
    </li>
  );
}

/** From one time to the next by arrow keys; Fluent's own arrow navigation would put focusable hidden elements around the list. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const list = event.currentTarget.closest('[data-slots]');
  if (!step || !list) return;
  const buttons = [...list.querySelectorAll('button')];
  const next = buttons[buttons.findIndex((button) => button === event.currentTarget) + step];
  event.preventDefault();
  next?.focus();
}

function Beside({ slot, others }: { slot: Slot; others: readonly SlotPerson[] }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  // The search may know a newer zone than the engagement does.
  const known = others.map(({ personId, displayName, zone: own }) => ({ name: displayName, zone: slot.evidence.find((one) => one.personId === personId)?.zone ?? own }));
  const lines = otherTimes(slot, known, zone, locale);
  if (lines.length === 0) return null;
  return (
    <ul className={styles.others} aria-label="Their local times">
      {lines.map((line) => (
        <li key={line}>
          <Caption1>{line}</Caption1>
        </li>
      ))}
    </ul>
  );
}

/** Who is not plainly free, unless the why line has said it already. */
function Doubts({ slot, calendars }: { slot: Slot; calendars: readonly CalendarRead[] }) {
  const styles = useStyles();
  const doubts = slot.evidence.flatMap(({ personId, state }) => {
    const name = calendars.find((read) => read.personId === personId)?.displayName;
    return state === 'free' || !name || slot.why.includes(name) ? [] : [`${name}: ${evidenceWord(state)}`];
  });
  const said = slot.evidence.some(({ movesReview }) => movesReview) ? [...doubts, 'Moves your review block'] : doubts;
  return said.length === 0 ? null : <Caption1 className={styles.others}>{said.join(' · ')}</Caption1>;
}
