import { Body1, Button, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import type { PlanPage } from '../../../server/features/arc/contract.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { SessionList } from '../../../server/features/scheduling/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { useDraft } from '../../components/drafts.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import { cadenceWords } from '../../components/rhythm-words.ts';
import type { ScreenProps } from '../../components/screen.ts';
import { engagementTitle } from '../../components/session-words.ts';
import { dateIn } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { notNowWords, planSummary } from './arc-words.ts';
import { Arrived } from './arrived.tsx';
import { BookPlanned } from './book-planned.tsx';
import { Choosing } from './choosing.tsx';
import { OutlineForm } from './outline-form.tsx';
import { usePartStyles } from './parts.ts';
import { openItems } from './planned.ts';
import { ProposalPanel } from './proposal-panel.tsx';
import { ReadingProblem } from './reading-problem.tsx';
import { isSettingsDraft, type LeftSettings } from './settings-draft.ts';
import { marksOf } from './timeline.ts';
import { TimelineList } from './timeline-list.tsx';
import { TimelineStrip } from './timeline-strip.tsx';
import { usePlanning } from './use-planning.ts';

interface About {
  engagement: Engagement;
  page: PlanPage;
  sessions: SessionList['sessions'];
}

/** Lays the whole engagement out, shows its plan, and books from it. */
export function PlanSessionsScreen(props: ScreenProps) {
  const { api, params, navigate } = props;
  const path = `/api/engagements/${params['id']}`;
  const about = useLoad(path, async (signal): Promise<About> => {
    const [engagement, page, list] = await Promise.all([api.get<Engagement>(path, { signal }), api.get<PlanPage>(`${path}/plan`, { signal }), api.get<SessionList>(`${path}/sessions`, { signal })]);
    return { engagement, page, sessions: list.sessions };
  });
  const back = { label: 'The engagement', go: () => navigate(`/engagements/${params['id']}`) };
  if (about.problem && !about.data) return <ProblemScreen problem={about.problem} retry={about.reload} />;
  return (
    <Page title="Plan the whole engagement" {...(about.data ? { under: engagementTitle(about.data.engagement) } : {})} back={back} narrow>
      <ErrorNote problem={about.problem} retry={about.reload} title="This may be out of date." />
      {about.data ? <Planning {...props} about={about.data} reload={about.reload} replace={(page) => about.replace({ ...about.data!, page })} /> : <Loading what="the plan" />}
    </Page>
  );
}

interface PlanningProps extends ScreenProps {
  about: About;
  reload: () => void;
  replace: (page: PlanPage) => void;
}

function Planning(props: PlanningProps) {
  const { api, me, about, reload, replace } = props;
  const { engagement, page } = about;
  const notify = useNotify();
  const planning = usePlanning(api, engagement.id, replace);
  const { proposal, found, asked, look } = planning;
  const notNow = notNowWords(engagement.status, page.can);
  const draft = useDraft(`plan.${engagement.id}`, isSettingsDraft);
  const [accepted, setAccepted] = useState(false);
  if (found) {
    const leave = () => {
      planning.forgetFound();
      reload();
    };
    return (
      <Arrived key={found.round}>
        <ReadingProblem problem={planning.looking.problem} retry={() => void look(asked)} />
        <Choosing api={api} me={me} engagement={engagement} found={found.preview} loosen={(relax) => void look({ ...asked, relax })} leave={leave} again={leave} />
      </Arrived>
    );
  }
  if (proposal) {
    const accept = async () => {
      if (!(await planning.accept())) return;
      draft.forget();
      setAccepted(true);
      notify.done('The plan is kept', 'Now its sessions can be booked.');
    };
    const again = () => void planning.propose(proposal.settings);
    return (
      <Arrived>
        <ProposalPanel proposal={proposal} busy={planning.keeping.busy} problem={planning.keeping.problem ?? planning.proposing.problem} accept={() => void accept()} leave={planning.forgetProposal} again={again} />
      </Arrived>
    );
  }
  return (
    <>
      {notNow && <BandNotice>{notNow}</BandNotice>}
      {page.plan && <ThePlan {...props} plan={page.plan} planning={planning} />}
      {page.can.plan && draft.left !== undefined && <Outline {...props} planning={planning} kept={{ ...draft, left: accepted ? null : draft.left }} />}
    </>
  );
}

type PartProps = PlanningProps & { planning: ReturnType<typeof usePlanning> };

function ThePlan({ api, about: { engagement, page, sessions }, plan, planning }: PartProps & { plan: NonNullable<PlanPage['plan']> }) {
  const { zone } = useViewer();
  const now = api.now();
  const today = dateIn(now, zone);
  const marks = marksOf(page, sessions, { zone, now });
  return (
    <>
      <Reasons planning={planning} page={page} plan={plan} />
      <Panel title="The plan" strong={page.reasons.length === 0}>
        <Body1>{planSummary(plan.items)}</Body1>
        {page.can.book && <BookPlanned open={openItems(plan.items, today)} busy={planning.looking.busy} look={(itemIds) => void planning.look({ itemIds, relax: [] })} />}
        <ReadingProblem problem={planning.looking.problem} retry={() => void planning.look(planning.asked)} />
        <TimelineStrip marks={marks} startsOn={engagement.startsOn} endsOn={engagement.endsOn} today={today} />
        <TimelineList marks={marks} />
      </Panel>
    </>
  );
}

/** Something moved or the engagement's days changed: what, and the way to see what follows from it. */
function Reasons({ page, plan, planning }: { page: PlanPage; plan: NonNullable<PlanPage['plan']>; planning: PartProps['planning'] }) {
  const parts = usePartStyles();
  const { busy, problem } = planning.proposing;
  if (page.reasons.length === 0) return null;
  const look = () => void planning.propose(plan.settings);
  return (
    <Panel title="The plan needs another look" strong>
      <ul className={parts.list}>
        {page.reasons.map((reason) => (
          <li key={reason}>
            <Body1>{reason}</Body1>
          </li>
        ))}
      </ul>
      <ReadingProblem problem={problem} retry={look} />
      {page.can.plan && (
        <div>
          <Button appearance="primary" icon={busy ? <Spinner size="tiny" aria-hidden /> : null} disabledFocusable={busy} onClick={look}>
            {busy ? 'Reading the calendars …' : 'See what would change'}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Outline({ api, about: { engagement, page }, planning, kept }: PartProps & { kept: LeftSettings }) {
  const parts = usePartStyles();
  const { zone } = useViewer();
  const [open, setOpen] = useState(page.plan === null || kept.left !== null);
  const settings = page.plan?.settings ?? page.suggested;
  const edit = !open && (
    <Button size="small" appearance="subtle" onClick={() => setOpen(true)}>
      Change
    </Button>
  );
  const sponsor = page.threeWays ? 'Three-way sessions come at the start, in the middle and at the end, coaching between.' : 'There is no sponsor in this engagement, so there are no three-way sessions: coaching only.';
  return (
    <Panel title="How it is laid out" action={edit}>
      <Body1 className={parts.quiet}>{open ? sponsor : `${cadenceWords(settings.cadenceDays)}. ${sponsor}`}</Body1>
      {open && (
        <OutlineForm
          api={api}
          engagement={engagement}
          settings={settings}
          kept={kept}
          first={page.plan === null}
          busy={planning.proposing.busy}
          problem={planning.proposing.problem}
          today={dateIn(api.now(), zone)}
          propose={(next) => void planning.propose(next)}
        />
      )}
    </Panel>
  );
}
