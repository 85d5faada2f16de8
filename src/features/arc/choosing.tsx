import { Body1, Button, Caption1, Spinner } from '@fluentui/react-components';
import { CalendarAddRegular } from '@fluentui/react-icons';
import type { TimesPreview } from '../../../server/features/arc/contract.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Me } from '../../../server/features/people/contract.ts';
import type { Api } from '../../api/client.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { zoneName } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { bookWords, reachWords } from './arc-words.ts';
import { overlapping } from './choices.ts';
import { OccurrenceRow } from './occurrence-row.tsx';
import { Outcome } from './outcome.tsx';
import { usePartStyles } from './parts.ts';
import { useSeries } from './use-series.ts';

export interface ChoosingProps {
  api: Api;
  me: Me;
  engagement: Engagement;
  found: TimesPreview;
  /** Looks with these loosened. */
  loosen: (relax: TimesPreview['relax']) => void;
  /** Back to what was asked. */
  leave: () => void;
  /** They are booked. */
  booked?: () => void;
  /** After booking: what to do with those that could not be booked. */
  again: () => void;
}

/** The times that were found for many sessions, a choice for each, and one button for all. */
export function Choosing(props: ChoosingProps) {
  const { api, me, engagement, found, again, leave, booked } = props;
  const series = useSeries(api, engagement.id, found, booked);
  if (series.booked) return <Outcome api={api} me={me} engagement={engagement} booked={series.booked} choices={series.choices} again={again} done={leave} />;
  if (found.occurrences.length === 0) return <NoDays {...props} />;
  return <List {...props} series={series} />;
}

function NoDays({ found, leave }: ChoosingProps) {
  return (
    <Panel title="No sessions to find times for">
      {found.notes.map((note) => (
        <Body1 key={note}>{note}</Body1>
      ))}
      <div>
        <Button onClick={leave}>Change what is asked</Button>
      </div>
    </Panel>
  );
}

function List({ me, engagement, found, loosen, leave, api, series }: ChoosingProps & { series: ReturnType<typeof useSeries> }) {
  const parts = usePartStyles();
  const { zone } = useViewer();
  const { choices, choose, book, busy, problem, unanswered } = series;
  const many = choices.filter(({ start }) => start !== null).length;
  const clashes = overlapping(choices);
  const inKind = (kind: string) => engagement.participants.filter(({ id, role }) => id !== me.person.id && (kind === 'three-way' || role !== 'sponsor'));
  return (
    <Panel title="Times" strong>
      <output>
        <Caption1>{`${foundWords(choices.length, found)} In your time (${zoneName(zone)}).`}</Caption1>
      </output>
      {found.notes.map((note) => (
        <Body1 key={note}>{note}</Body1>
      ))}
      <Offers found={found} loosen={loosen} />
      <Rows label="Sessions to book">
        {choices.map((choice, at) => (
          <OccurrenceRow
            key={choice.occurrence.itemId ?? choice.occurrence.day}
            choice={choice}
            others={inKind(choice.occurrence.kind)}
            now={api.now()}
            locked={busy || unanswered}
            clash={clashes.includes(at)}
            choose={(start) => choose(at, start)}
          />
        ))}
      </Rows>
      <Reaches found={found} />
      <Caption1 className={parts.quiet}>Each becomes a meeting of its own with a Teams link, so that each can move by itself.</Caption1>
      {unanswered ? (
        <BandNotice intent="warning" title="No answer came.">
          {problem?.message} Pressing again is safe: each is booked once.
        </BandNotice>
      ) : (
        <ErrorNote problem={problem} />
      )}
      <div className={parts.row}>
        <Button appearance="primary" icon={busy ? <Spinner size="tiny" aria-hidden /> : <CalendarAddRegular />} disabledFocusable={busy || many === 0 || clashes.length > 0} onClick={() => void book()}>
          {busy ? 'Booking …' : many === 0 ? 'Nothing to book' : bookWords(many)}
        </Button>
        <Button onClick={leave} disabledFocusable={busy}>
          Change what is asked
        </Button>
      </div>
    </Panel>
  );
}

function foundWords(many: number, { occurrences }: TimesPreview): string {
  const none = occurrences.filter(({ best }) => best === null).length;
  if (none === 0) return many === 1 ? 'There is a time for it.' : `There is a time for each of the ${many}.`;
  return none === many ? 'No time suits everybody yet. What is in the way stands at each.' : `There are times for ${many - none} of ${many}. What is in the way of the others stands with them.`;
}

function Offers({ found, loosen }: Pick<ChoosingProps, 'found' | 'loosen'>) {
  const parts = usePartStyles();
  if (found.offers.length === 0) return null;
  return (
    <fieldset aria-label="What would open times" className={parts.plain}>
      <span className={parts.row}>
        <Body1>What would open times:</Body1>
        {found.offers.map(({ label, relax }) => (
          <Button key={label} className={parts.wrapping} onClick={() => loosen(relax)}>
            {label}
          </Button>
        ))}
      </span>
    </fieldset>
  );
}

/** How far each calendar is filled: honest about weeks that nobody can know yet. */
export function Reaches({ found }: { found: Pick<TimesPreview, 'calendars'> }) {
  const parts = usePartStyles();
  const { locale } = useViewer();
  if (found.calendars.length === 0) return null;
  return (
    <div className={parts.stack}>
      <Caption1 as="h3" className={parts.title}>
        How far the calendars reach
      </Caption1>
      <ul className={parts.list}>
        {found.calendars.map((calendar) => (
          <li key={calendar.personId}>
            <Caption1 className={parts.quiet}>{reachWords(calendar, locale)}</Caption1>
          </li>
        ))}
      </ul>
    </div>
  );
}
