import { Body1 } from '@fluentui/react-components';
import type { ReviewWeeks } from '../../../server/features/blocks/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { Panel } from '../../components/panel.tsx';
import { useViewer } from '../../components/viewer.ts';
import { WeeksChart } from './chart.tsx';
import { nextWords } from './chart-shape.ts';

const path = '/api/review-time/weeks';

interface ReviewTimeCardProps {
  api: Api;
  /** With the chart of the last weeks. */
  chart?: boolean;
}

/** The client's review time on other screens: what comes next, and how the last weeks went. Nothing for those who have none. */
export function ReviewTimeCard({ api, chart = false }: ReviewTimeCardProps) {
  const { data } = useLoad(path, (signal) => api.get<ReviewWeeks>(path, { signal }));
  return data && <ReviewTimeSummary weeks={data} chart={chart} />;
}

export function ReviewTimeSummary({ weeks, chart }: { weeks: ReviewWeeks; chart: boolean }) {
  const { locale } = useViewer();
  const unset = weeks.status === 'none';
  return (
    <Panel title="Review time">
      {weeks.asking > 0 && <BandNotice title={weeks.asking === 1 ? 'One week needs a time.' : `${weeks.asking} weeks need a time.`}>Nothing was free in the hours you chose. Choose a time, or skip.</BandNotice>}
      <Body1>{nextWords(weeks, locale)}</Body1>
      {chart && <WeeksChart weeks={weeks.weeks} />}
      <div>
        <ButtonLink to="/review-time" appearance={weeks.asking > 0 ? 'primary' : 'secondary'}>
          {unset ? 'Set up review time' : weeks.asking > 0 ? 'Choose a time' : 'Change review time'}
        </ButtonLink>
      </div>
    </Panel>
  );
}
