import { Badge, Body1, Button, Caption1, Caption1Strong, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons';
import type { TimeOption } from '../../../server/features/arc/contract.ts';
import type { Participant } from '../../../server/features/engagements/contract.ts';
import { kindWords } from '../../components/session-words.ts';
import { clockText, dateText, dayText, rangeText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { otherTimes } from '../../components/zoned-time.tsx';
import { daysOffWords, farAheadWords } from './arc-words.ts';
import { type Choice, chosenTime, timesOf } from './choices.ts';
import { usePartStyles } from './parts.ts';

const useStyles = makeStyles({
  time: { whiteSpace: 'nowrap' },
  others: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL, color: tokens.colorNeutralForeground2 },
});

interface OccurrenceRowProps {
  choice: Choice;
  /** Those in this kind of session but the viewer. */
  others: readonly Participant[];
  now: Date;
  locked: boolean;
  /** It overlaps a time that is chosen above. */
  clash: boolean;
  choose: (start: string | null) => void;
}

/** One session of many: its best time and why, what else there is, who and what is in the way; one press each. */
export function OccurrenceRow({ choice, others, now, locked, clash, choose }: OccurrenceRowProps) {
  const parts = usePartStyles();
  const { locale } = useViewer();
  const { occurrence, start } = choice;
  const time = chosenTime(choice);
  const nothing = timesOf(occurrence).length === 0;
  return (
    <li>
      <span className={parts.row}>
        <Caption1Strong>{`${kindWords[occurrence.kind]}, aimed at ${dateText(occurrence.day, locale)}`}</Caption1Strong>
        {nothing && <Badge appearance="tint" color="warning">No time fits</Badge>}
        {!nothing && start === null && <Badge appearance="tint" color="informative">Left out</Badge>}
      </span>
      {time && <Chosen time={time} others={others} now={now} />}
      {clash && <Body1>This overlaps a time that is chosen above. Choose another one, or leave it out.</Body1>}
      {occurrence.blocked.length > 0 && (
        <ul className={parts.list}>
          {occurrence.blocked.map((text) => (
            <li key={text}>
              <Caption1>{text}</Caption1>
            </li>
          ))}
        </ul>
      )}
      {!nothing && <Others choice={choice} locked={locked} choose={choose} />}
    </li>
  );
}

function Chosen({ time, others, now }: { time: TimeOption; others: readonly Participant[]; now: Date }) {
  const styles = useStyles();
  const parts = usePartStyles();
  const { zone, locale } = useViewer();
  const elsewhere = otherTimes(time, others.map(({ displayName, zone: theirs }) => ({ name: displayName, zone: theirs })), zone, locale);
  const off = daysOffWords(time.daysOff);
  const far = farAheadWords(time);
  return (
    <>
      <span className={parts.row}>
        <Subtitle2 as="span">
          <time dateTime={time.start}>
            {dayText(time.start, zone, locale, now)}, <span className={styles.time}>{rangeText(time.start, time.end, zone, locale)}</span>
          </time>
        </Subtitle2>
        {off && <Badge appearance="tint" color="informative">{off}</Badge>}
        {!time.certain && <Badge appearance="tint" color="warning">Not certain</Badge>}
      </span>
      {elsewhere.length > 0 && (
        <ul className={styles.others} aria-label="Their local times">
          {elsewhere.map((line) => (
            <li key={line}>
              <Caption1>{line}</Caption1>
            </li>
          ))}
        </ul>
      )}
      <Caption1>{time.why}</Caption1>
      {far && <Caption1 className={parts.quiet}>{far}</Caption1>}
    </>
  );
}

/** Every time of the occurrence stays where it is, so that the focus does too; the chosen one is marked. */
function Others({ choice: { occurrence, start }, locked, choose }: Pick<OccurrenceRowProps, 'choice' | 'locked' | 'choose'>) {
  const parts = usePartStyles();
  const { zone, locale } = useViewer();
  const option = (at: string | null, words: string) => (
    <Button
      key={at ?? 'none'}
      size="small"
      className={parts.wrapping}
      aria-pressed={start === at}
      appearance={start === at ? 'primary' : 'secondary'}
      {...(start === at ? { icon: <CheckmarkRegular /> } : {})}
      disabledFocusable={locked}
      onClick={() => choose(at)}
    >
      {words}
    </Button>
  );
  return (
    <fieldset aria-label={`Times around ${dateText(occurrence.day, locale)}`} className={parts.plain}>
      <span className={parts.row}>
        {timesOf(occurrence).map((one) => option(one.start, `${dayText(one.start, zone, locale)}, ${clockText(one.start, zone, locale)}`))}
        {option(null, 'Leave it out')}
      </span>
    </fieldset>
  );
}
