import { Badge, Body1, Button, Caption1, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { ReviewBlock } from '../../../server/features/blocks/contract.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { useViewer } from '../../components/viewer.ts';
import { besideWords, marksOf, spanWords, weekWords } from './block-words.ts';
import { TimeChoice } from './time-choice.tsx';
import type { BlockActs } from './use-blocks.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface WeekRowProps {
  block: ReviewBlock;
  zone: string;
  /** Local date, `YYYY-MM-DD`. */
  today: string;
  now: Date;
  acts: BlockActs;
}

/** One week's block: where it is, how it stands, what comes after it, and what may be done with it. */
export function WeekRow({ block, zone, today, now, acts }: WeekRowProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  const [moving, setMoving] = useState(false);
  const week = weekWords(block.week, today, locale);
  const span = block.start && block.end ? { start: block.start, end: block.end } : null;
  const { shown, session } = besideWords(block, zone, locale);
  return (
    <li>
      <span className={styles.row}>
        <Text weight="semibold">{week}</Text>
        {marksOf(block).map(({ text, tone }) => (
          <Badge key={text} appearance="tint" color={tone}>
            {text}
          </Badge>
        ))}
      </span>
      <Body1>{span ? <time dateTime={span.start}>{spanWords(span, zone, locale)}</time> : 'No time'}</Body1>
      <Caption1 className={styles.quiet}>
        {[shown, block.note].filter(Boolean).join(' ')} {session && 'Next session: '}
        {session && <Link inline href={`#/sessions/${block.nextSession!.id}`}>{session}</Link>}
      </Caption1>
      <div className={styles.row}>
        <Open block={block} week={week} now={now} />
        <Acts block={block} week={week} acts={acts} move={() => setMoving(!moving)} moving={moving} />
      </div>
      {moving && block.can.move && <TimeChoice block={block} zone={zone} acts={acts} chosen={() => setMoving(false)} />}
    </li>
  );
}

/** The way into the review where it is due: a rescue slot is used by opening it. */
function Open({ block, week, now }: { block: ReviewBlock; week: string; now: Date }) {
  if (block.used || block.state === 'skipped' || week !== 'This week') return null;
  const to = `/review/${block.id}`;
  if (block.kind === 'rescue') return block.state === 'missed' ? null : <ButtonLink to={to} size="small" appearance="primary">Use the rescue slot</ButtonLink>;
  const due = block.start !== null && Date.parse(block.start) <= now.getTime();
  return <ButtonLink to={to} size="small" appearance={due && block.state !== 'missed' ? 'primary' : 'secondary'} label={`Open the review: ${week}`}>Open the review</ButtonLink>;
}

interface ActsProps {
  block: ReviewBlock;
  week: string;
  acts: BlockActs;
  moving: boolean;
  move: () => void;
}

function Acts({ block, week, acts, moving, move }: ActsProps) {
  const press = (act: Parameters<BlockActs['run']>[1], title: string, body?: string) => () => void acts.run(block, act, undefined, { title, ...(body ? { body } : {}) });
  const button = (text: string, go: () => void, more: { expanded?: boolean } = {}): ReactNode => (
    <Button key={text} size="small" aria-label={`${text}: ${week}`} disabledFocusable={acts.busy} onClick={go} {...(more.expanded === undefined ? {} : { 'aria-expanded': more.expanded })}>
      {text}
    </Button>
  );
  const { can } = block;
  return (
    <>
      {can.move && button(moving ? 'Leave it there' : block.start ? 'Move' : 'Choose a time', move, { expanded: moving })}
      {can.pin && button('Pin', press('pin', 'Pinned', 'Fieldwork leaves it where it is.'))}
      {can.unpin && button('Unpin', press('unpin', 'Unpinned', 'Fieldwork may move it again when something comes in its way.'))}
      {can.skip && button(block.kind === 'rescue' ? 'Leave it out' : 'Skip this week', press('skip', 'Skipped', 'It leaves your calendar and does not come back by itself.'))}
      {can.bringBack && button('Bring it back', press('bring-back', 'Brought back', 'A time is looked for now.'))}
    </>
  );
}
