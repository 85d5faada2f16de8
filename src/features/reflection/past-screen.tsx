import { Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { PastReviews } from '../../../server/features/reflection/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { Empty } from '../../components/empty.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { useViewer } from '../../components/viewer.ts';
import { PastAnswer } from './answer.tsx';
import { weekText } from './review-words.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
});

/** Earlier reviews, newest first; only their client gets here. */
export function PastReviewsScreen({ api, navigate }: ScreenProps) {
  const [pages, setPages] = useState<(string | null)[]>([null]);
  return (
    <Page title="Earlier reviews" under="Only you can read these, but for what you brought." back={{ label: 'This week’s review', go: () => navigate('/review') }} narrow>
      {pages.map((before, index) => (
        <Reviews key={before ?? ''} api={api} before={before} {...(index === pages.length - 1 ? { more: (last: string) => setPages([...pages, last]) } : {})} />
      ))}
    </Page>
  );
}

function Reviews({ api, before, more }: { api: Api; before: string | null; more?: (last: string) => void }) {
  const styles = useStyles();
  const { locale } = useViewer();
  const path = before ? `/api/reviews?before=${before}` : '/api/reviews';
  const { data, problem, reload } = useLoad(path, (signal) => api.get<PastReviews>(path, { signal }));
  if (!data) return problem ? <ErrorNote problem={problem} retry={reload} /> : <Loading what="your earlier reviews" />;
  if (data.reviews.length === 0 && before === null) return <Empty title="No earlier reviews yet">What you write in a week stays readable here.</Empty>;
  return (
    <div className={styles.list}>
      {data.reviews.map((review) => (
        <Panel key={review.week} title={weekText(review, locale)} action={<Link href={`#/review/${review.week}`}>Open</Link>}>
          {review.reflections.filter(({ text }) => text !== '').map((one) => <PastAnswer key={one.key} reflection={one} />)}
        </Panel>
      ))}
      {data.more && more && <Button onClick={() => more(data.reviews.at(-1)!.week)}>Show earlier ones</Button>}
    </div>
  );
}
