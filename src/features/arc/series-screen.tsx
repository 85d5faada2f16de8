import { useState } from 'react';
import type { TimesPreview } from '../../../server/features/arc/contract.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Relaxation } from '../../../server/features/scheduling/contract.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { type DraftAt, useDraft, useKeeping } from '../../components/drafts.ts';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { engagementTitle } from '../../components/session-words.ts';
import { dateIn } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { Arrived } from './arrived.tsx';
import { Choosing } from './choosing.tsx';
import { ReadingProblem } from './reading-problem.tsx';
import { isSeriesDraft, newSeries, type SeriesDraft, seriesToSend } from './series-draft.ts';
import { SeriesForm } from './series-form.tsx';

/** Books a cadence of single sessions in one action. */
export function SeriesScreen(props: ScreenProps) {
  const { api, params, navigate } = props;
  const path = `/api/engagements/${params['id']}`;
  const about = useLoad(path, (signal) => api.get<Engagement>(path, { signal }));
  const draft = useDraft(`series.${params['id']}`, isSeriesDraft);
  const back = { label: 'The engagement', go: () => navigate(`/engagements/${params['id']}`) };
  if (about.problem && !about.data) return <ProblemScreen problem={about.problem} retry={about.reload} />;
  return (
    <Page title="Book a series" {...(about.data ? { under: engagementTitle(about.data) } : {})} back={back} narrow>
      {about.data && draft.left !== undefined ? <Ready {...props} engagement={about.data} kept={draft} /> : <Loading what="this engagement" />}
    </Page>
  );
}

const notNow: Record<Engagement['status'], string> = {
  active: 'Booking is for the people in the engagement.',
  paused: 'The engagement is paused. It can be resumed on its page.',
  ended: 'The engagement has ended.',
};

function Ready({ api, me, navigate, engagement, kept }: ScreenProps & { engagement: Engagement; kept: DraftAt<SeriesDraft> }) {
  const { zone } = useViewer();
  const [draft, setDraft] = useState(() => kept.left ?? newSeries(engagement));
  const [booked, setBooked] = useState(false);
  useKeeping(kept, draft, newSeries(engagement), booked);
  const [found, setFound] = useState<{ preview: TimesPreview; round: number } | null>(null);
  const [relax, setRelax] = useState<Relaxation[]>([]);
  const looking = useAction((loosened: Relaxation[]) => api.post<TimesPreview>(`/api/engagements/${engagement.id}/series/times`, seriesToSend(draft, loosened)));
  const look = async (loosened: Relaxation[]) => {
    setRelax(loosened);
    const preview = await looking.run(loosened);
    if (preview) setFound((was) => ({ preview, round: (was?.round ?? 0) + 1 }));
  };
  if (!engagement.can.book) return <BandNotice title="Nothing can be booked here now.">{notNow[engagement.status]}</BandNotice>;
  if (!found) {
    const inForm = (looking.problem?.fields.length ?? 0) > 0;
    return (
      <>
        <SeriesForm engagement={engagement} draft={draft} change={setDraft} busy={looking.busy} problem={inForm ? looking.problem : null} today={dateIn(api.now(), zone)} look={() => void look([])} />
        <ReadingProblem problem={inForm ? null : looking.problem} retry={() => void look(relax)} />
      </>
    );
  }
  return (
    <Arrived key={found.round}>
      <ReadingProblem problem={looking.problem} retry={() => void look(relax)} />
      <Choosing
        api={api}
        me={me}
        engagement={engagement}
        found={found.preview}
        loosen={(loosened) => void look(loosened)}
        leave={() => setFound(null)}
        booked={() => setBooked(true)}
        again={() => navigate(`/engagements/${engagement.id}/book`)}
      />
    </Arrived>
  );
}
