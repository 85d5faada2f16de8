import { Body1, Button, Caption1, Link, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import type { Reflection, Review } from '../../../server/features/reflection/contract.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ArrivingPage } from '../../components/arriving-page.tsx';
import { BandNotice } from '../../components/band-notice.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { useViewer } from '../../components/viewer.ts';
import { Answer, PastAnswer } from './answer.tsx';
import { Fieldwork } from './fieldwork.tsx';
import { PromptsEditor } from './prompts-editor.tsx';
import { answered, reviewQuery, weekText } from './review-words.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    '@media (min-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  progress: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  end: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center' },
});

export interface ReviewScreenProps extends ScreenProps {
  /**
   * What else is looked at in the review, by engagement: the plan and the next agenda. `used` tells that something was ticked there;
   * `coachName` tells whose they are where there are several.
   */
  beside?: (engagementId: string, used: () => void, coachName?: string) => ReactNode;
  /** What the client took on in an engagement and has not done. */
  fieldwork?: (engagementId: string, title: string, used: () => void) => ReactNode;
}

/** The weekly review on one screen: three prompts, what is due, the plan, the next agenda, and done. */
export function ReviewScreen(props: ReviewScreenProps) {
  const { api, params, navigate } = props;
  const path = `/api/review${reviewQuery(params['week'])}`;
  const { data, problem, reload, replace, amend } = useLoad(path, (signal) => api.get<Review>(path, { signal }));
  const back = { label: 'Your coaching', go: () => navigate('/') };
  if (!data) return <ArrivingPage problem={problem} reload={reload} title="Your review" back={back} what="your review" panels={3} />;
  return <Shown key={data.week} {...props} review={data} replace={replace} amend={amend} back={back} />;
}

interface ShownProps extends ReviewScreenProps {
  review: Review;
  replace: (review: Review) => void;
  amend: (change: (was: Review) => Review) => void;
  back: { label: string; go: () => void };
}

function Shown({ review, replace, amend, back, beside, fieldwork, api, me }: ShownProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  const mark = useAction(async (to: 'used' | 'done' | 'open') => replace(await api.post<Review>('/api/review/mark', { week: review.week, mark: to })));
  const used = () => void (review.usedAt === null && mark.run('used'));
  return (
    <Page title={review.current ? 'This week’s review' : 'Your review'} under={weekText(review, locale)} back={back} actions={<Ways canWrite={review.canWrite} />}>
      {review.canWrite && <Progress review={review} />}
      <div className={styles.columns}>
        <div className={styles.column}>
          <Reflections api={api} review={review} replace={replace} amend={amend} personId={me.person.id} />
          {review.engagements.map(({ id, fieldwork: open, coachName }) => {
            const title = `Fieldwork before you meet ${coachName}`;
            return review.canWrite && fieldwork ? fieldwork(id, title, used) : <Fieldwork key={id} fieldwork={open} title={title} />;
          })}
        </div>
        {review.canWrite && beside && <div className={styles.column}>{review.engagements.map(({ id, coachName }, _index, { length }) => beside(id, used, length > 1 ? coachName : undefined))}</div>}
      </div>
      {review.canWrite && <End review={review} mark={(to) => void mark.run(to)} busy={mark.busy} />}
      <ErrorNote problem={mark.problem} />
    </Page>
  );
}

/** To the earlier ones, and to when the next ones are. */
function Ways({ canWrite }: { canWrite: boolean }) {
  return (
    <>
      {canWrite && <Link href="#/review-time">Review time</Link>}
      <Link href="#/reviews">Earlier reviews</Link>
    </>
  );
}

function Progress({ review }: { review: Review }) {
  const styles = useStyles();
  const all = review.reflections.length;
  const count = answered(review);
  return (
    <div className={styles.progress}>
      <ProgressBar value={review.doneAt ? 1 : count / (all + 1)} thickness="large" aria-label="How far you are" />
      <Caption1 className={styles.quiet}>{review.doneAt ? 'Done' : `${count} of ${all} answered. Five minutes are enough; what you leave out is fine.`}</Caption1>
    </div>
  );
}

interface ReflectionsProps extends Pick<ShownProps, 'api' | 'review' | 'replace' | 'amend'> {
  personId: string;
}

function Reflections({ api, review, replace, amend, personId }: ReflectionsProps) {
  const [editing, setEditing] = useState(false);
  const changed = (one: Reflection) =>
    amend((review) => ({ ...review, usedAt: review.usedAt ?? one.updatedAt, reflections: review.reflections.map((was) => (was.key === one.key ? one : was)) }));
  const change = review.canWrite && review.current && !editing && (
    <Button appearance="subtle" size="small" onClick={() => setEditing(true)}>
      Change the prompts
    </Button>
  );
  const close = (after: Review | null) => {
    if (after) replace(after);
    setEditing(false);
  };
  return (
    <Panel title="Look back, look ahead" strong action={change}>
      {editing && <PromptsEditor api={api} review={review} close={close} />}
      {!editing && review.canWrite && review.reflections.map((one) => <Answer key={one.key} api={api} review={review} reflection={one} personId={personId} changed={changed} />)}
      {!review.canWrite && review.reflections.map((one) => <PastAnswer key={one.key} reflection={one} />)}
      {!review.canWrite && review.reflections.length === 0 && <Body1>Nothing was written in this week.</Body1>}
    </Panel>
  );
}

function End({ review, mark, busy }: { review: Review; mark: (to: 'done' | 'open') => void; busy: boolean }) {
  const styles = useStyles();
  if (review.doneAt) {
    return (
      <BandNotice intent="success" title="Done for this week." actions={<Button size="small" onClick={() => mark('open')}>Open it again</Button>}>
        What you change above is still saved.
      </BandNotice>
    );
  }
  return (
    <div className={styles.end}>
      <Button appearance="primary" size="large" icon={<CheckmarkRegular />} disabledFocusable={busy} onClick={() => mark('done')}>
        Done
      </Button>
      <Caption1 className={styles.quiet}>Everything is saved as you type.</Caption1>
    </div>
  );
}
