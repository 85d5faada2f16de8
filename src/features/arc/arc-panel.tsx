import { Body1, Button, Caption1, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import type { PlanPage } from '../../../server/features/arc/contract.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { dateIn } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { planSummary } from './arc-words.ts';
import { usePartStyles } from './parts.ts';
import { marksOf } from './timeline.ts';
import { TimelineList } from './timeline-list.tsx';
import { TimelineStrip } from './timeline-strip.tsx';
import { UndoSeries } from './undo-series.tsx';

interface ArcPanelProps {
  api: Api;
  engagement: Engagement;
  sessions: readonly Session[];
  /** Sessions were cancelled here: they are asked for anew. */
  changed: () => void;
}

/** The whole engagement at a glance: what is planned, what is booked, what is left out, and the way to lay it out. */
export function ArcPanel({ api, engagement, sessions, changed }: ArcPanelProps) {
  const parts = usePartStyles();
  const path = `/api/engagements/${engagement.id}/plan`;
  // What was booked or moved elsewhere on the page changes the plan too.
  const standing = sessions.map(({ id, version }) => `${id}${version}`).join(' ');
  const page = useLoad(path, (signal) => api.get<PlanPage>(path, { signal }));
  useRefresh(page.reload, false);
  const [known, setKnown] = useState(standing);
  if (known !== standing) {
    setKnown(standing);
    page.reload();
  }
  return (
    <Panel title="The whole engagement">
      <ErrorNote problem={page.problem} retry={page.reload} />
      {!page.data && page.busy && <Spinner size="tiny" label="Getting the plan" labelPosition="after" />}
      {page.data && <Whole api={api} engagement={engagement} sessions={sessions} page={page.data} undone={() => { page.reload(); changed(); }} />}
      {page.data && <div className={parts.row}><Ways engagement={engagement} page={page.data} /></div>}
    </Panel>
  );
}

interface WholeProps extends Pick<ArcPanelProps, 'api' | 'engagement' | 'sessions'> {
  page: PlanPage;
  undone: () => void;
}

function Whole({ api, engagement, sessions, page, undone }: WholeProps) {
  const parts = usePartStyles();
  const { zone } = useViewer();
  const [open, setOpen] = useState(false);
  const { startsOn, endsOn } = engagement;
  const now = api.now();
  const marks = marksOf(page, sessions, { zone, now });
  const empty = !marks.some(({ type }) => type === 'session');
  return (
    <>
      {page.reasons.length > 0 && <BandNotice title="The plan needs another look.">{page.reasons.join(' ')}</BandNotice>}
      <TimelineStrip marks={marks} startsOn={startsOn} endsOn={endsOn} today={dateIn(now, zone)} />
      {empty && <Body1 className={parts.quiet}>{page.threeWays ? 'Not laid out yet: three-way sessions at the start, in the middle and at the end, coaching between.' : 'Not laid out yet: coaching sessions in your rhythm, to the last day.'}</Body1>}
      {page.plan && <Body1>{planSummary(page.plan.items)}</Body1>}
      <div>
        <Button size="small" appearance="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide the list' : empty ? 'Public holidays as a list' : 'See it as a list'}
        </Button>
      </div>
      {open && <TimelineList marks={marks} />}
      {page.can.book && page.series.map(({ id, sessions: coming }) => (
        <div key={id} className={parts.stack}>
          <Caption1 className={parts.quiet}>{coming.length === 1 ? 'One session that was booked in one action is still to come.' : `${coming.length} sessions that were booked in one action are still to come.`}</Caption1>
          <UndoSeries api={api} engagementId={engagement.id} seriesId={id} coming={coming} undone={undone} />
        </div>
      ))}
    </>
  );
}

function Ways({ engagement, page }: Pick<WholeProps, 'engagement' | 'page'>) {
  const at = `/engagements/${engagement.id}`;
  return (
    <>
      {(page.can.plan || page.plan) && (
        <ButtonLink to={`${at}/plan-sessions`} appearance={page.plan && page.reasons.length === 0 ? 'secondary' : 'primary'}>
          {page.plan ? 'Plan and book' : 'Plan the whole engagement'}
        </ButtonLink>
      )}
      {page.can.book && <ButtonLink to={`${at}/series`}>Book a series</ButtonLink>}
    </>
  );
}
