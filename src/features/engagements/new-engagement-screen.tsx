import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { CreateEngagement, Engagement } from '../../../server/features/engagements/contract.ts';
import { newId } from '../../api/ids.ts';
import { useAction } from '../../api/use-action.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { dateIn } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { defaultRules } from './default-rules.ts';
import { checkDraft, draftToSend, type EngagementDraft, newDraft } from './engagement-draft.ts';
import { GoalFields } from './goal-fields.tsx';
import { goalsToSend, type PlanDraft } from './plan-draft.ts';
import { PrivacyField } from './privacy-field.tsx';
import { RhythmFields } from './rhythm-fields.tsx';
import { RulesFields } from './rules-fields.tsx';
import { useKeptDraft } from './use-kept-draft.ts';
import { WhoFields } from './who-fields.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Starts an engagement: who, what for, from when to when, and under which booking rules. */
export function NewEngagementScreen({ api, me, navigate }: ScreenProps) {
  const { zone } = useViewer();
  const notify = useNotify();
  const fresh = () => newDraft(newId(), me, dateIn(api.now(), zone), defaultRules);
  const { draft, setDraft, restored, startOver, forget } = useKeptDraft(`engagement.${me.person.id}`, fresh);
  const start = useAction((body: CreateEngagement) => api.post<Engagement>('/api/engagements', body));
  const form = useForm(start.problem);
  const submit = async () => {
    const body = draftToSend(draft);
    if (form.refused(checkDraft(draft)) || !body) return;
    // Rows and what is sent must count alike, or a refusal of goal 2 would show at another one.
    setDraft({ ...draft, plan: { ...draft.plan, goals: goalsToSend(draft.plan.goals) } });
    const engagement = await start.run(body);
    if (!engagement) return;
    forget();
    notify.done('Your engagement has started', 'Next: find the first time that suits all of you.');
    navigate(`/engagements/${engagement.id}`, { replace: true });
  };
  return (
    <Page title="Start an engagement" narrow back={{ label: 'Your coaching', go: () => navigate('/') }}>
      {restored && <Restored startOver={startOver} />}
      <Form form={form} onSubmit={() => void submit()}>
        <Panel title="Who is in it">
          <WhoFields api={api} draft={draft} viewerEmail={me.pick.email} change={(part) => setDraft({ ...draft, ...part })} />
        </Panel>
        <PlanPanels draft={draft} change={setDraft} />
        <SubmitRow busy={start.busy} />
      </Form>
    </Page>
  );
}

function PlanPanels({ draft, change }: { draft: EngagementDraft; change: (draft: EngagementDraft) => void }) {
  const { plan } = draft;
  const set = (part: Partial<PlanDraft>) => change({ ...draft, plan: { ...plan, ...part } });
  return (
    <>
      <Panel title="Goals">
        <GoalFields goals={plan.goals} onChange={(goals) => set({ goals })} />
      </Panel>
      <Panel title="Dates and rhythm">
        <RhythmFields plan={plan} change={set} />
        <PrivacyField plan={plan} change={set} />
      </Panel>
      <Disclosure title="Booking rules" under="Set for most people already: notice, free time around, spacing, preferred times." fields="rules">
        <RulesFields rules={plan.rules} change={(rules) => set({ rules })} />
      </Disclosure>
    </>
  );
}

function SubmitRow({ busy }: { busy: boolean }) {
  const styles = useStyles();
  return (
    <div className={styles.actions}>
      <Button type="submit" appearance="primary" size="large" disabledFocusable={busy}>
        {busy ? 'Starting …' : 'Start the engagement'}
      </Button>
      <ButtonLink to="/" size="large">
        Not now
      </ButtonLink>
    </div>
  );
}

function Restored({ startOver }: { startOver: () => void }) {
  return (
    <BandNotice
      actions={
        <Button size="small" onClick={startOver}>
          Start over
        </Button>
      }
    >
      What you typed before is still here.
    </BandNotice>
  );
}
