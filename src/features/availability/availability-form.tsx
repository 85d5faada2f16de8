import { Body1, Button, Caption1, makeStyles, Spinner, Subtitle1, tokens } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import type { Availability } from '../../../server/features/availability/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { type AvailabilityDraft, draftProblems, toDraft, toSave } from './availability-draft.ts';
import { FeedPanel } from './feed-panel.tsx';
import { OverridesPanel } from './overrides-panel.tsx';
import { WeekPanel } from './week-panel.tsx';
import { ZoneField } from './zone-field.tsx';

const useStyles = makeStyles({
  intro: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, maxWidth: '64ch' },
  privacy: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start', color: tokens.colorNeutralForeground2 },
  lock: { fontSize: '20px', flexShrink: 0 },
  end: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface AvailabilityFormProps {
  availability: Availability;
  saved: (availability: Availability) => void;
  api: Api;
  deviceZone: string;
  /** What the coach is asked besides, first on the page. */
  before?: ReactNode;
  /** What else stands on the page, with a button of its own. */
  after?: ReactNode;
}

/** Who asks and why, then zone, calendar link and office hours. What was typed stays until it is saved, whatever goes wrong. */
export function AvailabilityForm({ availability, saved, api, deviceZone, before, after }: AvailabilityFormProps) {
  const [draft, setDraft] = useState<AvailabilityDraft>(() => toDraft(availability, deviceZone));
  const [fresh, setFresh] = useState(false);
  const save = useAction(() => api.put<Availability>('/api/coach/availability', toSave(draft)));
  const form = useForm(save.problem);
  const change = (part: Partial<AvailabilityDraft>) => {
    setFresh(false);
    setDraft({ ...draft, ...part });
  };
  const submit = async () => {
    if (form.refused(draftProblems(draft))) return;
    const kept = await save.run();
    if (!kept) return;
    saved(kept);
    setDraft(toDraft(kept, deviceZone));
    setFresh(true);
  };
  return (
    <Page title={`Coaching ${availability.engagement.clientName}`} narrow>
      {before}
      <Subtitle1 as="h2" style={{ margin: 0 }}>Your availability</Subtitle1>
      <Intro availability={availability} />
      <Form form={form} onSubmit={() => void submit()}>
        <Panel title="Your time zone">
          <ZoneField zone={draft.zone} change={(zone) => change({ zone })} now={api.now()} />
        </Panel>
        <FeedPanel url={draft.feedUrl} change={(feedUrl) => change({ feedUrl })} availability={availability} now={api.now()} />
        <WeekPanel weekly={draft.weekly} change={(weekly) => change({ weekly })} />
        <OverridesPanel overrides={draft.overrides} change={(overrides) => change({ overrides })} now={api.now()} zone={draft.zone} />
        {fresh && <Saved availability={availability} />}
        <SaveLine busy={save.busy} readsFeed={draft.feedUrl.trim() !== ''} expiresAt={availability.linkExpiresAt} />
      </Form>
      {after}
    </Page>
  );
}

function Intro({ availability: { coach, engagement } }: { availability: Availability }) {
  const styles = useStyles();
  return (
    <div className={styles.intro}>
      <Body1 as="p" block style={{ margin: 0 }}>
        Hello {coach.displayName}. You coach {engagement.clientName}
        {engagement.company && ` at ${engagement.company}`}, who books your sessions with Fieldwork. Share your calendar, your office
        hours, or both, and only times that suit you are offered.
      </Body1>
      <div className={styles.privacy}>
        <LockClosedRegular aria-hidden className={styles.lock} />
        <Body1>Only busy times are kept, never titles, places or people.</Body1>
      </div>
    </div>
  );
}

/** A link that was saved but cannot be read is both: the words of the calendar panel say what to mend. */
function Saved({ availability: { feed } }: { availability: Availability }) {
  if (feed.status === 'problem') {
    return (
      <BandNotice intent="warning" title="Saved, but your calendar could not be read.">
        {feed.message}
      </BandNotice>
    );
  }
  return (
    <BandNotice intent="success" title="Saved.">
      Times that suit you are offered from now on. You can change this whenever you like.
    </BandNotice>
  );
}

function SaveLine({ busy, readsFeed, expiresAt }: { busy: boolean; readsFeed: boolean; expiresAt: string }) {
  const styles = useStyles();
  const { locale } = useViewer();
  return (
    <div className={styles.end}>
      <Button type="submit" appearance="primary" size="large" disabledFocusable={busy} {...(busy ? { icon: <Spinner size="tiny" aria-hidden /> } : {})}>
        {busy ? 'Saving …' : 'Save'}
      </Button>
      <Caption1 className={styles.quiet} aria-live="polite">
        {busy && readsFeed ? 'Reading your calendar, this can take a few seconds.' : `This link works until ${dateText(expiresAt.slice(0, 10), locale)}.`}
      </Caption1>
    </div>
  );
}
