import { Badge, Body1, Button, Caption1, Link } from '@fluentui/react-components';
import { useState } from 'react';
import type { SeriesBooked } from '../../../server/features/arc/contract.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Me } from '../../../server/features/people/contract.ts';
import type { Session, SessionList } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { calendarMessage, calendarWords, kindWords, othersOf, standingWords } from '../../components/session-words.ts';
import { ZonedTime } from '../../components/zoned-time.tsx';
import { Arrived } from './arrived.tsx';
import { type Choice, chosenTime } from './choices.ts';
import { type Became, became, outcomeWords } from './outcome-words.ts';
import { usePartStyles } from './parts.ts';
import { UndoSeries } from './undo-series.tsx';

interface OutcomeProps {
  api: Api;
  me: Me;
  engagement: Engagement;
  booked: SeriesBooked;
  choices: readonly Choice[];
  /** Looks for other times for those that could not be booked. */
  again: () => void;
  done: () => void;
}

/** What became of each session that was to be booked; followed until Microsoft 365 has them all. */
export function Outcome({ api, me, engagement, booked, choices, again, done }: OutcomeProps) {
  const parts = usePartStyles();
  const [undone, setUndone] = useState(false);
  const path = `/api/engagements/${engagement.id}/sessions`;
  const sessions = useLoad(path, (signal) => api.get<SessionList>(path, { signal }));
  const all = became(booked, sessions.data?.sessions ?? [], choices.filter(({ start }) => start !== null).map(chosenTime));
  useRefresh(sessions.reload, all.some(({ session }) => session?.calendar.status === 'waiting'));
  const { title, under, intent } = outcomeWords(all, undone);
  const refused = all.filter(({ session }) => session === null).length;
  const coming = all.flatMap(({ session }) => (session && ['proposed', 'booked'].includes(session.state) ? [{ id: session.id, start: session.start, cancel: session.reschedule.cancel }] : []));
  return (
    <Arrived>
      <Panel title="What happens now" strong>
        <BandNotice intent={intent} title={title}>
          {under}
        </BandNotice>
        <Rows label="Sessions">
          {all.map((one) => (
            <OutcomeRow key={one.id} one={one} me={me} now={api.now()} />
          ))}
        </Rows>
        <div className={parts.row}>
          {refused > 0 && !undone && (
            <Button appearance="primary" onClick={again}>
              {refused === 1 ? 'Find another time for the one left' : `Find other times for the ${refused} left`}
            </Button>
          )}
          <ButtonLink to={`/engagements/${engagement.id}`} appearance={refused > 0 ? 'secondary' : 'primary'}>
            See the engagement
          </ButtonLink>
          <Button onClick={done}>Book more</Button>
        </div>
        {coming.length > 0 && !undone && (
          <UndoSeries
            api={api}
            engagementId={engagement.id}
            seriesId={booked.id}
            coming={coming}
            undone={(gone) => {
              setUndone(gone);
              sessions.reload();
            }}
          />
        )}
      </Panel>
    </Arrived>
  );
}

function OutcomeRow({ one: { session, time, why }, me, now }: { one: Became; me: Me; now: Date }) {
  const parts = usePartStyles();
  if (!session) {
    return (
      <li>
        <Badge appearance="tint" color="warning">
          Not booked
        </Badge>
        {time && <ZonedTime start={time.start} end={time.end} now={now} />}
        <Body1>{why}</Body1>
      </li>
    );
  }
  const waiting = calendarWords(session);
  return (
    <li>
      <span className={parts.row}>
        <Link href={`#/sessions/${session.id}`}>{kindWords[session.kind]}</Link>
        <Badge appearance="tint" color={isThere(session) ? 'brand' : 'informative'}>
          {standingWords(session, now)}
        </Badge>
      </span>
      <ZonedTime start={session.start} end={session.end} others={othersOf(session, me.person.id)} now={now} />
      {waiting && <Caption1 className={parts.quiet}>{`${waiting}. ${calendarMessage(session)}`}</Caption1>}
    </li>
  );
}

const isThere = ({ state, calendar }: Session): boolean => state === 'booked' && calendar.status === 'done';
