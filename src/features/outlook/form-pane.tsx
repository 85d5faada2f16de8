import { Body1, Button, Field, makeStyles, Select, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Engagement, EngagementList, EngagementSummary } from '../../../server/features/engagements/contract.ts';
import type { SessionKind } from '../../../server/features/scheduling/contract.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { hasFields, useDraft } from '../../components/drafts.ts';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { engagementTitle, kindWords } from '../../components/session-words.ts';
import { ZonedTime } from '../../components/zoned-time.tsx';
import type { MailItem } from '../../host/mail-host.ts';
import { FormTimes } from './form-times.tsx';
import type { Known, PaneProps } from './pane.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, '& select, & textarea, & .fui-Select': { minWidth: 0, width: '100%' } },
});

export interface FormPaneProps extends PaneProps {
  item: Extract<MailItem, { kind: 'form' }>;
  known: Known;
  /** Looks at the form again. */
  again: () => void;
}

/** Beside the form of a meeting that is being made: becomes a session with one press, and says so once it is filled. */
export function FormPane(props: FormPaneProps) {
  const { known, api } = props;
  const mine = useLoad('engagements', (signal) => api.get<EngagementList>('/api/engagements', { signal }));
  if (known.session) return <Filled {...props} sessionId={known.session.id} />;
  const open = (mine.data?.engagements ?? []).filter(({ status, myRole }) => status === 'active' && myRole !== null);
  return (
    <Page title="Make this a coaching session">
      <ErrorNote problem={mine.busy ? null : mine.problem} retry={mine.reload} />
      {!mine.data && mine.busy && <Loading what="your engagements" panels={1} />}
      {mine.data && open.length === 0 && <NoEngagement />}
      {open.length > 0 && <Left {...props} engagements={open} />}
    </Page>
  );
}

function NoEngagement() {
  return (
    <Empty title="No engagement is running" action={<ButtonLink to="/engagements/new">Start an engagement</ButtonLink>}>
      Sessions belong to an engagement between a client and a coach.
    </Empty>
  );
}

interface Draft {
  engagementId: string;
  kind: SessionKind;
  agenda: string;
}

const isDraft = (value: unknown): value is Draft => hasFields(value, { engagementId: 'string', kind: 'string', agenda: 'string' });

/** Whom the form is for already decides; what was left for somebody else waits. */
function firstDraft(engagements: readonly EngagementSummary[], known: Known, left: Draft | null): Draft {
  const recognised = known.engagements.find(({ engagement }) => engagements.some(({ id }) => id === engagement.id))?.engagement;
  const engagement = recognised ?? engagements.find(({ id }) => id === left?.engagementId) ?? engagements[0]!;
  const usual = kindsOf(engagement)[0]!;
  if (left?.engagementId !== engagement.id) return { engagementId: engagement.id, kind: usual, agenda: '' };
  return { ...left, kind: kindsOf(engagement).find((kind) => kind === left.kind) ?? usual };
}

const kindsOf = ({ participants }: EngagementSummary): SessionKind[] =>
  participants.some(({ role }) => role === 'sponsor') ? ['three-way', 'coaching', 'chemistry'] : ['coaching', 'chemistry'];

type Engagements = { engagements: EngagementSummary[] };

/** The pane goes with the form it stands beside. A form has no name until it is saved: the newest draft is the one. */
function Left(props: FormPaneProps & Engagements) {
  const kept = useDraft('form', isDraft);
  if (kept.left === undefined) return <Loading what="what you chose before" panels={1} />;
  return <Choose {...props} left={kept.left} keep={kept.keep} forget={kept.forget} />;
}

function Choose({ engagements, left, keep, forget, ...props }: FormPaneProps & Engagements & { left: Draft | null; keep: (draft: Draft) => void; forget: () => void }) {
  const styles = useStyles();
  const [draft, setDraft] = useState(() => firstDraft(engagements, props.known, left));
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    keep(next);
    setDraft(next);
  };
  const engagement = engagements.find(({ id }) => id === draft.engagementId)!;
  const choose = (id: string) => change({ engagementId: id, kind: kindsOf(engagements.find((one) => one.id === id)!)[0]! });
  return (
    <>
      <Panel title="For whom">
        <div className={styles.fields}>
          <Field label="Engagement">
            <Select value={engagement.id} onChange={(_event, { value }) => choose(value)}>
              {engagements.map((one) => (
                <option key={one.id} value={one.id}>
                  {engagementTitle(one)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Kind">
            <Select value={draft.kind} onChange={(_event, { value }) => change({ kind: value as SessionKind })}>
              {kindsOf(engagement).map((kind) => (
                <option key={kind} value={kind}>
                  {kindWords[kind]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Agenda (optional)">
            <Textarea value={draft.agenda} maxLength={4000} rows={2} resize="vertical" onChange={(_event, { value }) => change({ agenda: value })} />
          </Field>
        </div>
      </Panel>
      <FormTimes key={`${engagement.id} ${draft.kind}`} {...props} engagement={engagement} kind={draft.kind} agenda={draft.agenda} filled={forget} />
    </>
  );
}

/** The form is filled: what remains is to send it. */
function Filled({ sessionId, api, mail, known, again, me }: FormPaneProps & { sessionId: string }) {
  const styles = useStyles();
  const session = known.session!;
  const engagement = useLoad(`engagement ${session.engagementId}`, (signal) => api.get<Engagement>(`/api/engagements/${session.engagementId}`, { signal }));
  const undo = useAction(async () => {
    await api.delete(`/api/announcements/${sessionId}`);
    await mail.tag(null);
    again();
  });
  return (
    <Page title="Ready to send" under={engagement.data ? engagementTitle(engagement.data) : undefined}>
      <BandNotice intent="success" title="This form is filled.">
        Send it in Outlook. Fieldwork then follows the meeting, and adds a Teams link if it has none.
      </BandNotice>
      <Panel title={kindWords[session.kind]} strong>
        <div className={styles.stack}>
          <ZonedTime start={session.start} end={session.end} others={session.attendees.filter(({ personId }) => personId !== me.person.id).map(({ displayName, zone }) => ({ name: displayName, zone }))} now={api.now()} />
          <Body1>Until it is sent nobody is invited, and the time is only kept in Fieldwork for a day.</Body1>
          <ErrorNote problem={undo.problem} />
          <div>
            <Button disabledFocusable={undo.busy} onClick={() => void undo.run()}>
              Choose another time
            </Button>
          </div>
        </div>
      </Panel>
    </Page>
  );
}
