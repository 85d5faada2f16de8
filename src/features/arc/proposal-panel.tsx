import { Badge, Body1, Button, Caption1, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import type { PlanProposal, ProposedItem } from '../../../server/features/arc/contract.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { count } from '../../components/rhythm-words.ts';
import { kindWords } from '../../components/session-words.ts';
import { dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { changeWords } from './arc-words.ts';
import { Reaches } from './choosing.tsx';
import { usePartStyles } from './parts.ts';

const useStyles = makeStyles({
  before: { color: tokens.colorNeutralForeground2, textDecorationLine: 'line-through' },
});

interface ProposalPanelProps {
  proposal: PlanProposal;
  busy: boolean;
  problem: ApiProblem | null;
  accept: () => void;
  leave: () => void;
  /** Looks again: somebody else changed the plan meanwhile. */
  again: () => void;
}

/** How the sessions would lie: each as it was and as it would be, and why. Nothing is kept until it is accepted. */
export function ProposalPanel({ proposal, busy, problem, accept, leave, again }: ProposalPanelProps) {
  const parts = usePartStyles();
  const { version, same, items, dropped, notes } = proposal;
  const conflict = problem?.code === 'conflict';
  return (
    <Panel title={version === null ? 'How it could be laid out' : 'What would change'} strong>
      <output>
        <Body1>{proposalWords(proposal)}</Body1>
      </output>
      {notes.map((note) => (
        <Body1 key={note}>{note}</Body1>
      ))}
      <Rows label="Sessions of the plan">
        {items.map((item) => (
          <ProposedRow key={item.id} item={item} />
        ))}
        {dropped.map((item) => (
          <DroppedRow key={item.id} item={item} />
        ))}
      </Rows>
      <Reaches found={proposal} />
      <ErrorNote problem={problem} {...(conflict ? { retry: again } : {})} />
      <div className={parts.row}>
        {!same && (
          <Button appearance="primary" icon={busy ? <Spinner size="tiny" aria-hidden /> : null} disabledFocusable={busy || (items.length === 0 && dropped.length === 0)} onClick={accept}>
            {busy ? 'Keeping …' : version === null ? 'Keep this plan' : 'Accept the changes'}
          </Button>
        )}
        <Button onClick={leave} disabledFocusable={busy}>
          {version === null ? 'Change what is asked' : 'Leave it as it was'}
        </Button>
      </div>
      <Caption1 className={parts.quiet}>A plan is for you all to see. Nobody’s calendar changes until sessions are booked; booked ones stay where they are.</Caption1>
    </Panel>
  );
}

function proposalWords({ version, same, items, dropped }: PlanProposal): string {
  if (same) return 'Nothing has to change: the plan still fits.';
  if (items.length === 0 && dropped.length === 0) return 'There is no day left to plan. Change the engagement’s last day first.';
  if (version === null) return `${count(items.length, 'session')}. ${fitWords(items.filter(({ fits }) => !fits).length)}`;
  const other = items.filter((item) => changeWords(item) !== 'As it was').length;
  return `${items.length - other} stay as they are; ${other} would be new or different${dropped.length > 0 ? `, ${dropped.length} would go` : ''}.`;
}

const fitWords = (misfits: number): string =>
  misfits === 0 ? 'Each is on a day that suits everybody as far as the calendars tell.' : `For ${misfits} of them no time suits everybody yet; the others are on days that do, as far as the calendars tell.`;

function ProposedRow({ item }: { item: ProposedItem }) {
  const parts = usePartStyles();
  const styles = useStyles();
  const { locale } = useViewer();
  const change = changeWords(item);
  return (
    <li>
      <span className={parts.row}>
        {item.before && item.before.day !== item.day && <del className={styles.before}><Caption1>{dateWords(item.before.day, locale)}</Caption1></del>}
        <Body1>{dateWords(item.day, locale)}</Body1>
        {item.before && item.before.kind !== item.kind && <del className={styles.before}><Caption1>{kindWords[item.before.kind]}</Caption1></del>}
        <Caption1>{kindWords[item.kind]}</Caption1>
        <Badge appearance="tint" color={tones[change]}>
          {change}
        </Badge>
      </span>
      {item.why !== '' && item.why !== 'New in the plan.' && <Caption1 className={parts.quiet}>{item.why}</Caption1>}
    </li>
  );
}

const tones = { New: 'brand', 'Another day': 'brand', 'Another kind': 'brand', 'No time fits': 'warning', 'As it was': 'informative' } as const;

function DroppedRow({ item: { kind, day, why } }: { item: PlanProposal['dropped'][number] }) {
  const parts = usePartStyles();
  const styles = useStyles();
  const { locale } = useViewer();
  return (
    <li>
      <span className={parts.row}>
        <del className={styles.before}><Body1>{dateWords(day, locale)}</Body1></del>
        <Caption1>{kindWords[kind]}</Caption1>
        <Badge appearance="tint" color="informative">
          Goes
        </Badge>
      </span>
      <Caption1 className={parts.quiet}>{why}</Caption1>
    </li>
  );
}

/** "Tuesday, 6 April 2027". */
const dateWords = (day: string, locale: string): string => dayText(`${day}T00:00:00Z`, 'UTC', locale, '1970-01-01T00:00:00Z');
