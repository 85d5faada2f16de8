import { makeStyles, tokens } from '@fluentui/react-components';
import type { Agenda, AgendaItem, ChangeAgenda, ChangeItem } from '../../../server/features/agenda/contract.ts';
import type { Api } from '../../api/client.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Select } from '../../components/native/fields.tsx';
import { Body1, Caption1 } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';
import { NotKept, TwoWordings } from '../../components/sending-notes.tsx';
import { SavedArea } from '../../components/saved-area.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useSaver } from '../../components/use-saver.ts';
import { useViewer } from '../../components/viewer.ts';
import { sharingWords } from './agenda-words.ts';
import { AddItem, ItemList } from './item-list.tsx';
import { type AgendaHands, type AgendaSource, useAgendaHands } from './use-agenda.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 },
  share: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, '& select': { minWidth: 0 } },
});

/** In the meeting an item's words become fieldwork; `talkedAbout` ticks it. */
export type MakeFieldwork = (item: AgendaItem, talkedAbout: () => void) => void;

interface AgendaPanelProps extends Omit<AgendaSource, 'used'> {
  api: Api;
  personId: string;
  makeFieldwork?: MakeFieldwork;
  /** It stands with its session, which need not be the next one. */
  withSession?: boolean;
  /** Something was changed here. */
  used?: () => void;
  /** Where several agendas stand beside each other. */
  coachName?: string | undefined;
}

const nothing = () => undefined;

/** The agenda of a session: the client fills and orders it; those it is shown to read it; the coach proposes. */
export function AgendaPanel({ api, agenda: read, replace, reload, personId, makeFieldwork, withSession = false, used = nothing, coachName }: AgendaPanelProps) {
  const hands = useAgendaHands(api, { agenda: read, replace, reload, used });
  const agenda = hands.shown;
  return (
    <Panel title={titleOf(agenda, withSession) + (coachName ? ` with ${coachName}` : '')}>
      <Standing agenda={agenda} />
      <Unsettled hands={hands} />
      <ItemList agenda={agenda} hands={hands} makeFieldwork={makeFieldwork} />
      {agenda.can.change && <AddItem label="Something to talk about" add={hands.add} />}
      {agenda.can.propose && <AddItem label="Propose something to talk about" placeholder="Something to talk about" add={hands.add} />}
      <ErrorNote problem={hands.problem} />
      {agenda.can.change ? <Help key={agenda.id} api={api} agenda={agenda} replace={replace} personId={personId} used={used} /> : <HelpRead help={agenda.help} />}
      {agenda.can.change && <Share agenda={agenda} hands={hands} />}
    </Panel>
  );
}

const titleOf = ({ closed }: Agenda, withSession: boolean): string => (closed ? 'What the agenda was' : withSession ? 'Agenda' : 'Agenda of the next session');

const stateWords = { open: 'to talk about', done: 'talked about', parked: 'parked' };

const wordsOf = ({ text, state }: Partial<ChangeItem>): string => text ?? (state ? stateWords[state] : '');

/** What could not be done as it was asked. */
function Unsettled({ hands: { conflicts, refusal, choose } }: { hands: AgendaHands }) {
  return (
    <>
      {conflicts.map((conflict) => (
        <TwoWordings key={conflict.mine.key} theirs={conflict.theirs.text} mine={wordsOf(conflict.mine.body as ChangeItem)} keepTheirs={() => choose(conflict, 'theirs')} takeMine={() => choose(conflict, 'mine')} />
      ))}
      {refusal && <NotKept problem={refusal.problem} words={(refusal.mine.body as { text?: string } | null)?.text} />}
    </>
  );
}

/** For a coach, while no hour is known. */
const notYet = {
  auto: 'There is something on it. You can read it from 24 hours before the session.',
  shown: 'There is something on it.',
  kept: 'There is something on it, which the client keeps for now.',
};

function Standing({ agenda: { blank, readable, opensAt, sharing, can } }: { agenda: Agenda }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  if (blank) return <Body1 as="p" className={styles.quiet}>{can.change ? 'Still blank, and your coach sees that it is.' : 'Still blank.'}</Body1>;
  if (readable) return null;
  return (
    <Body1 as="p" className={styles.quiet}>
      {opensAt ? `There is something on it. You can read it from ${dayText(opensAt, zone, locale)}, ${clockText(opensAt, zone, locale)}.` : notYet[sharing]}
    </Body1>
  );
}

function Help({ api, agenda, replace, personId, used = nothing }: Omit<AgendaPanelProps, 'reload'>) {
  const saved = useSaver(`agenda.${personId}.${agenda.id}.help`, { text: agenda.help ?? '', version: agenda.version }, async (text, version) => {
    const after = await api.patch<Agenda>(`/api/engagements/${agenda.engagementId}/agenda/settings`, { version, help: text });
    replace(after);
    used();
    return { text, version: after.version };
  });
  return <SavedArea label="How can your coach help this time?" most={2000} saved={saved} />;
}

function HelpRead({ help }: { help: string | null }) {
  const styles = useStyles();
  if (!help) return null;
  return (
    <div>
      <Caption1 block className={styles.quiet}>
        How the coach can help
      </Caption1>
      <Body1 as="p" dir="auto" className={styles.text}>
        {help}
      </Body1>
    </div>
  );
}

type Sharing = NonNullable<ChangeAgenda['sharing']>;

function Share({ agenda, hands }: { agenda: Agenda; hands: AgendaHands }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const words = sharingWords(agenda, (at) => `${dayText(at, zone, locale)}, ${clockText(at, zone, locale)}`);
  const room = agenda.session?.kind === 'three-way' ? 'Show all three now' : 'Show my coach now';
  return (
    <div className={styles.share}>
      <Select aria-label="Who may read the agenda" value={agenda.sharing} onChange={(_event, { value }) => void hands.share(value as Sharing)}>
        <option value="kept">Keep it to myself</option>
        <option value="shown">{room}</option>
        <option value="auto">Show it 24 h before</option>
      </Select>
      <Caption1 className={styles.quiet}>{words}</Caption1>
    </div>
  );
}
