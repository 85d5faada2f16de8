import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { EngagementSummary } from '../../../server/features/engagements/contract.ts';
import type { Announced, AnnounceSession } from '../../../server/features/outlook/contract.ts';
import type { SessionKind, Slot, TimesFound } from '../../../server/features/scheduling/contract.ts';
import { newId } from '../../api/ids.ts';
import { ApiProblem, toProblem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { ZonedTime } from '../../components/zoned-time.tsx';
import type { MailHost } from '../../host/mail-host.ts';
import type { FormPaneProps } from './form-pane.tsx';

const useStyles = makeStyles({
  blockers: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface FormTimesProps extends FormPaneProps {
  engagement: EngagementSummary;
  kind: SessionKind;
  agenda: string;
  filled: () => void;
}

/** Times at which everybody can, each one press away from a filled form. */
export function FormTimes(props: FormTimesProps) {
  const { api, engagement, kind, mail, agenda, filled, again, me } = props;
  const times = useLoad(`times ${engagement.id} ${kind}`, (signal) => api.post<TimesFound>(`/api/engagements/${engagement.id}/times`, { kind }, { signal }));
  const [chosen, setChosen] = useState<string | null>(null);
  const use = useAction(async (slot: Slot, minutes: number) => {
    setChosen(slot.start);
    await fillForm(props.api, mail, engagement.id, { id: newId(), kind, start: slot.start, minutes, agenda });
    filled();
    again();
  });
  const others = engagement.participants.filter(({ id, role }) => id !== me.person.id && (role !== 'sponsor' || kind === 'three-way'));
  return (
    <Panel title="Times for everybody">
      <ErrorNote problem={times.busy ? null : times.problem} retry={times.reload} />
      <ErrorNote problem={use.problem} title="The form was not filled." />
      {!times.data && times.busy && <Loading what="everybody’s calendars" panels={1} />}
      {times.data && times.data.slots.length === 0 && <NoTimes found={times.data} engagementId={engagement.id} />}
      {times.data && times.data.slots.length > 0 && (
        <Rows label="Times">
          {times.data.slots.map((slot) => (
            <li key={slot.start}>
              <ZonedTime start={slot.start} end={slot.end} others={others.map((one) => ({ name: one.displayName, zone: slot.evidence.find(({ personId }) => personId === one.id)?.zone ?? one.zone }))} now={api.now()} />
              <Why slot={slot} />
              <Button size="small" appearance={use.busy && chosen === slot.start ? 'primary' : 'secondary'} disabledFocusable={use.busy} onClick={() => void use.run(slot, times.data!.searched.minutes)}>
                {use.busy && chosen === slot.start ? 'Filling …' : 'Fill the form with this time'}
              </Button>
            </li>
          ))}
        </Rows>
      )}
    </Panel>
  );
}

function Why({ slot }: { slot: Slot }) {
  const styles = useStyles();
  return <Caption1 className={styles.quiet}>{[slot.why, ...slot.compromises].join(' · ')}</Caption1>;
}

function NoTimes({ found, engagementId }: { found: TimesFound; engagementId: string }) {
  const styles = useStyles();
  return (
    <>
      <Body1>No time suits everybody.</Body1>
      <ul className={styles.blockers}>
        {found.blockers.slice(0, 3).map(({ text }) => (
          <li key={text}>
            <Body1>{text}</Body1>
          </li>
        ))}
      </ul>
      <ButtonLink to={`/engagements/${engagementId}/book`}>See what would help</ButtonLink>
    </>
  );
}

/**
 * The mark first, then the server, then the form: whatever stops on the way, no meeting can be sent that Fieldwork was told of and
 * cannot find. What the server was told is taken back when the form cannot be filled.
 */
async function fillForm(api: FormTimesProps['api'], mail: MailHost, engagementId: string, wish: AnnounceSession): Promise<void> {
  try {
    await mail.tag(wish.id);
    const { form } = await api.post<Announced>(`/api/engagements/${engagementId}/announcements`, wish);
    await mail.fill(form).catch(async (thrown: unknown) => {
      await api.delete(`/api/announcements/${wish.id}`).catch(() => undefined);
      throw thrown;
    });
  } catch (thrown) {
    await mail.tag(null).catch(() => undefined);
    const problem = toProblem(thrown);
    throw problem.code === 'unexpected' ? new ApiProblem('offline', 'Outlook did not take it. Nothing was booked; please try again.', { cause: thrown }) : problem;
  }
}
