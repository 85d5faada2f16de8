import { Button, Caption1, Checkbox, Field, makeStyles, Select, Spinner, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Slot } from '../../../server/features/scheduling/contract.ts';
import type { AskVote as AskVoteBody, Vote } from '../../../server/features/votes/contract.ts';
import type { Api } from '../../api/client.ts';
import { newId } from '../../api/ids.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { dayText, rangeText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { minutesOf } from './slot-days.ts';
import { deadlinesFor, missable, mostAsked } from './vote-draft.ts';
import type { Wish } from './wish.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'flex-start' },
  slots: { display: 'flex', flexDirection: 'column', border: 'none', margin: 0, padding: 0, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface AskVoteProps {
  api: Api;
  engagement: Pick<Engagement, 'id' | 'participants'>;
  wish: Wish;
  slots: readonly Slot[];
  /** The vote is what the times were looked for: it opens by itself. */
  begun: boolean;
}

/** Where somebody has to confirm: a few of the times at once, instead of one after the other. */
export function AskVote(props: AskVoteProps) {
  const styles = useStyles();
  const [open, setOpen] = useState(props.begun);
  return (
    <Panel title="Ask for a vote">
      <Caption1 className={styles.quiet}>Somebody has to confirm. Ask everybody about a few times at once: the one that suits best is booked by itself.</Caption1>
      {open ? <Form {...props} /> : <div><Button onClick={() => setOpen(true)}>Choose times to ask about</Button></div>}
    </Panel>
  );
}

/** What is picked, until when, and the asking itself. */
function useDraft({ api, engagement, wish, slots }: AskVoteProps) {
  const [id] = useState(newId);
  const [picked, setPicked] = useState<readonly string[]>(() => slots.slice(0, 3).map(({ start }) => start));
  const [days, setDays] = useState<number | null>(null);
  const sponsor = missable(wish.kind, wish.relax, engagement.participants);
  const [needed, setNeeded] = useState(sponsor !== null && !sponsor.loosened);
  const deadlines = deadlinesFor(picked, api.now());
  const deadline = deadlines.find((one) => one.days === days) ?? deadlines[0];
  const ask = useAction(async () => {
    const chosen = slots.filter(({ start }) => picked.includes(start));
    const optionalPeople = sponsor && !needed ? [sponsor.id] : [];
    const body: AskVoteBody = { id, kind: wish.kind, minutes: minutesOf(chosen[0]!), starts: chosen.map(({ start }) => start), deadline: deadline!.at, optionalPeople, relax: wish.relax };
    const vote = await api.post<Vote>(`/api/engagements/${engagement.id}/votes`, body);
    location.hash = `#/votes/${vote.id}`;
  });
  const toggle = (start: string) => setPicked(picked.includes(start) ? picked.filter((one) => one !== start) : [...picked, start]);
  return { picked, toggle, sponsor, needed, setNeeded, deadlines, deadline, setDays, ask };
}

function Form(props: AskVoteProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const { picked, toggle, sponsor, needed, setNeeded, deadlines, deadline, setDays, ask } = useDraft(props);
  return (
    <div className={styles.form}>
      <fieldset aria-label={`Times to ask about, at most ${mostAsked}`} className={styles.slots}>
        {props.slots.map(({ start, end }) => (
          <Checkbox
            key={start}
            checked={picked.includes(start)}
            disabled={!picked.includes(start) && picked.length >= mostAsked}
            onChange={() => toggle(start)}
            label={`${dayText(start, zone, locale)}, ${rangeText(start, end, zone, locale)}`}
          />
        ))}
      </fieldset>
      {sponsor && (
        <Field hint={needed ? 'A time is chosen that suits all three.' : `${sponsor.displayName} is asked too, and decides only between times that suit the others.`}>
          <Checkbox checked={needed} disabled={sponsor.loosened} onChange={(_event, { checked }) => setNeeded(checked === true)} label={`${sponsor.displayName} has to be there`} />
        </Field>
      )}
      <Field label="Answers count for">
        <Select value={String(deadline?.days ?? '')} onChange={(_event, { value }) => setDays(Number(value))}>
          {deadlines.map((one) => (
            <option key={one.days} value={one.days}>
              {one.label}
            </option>
          ))}
        </Select>
      </Field>
      <ErrorNote problem={ask.problem} />
      <Button appearance="primary" disabledFocusable={ask.busy || !deadline} onClick={() => void (deadline && ask.run())} {...(ask.busy ? { icon: <Spinner size="tiny" aria-hidden /> } : {})}>
        {askLabel(picked.length, ask.busy)}
      </Button>
      <Caption1 className={styles.quiet}>{noteOf(picked.length, deadline !== undefined)}</Caption1>
    </div>
  );
}

function askLabel(count: number, busy: boolean): string {
  if (busy) return 'Asking …';
  return count === 1 ? 'Ask about this time' : `Ask about these ${count} times`;
}

function noteOf(count: number, possible: boolean): string {
  if (count === 0) return 'Choose at least one time.';
  if (!possible) return 'These times are too near for a vote. Choose later ones, or book one directly.';
  return 'The times are kept free in your colleagues’ calendars until then. A coach outside gets one mail with a link.';
}
