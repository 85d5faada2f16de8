import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { Relaxation, TimesFound } from '../../../server/features/scheduling/contract.ts';
import { Panel } from '../../components/panel.tsx';
import { listNames } from '../../components/session-words.ts';
import { AskVote, type AskVoteProps } from './ask-vote.tsx';
import { relaxationWords } from './relaxations.ts';
import { settlingFor, unreadIn } from './vote-draft.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  press: { alignSelf: 'flex-start' },
});

interface VoteWayProps extends Omit<AskVoteProps, 'slots' | 'begun'> {
  found: TimesFound;
  people: readonly { personId: string; displayName: string; zone: string | null }[];
  relaxTo: (relax: Relaxation[]) => void;
  /** Whether times are looked for to ask about them; kept outside, because this goes while others are looked for. */
  begun: boolean;
  begin: () => void;
}

/**
 * From a calendar that nobody can read to a vote: first the times that are left without it, then the question about some of them. Whatever
 * was found, the way there is in sight.
 */
export function VoteWay({ found, people, relaxTo, begun, begin, ...ask }: VoteWayProps) {
  const unread = unreadIn(found);
  if (unread.length > 0) return <Unread names={unread.map(({ displayName }) => displayName)} {...settlingFor(found, ask.wish.relax)} people={people} go={(relax) => { begin(); relaxTo(relax); }} />;
  const confirming = ask.wish.relax.some(({ type }) => type === 'unconfirmed') && found.slots.some(({ certain }) => !certain);
  return confirming ? <AskVote {...ask} slots={found.slots} begun={begun} key={JSON.stringify(ask.wish)} /> : null;
}

interface UnreadProps extends ReturnType<typeof settlingFor>, Pick<VoteWayProps, 'people'> {
  names: string[];
  go: (relax: Relaxation[]) => void;
}

function Unread({ names, relax, more, people, go }: UnreadProps) {
  const styles = useStyles();
  return (
    <Panel title="Ask for a vote">
      <Body1>{`The ${names.length === 1 ? 'calendar' : 'calendars'} of ${listNames(names)} cannot be read. Ask about a few times instead: they are kept free meanwhile, and the one that suits is booked by itself.`}</Body1>
      {more.length > 0 && <Caption1 className={styles.quiet}>{`For there to be any, also: ${more.map((one) => relaxationWords(one, people)).join('; ')}.`}</Caption1>}
      <Button className={styles.press} appearance="primary" onClick={() => go(relax)}>
        Find times to ask about
      </Button>
    </Panel>
  );
}
