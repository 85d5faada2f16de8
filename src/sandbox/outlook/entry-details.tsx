import { Badge, Body1, Button, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { DismissRegular, VideoRegular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { ZonedTime } from '../../components/zoned-time.tsx';
import { teamsAddress } from '../chrome/address.ts';
import { type CalendarEntry, chatOf } from '../tenant/calendar.ts';
import type { Anybody } from '../tenant/tenant.ts';
import { AnswerButtons } from './answer-buttons.tsx';
import { EntryActs } from './entry-acts.tsx';
import { EntryPeople } from './entry-people.tsx';
import { EntryPresence } from './entry-presence.tsx';
import { showAsWords } from './entry-words.ts';
import { HtmlFrame } from './html-frame.tsx';

const useStyles = makeStyles({
  pane: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
    padding: tokens.spacingVerticalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
    outlineStyle: 'none',
  },
  head: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start', justifyContent: 'space-between' },
  title: { margin: 0 },
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface EntryDetailsProps {
  entry: CalendarEntry;
  one: Anybody;
  changed: () => void;
  close: () => void;
}

/** One entry: when, who, with what answers, and what its owner can do with it in Outlook. */
export function EntryDetails({ entry, one, changed, close }: EntryDetailsProps) {
  const styles = useStyles();
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    pane.current?.focus();
  }, []);
  return (
    <article ref={pane} tabIndex={-1} className={styles.pane} aria-label={entry.subject}>
      <div className={styles.head}>
        <Subtitle1 as="h3" className={styles.title}>
          {entry.subject}
        </Subtitle1>
        <Button appearance="subtle" icon={<DismissRegular />} aria-label="Close" onClick={close} />
      </div>
      {entry.isAllDay ? <Body1>All day</Body1> : <ZonedTime start={entry.start} end={entry.end} />}
      <Standing entry={entry} />
      <Join entry={entry} one={one} />
      {!entry.isOrganizer && entry.attendees.length > 0 && !entry.isCancelled && <AnswerButtons user={one.address} iCalUId={entry.iCalUId} answer={entry.response} done={changed} />}
      <EntryPeople entry={entry} one={one} changed={changed} />
      {entry.joinUrl && !entry.isCancelled && <EntryPresence entry={entry} user={one.address} />}
      {entry.bodyHtml !== '' && <HtmlFrame title={`Text of: ${entry.subject}`} html={entry.bodyHtml} user={one.kind === 'person' ? one.address : null} />}
      <EntryActs entry={entry} one={one} changed={changed} gone={close} />
    </article>
  );
}

function Standing({ entry: { isCancelled, showAs, sensitivity, isRecurring, location } }: { entry: CalendarEntry }) {
  const styles = useStyles();
  const words = [isCancelled && 'cancelled', showAsWords[showAs], sensitivity !== 'normal' && sensitivity, isRecurring && 'one of a series'].filter((word) => word !== false);
  return (
    <>
      <div className={styles.badges}>
        {words.map((word) => (
          <Badge key={word} appearance="outline">
            {word}
          </Badge>
        ))}
      </div>
      {location && <Body1>Where: {location}</Body1>}
    </>
  );
}

/** Leads into the played meeting; somebody outside has no Teams here. */
function Join({ entry, one }: { entry: CalendarEntry; one: Anybody }) {
  const chat = entry.joinUrl && chatOf(entry.joinUrl);
  if (!chat || entry.isCancelled) return null;
  if (one.kind === 'outsider') return <Body1>A Teams meeting; outsiders cannot be played in it.</Body1>;
  return (
    <div>
      <Button as="a" href={teamsAddress(one.address, { surface: 'panel', chat })} target="_blank" icon={<VideoRegular />}>
        Join the Teams meeting
      </Button>
    </div>
  );
}
