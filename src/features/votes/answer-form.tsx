import { Badge, Button, makeStyles, Radio, RadioGroup, Spinner, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { GiveAnswers, VoteAnswer, VoteSlot } from '../../../server/features/votes/contract.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Rows } from '../../components/rows.tsx';
import { dayText, rangeText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { type OtherZone, ZonedTime } from '../../components/zoned-time.tsx';
import { answerWords, toAnswers } from './answers.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, margin: 0 },
  choices: { display: 'flex', flexWrap: 'wrap' },
});

interface AnswerFormProps {
  slots: readonly VoteSlot[];
  /** False once it is over: then the answers are only shown. */
  open: boolean;
  others?: readonly OtherZone[];
  now: Date;
  save: (body: GiveAnswers) => Promise<unknown>;
}

/** Each time with yes, if need be, or no; kept together by one button, and changeable as long as the vote is open. */
export function AnswerForm({ slots, open, others, now, save }: AnswerFormProps) {
  const styles = useStyles();
  const [draft, setDraft] = useState<ReadonlyMap<string, VoteAnswer>>(new Map());
  const keep = useAction(async () => {
    await save(toAnswers(slots, draft));
    setDraft(new Map());
  });
  const ready = toAnswers(slots, draft).answers.length > 0;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void keep.run();
      }}
    >
      <Rows label="Times">
        {slots.map((slot) => (
          <SlotRow key={slot.id} slot={slot} open={open} others={others} now={now} value={draft.get(slot.id) ?? slot.mine} choose={(answer) => setDraft(new Map([...draft, [slot.id, answer]]))} />
        ))}
      </Rows>
      <ErrorNote problem={keep.problem} />
      {open && (
        <div>
          <Button type="submit" appearance="primary" disabledFocusable={keep.busy || !ready} {...(keep.busy ? { icon: <Spinner size="tiny" aria-hidden /> } : {})}>
            {keep.busy ? 'Saving …' : 'Save my answers'}
          </Button>
        </div>
      )}
    </form>
  );
}

interface SlotRowProps {
  slot: VoteSlot;
  open: boolean;
  others: readonly OtherZone[] | undefined;
  now: Date;
  value: VoteAnswer | null;
  choose: (answer: VoteAnswer) => void;
}

function SlotRow({ slot, open, others, now, value, choose }: SlotRowProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const name = `${dayText(slot.start, zone, locale)}, ${rangeText(slot.start, slot.end, zone, locale)}`;
  return (
    <li>
      <ZonedTime start={slot.start} end={slot.end} now={now} {...(others ? { others } : {})} />
      {slot.chosen && <Badge appearance="tint" color="success">Booked</Badge>}
      {slot.taken && <Badge appearance="tint" color="informative">Not free any more</Badge>}
      {open && !slot.taken && (
        <RadioGroup aria-label={name} layout="horizontal" className={styles.choices} value={value ?? ''} onChange={(_event, { value: picked }) => choose(picked as VoteAnswer)}>
          {(Object.keys(answerWords) as VoteAnswer[]).map((answer) => (
            <Radio key={answer} value={answer} label={answerWords[answer]} />
          ))}
        </RadioGroup>
      )}
      {!open && slot.mine && <span>You said: {answerWords[slot.mine].toLowerCase()}</span>}
    </li>
  );
}
