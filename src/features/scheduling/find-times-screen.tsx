import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { useDraft } from '../../components/drafts.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { kindWords, listNames } from '../../components/session-words.ts';
import { invitedTo } from './evidence-words.ts';
import { Finder } from './finder.tsx';
import { isFinderDraft, type LeftDraft } from './finder-draft.ts';
import { movingIn } from './moving.ts';

/** Times for a session of one engagement, or for moving one that is booked. */
export function FindTimesScreen(props: ScreenProps) {
  const { api, params } = props;
  const movingId = movingIn(location.hash);
  const draft = useDraft(movingId ? `move.${movingId}` : `book.${params['id']}`, isFinderDraft);
  const about = useLoad(`book ${params['id']} ${movingId ?? ''}`, async (signal) => {
    const [engagement, moving] = await Promise.all([
      api.get<Engagement>(`/api/engagements/${params['id']}`, { signal }),
      movingId ? api.get<Session>(`/api/sessions/${movingId}`, { signal }) : null,
    ]);
    return { engagement, moving };
  });
  if (about.problem && !about.data) return <ProblemScreen problem={about.problem} retry={about.reload} />;
  if (!about.data || draft.left === undefined) {
    return (
      <Page title={movingId ? 'Find a new time' : 'Find times'}>
        <Loading what="this engagement" />
      </Page>
    );
  }
  return <Ready {...props} {...about.data} draft={{ ...draft, left: draft.left }} key={movingId ?? ''} />;
}

function Ready({ engagement, moving, draft, ...screen }: ScreenProps & { engagement: Engagement; moving: Session | null; draft: LeftDraft }) {
  const { me, navigate } = screen;
  const invited = moving ? invitedTo(moving.kind, engagement.participants) : engagement.participants;
  const others = invited.filter(({ id }) => id !== me.person.id).map(({ displayName }) => displayName);
  const back = moving
    ? { label: 'The session', go: () => navigate(`/sessions/${moving.id}`) }
    : { label: 'The engagement', go: () => navigate(`/engagements/${engagement.id}`) };
  const heading = {
    title: moving ? 'Find a new time' : 'Find times',
    under: moving ? `${kindWords[moving.kind]} with ${listNames(others)}` : `With ${listNames(others)}`,
    back,
  };
  if (moving ? moving.reschedule.move !== 'no' : engagement.can.book) return <Finder {...screen} engagement={engagement} moving={moving} heading={heading} draft={draft} />;
  return (
    <Page {...heading}>
      <NotNow engagement={engagement} moving={moving} />
    </Page>
  );
}

function NotNow({ engagement, moving }: { engagement: Engagement; moving: Session | null }) {
  return (
    <BandNotice
      title={moving ? 'This session cannot move now.' : 'Nothing can be booked here now.'}
      actions={<ButtonLink to={`/engagements/${engagement.id}`} size="small">See the engagement</ButtonLink>}
    >
      {movingWords(moving) ?? notNowWords[engagement.status]}
    </BandNotice>
  );
}

/** Why this one session cannot move, where it is not the engagement that forbids it. */
function movingWords(moving: Session | null): string | null {
  if (moving?.reschedule.onlyBy) return `${moving.reschedule.onlyBy} sent the invitation and can move it in their own calendar.`;
  return moving?.reschedule.request?.state === 'open' ? 'The coach is asked about a change already. It is on the session’s page.' : null;
}

const notNowWords: Record<Engagement['status'], string> = {
  active: 'It is for the people in the engagement to decide.',
  paused: 'The engagement is paused. It can be resumed on its page.',
  ended: 'The engagement has ended.',
};
