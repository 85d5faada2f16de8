import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Me } from '../../../server/features/people/contract.ts';
import type { Relaxation, Slot, TimesFound } from '../../../server/features/scheduling/contract.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { zoneName } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import type { Times } from './finder.tsx';
import type { AskVoteProps } from './ask-vote.tsx';
import { Loosened } from './loosened.tsx';
import { MoreTimes, NoTimes } from './no-times.tsx';
import { loosen, tighten } from './relaxations.ts';
import { Searching } from './searching.tsx';
import { foundWords } from './slot-days.ts';
import { SlotList } from './slot-list.tsx';
import { VoteWay } from './vote-way.tsx';
import { WaitingForMicrosoft } from './waiting-for-microsoft.tsx';
import type { Wish } from './wish.ts';

const useStyles = makeStyles({
  status: { minHeight: tokens.lineHeightBase200 },
});

interface ResultsProps {
  engagement: Engagement;
  wish: Wish;
  times: Times;
  relaxTo: (relax: Relaxation[]) => void;
  choose: (slot: Slot) => void;
  me: Me;
  now: Date;
  /** Absent while a session is being moved: a vote is for a new one. */
  vote: Pick<AskVoteProps, 'api'> | null;
}

/** What was found, or is being looked for, or stands in the way; above it what was loosened to get there. */
export function Results({ engagement, wish, times, relaxTo, choose, me, now, vote }: ResultsProps) {
  const styles = useStyles();
  const { zone } = useViewer();
  const [voting, setVoting] = useState(false);
  const people = engagement.participants.map(({ id, displayName, zone: own }) => ({ personId: id, displayName, zone: own }));
  return (
    <Panel title="Times" strong>
      <Loosened relax={wish.relax} people={people} remove={(one) => relaxTo(tighten(wish.relax, one))} />
      <output className={styles.status}>
        <Caption1>{statusWords(times, zone)}</Caption1>
      </output>
      {!times.data && times.busy && !times.wrong && <Searching />}
      <Failed times={times} now={now} />
      {times.data && <Found found={times.data} take={(offer) => relaxTo(loosen(wish.relax, offer))} choose={choose} me={me} people={people} now={now} />}
      {vote && times.data && <VoteWay api={vote.api} engagement={engagement} wish={wish} found={times.data} people={people} relaxTo={relaxTo} begun={voting} begin={() => setVoting(true)} />}
    </Panel>
  );
}

/** Read out whenever it changes, so that nobody has to see the list to know that it came. */
function statusWords({ data, busy, wrong, problem }: Times, zone: string): string {
  if (wrong) return 'Choose the dates to look between.';
  if (busy && !data) return 'Reading everybody’s calendar …';
  if (problem && !data) return '';
  if (!data) return '';
  const found = foundWords(data.slots.length, data.total);
  return data.slots.length > 0 ? `${found} In your time (${zoneName(zone)}).` : found;
}

function Failed({ times, now }: { times: Times; now: Date }) {
  if (times.busy || !times.problem) return null;
  if (times.problem.code === 'microsoft-unavailable') return <WaitingForMicrosoft problem={times.problem} look={times.reload} now={now} />;
  return <ErrorNote problem={times.problem} retry={times.reload} />;
}

interface FoundProps {
  found: TimesFound;
  take: (offer: Relaxation[]) => void;
  choose: (slot: Slot) => void;
  me: Me;
  people: readonly { personId: string; displayName: string; zone: string | null }[];
  now: Date;
}

function Found({ found, take, choose, me, people, now }: FoundProps) {
  if (found.slots.length === 0) return <NoTimes found={found} take={take} />;
  const others = people.filter(({ personId }) => personId !== me.person.id && found.calendars.some((read) => read.personId === personId));
  return (
    <>
      <SlotList slots={found.slots} others={others} calendars={found.calendars} choose={choose} now={now} />
      <MoreTimes found={found} take={take} />
    </>
  );
}
