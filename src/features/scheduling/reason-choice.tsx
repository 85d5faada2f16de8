import { Button, Field, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { GiveReason, ReasonCode, Reschedule, Session } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { hasFields, useDraft } from '../../components/drafts.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';

const useStyles = makeStyles({ press: { alignSelf: 'flex-start', marginTop: tokens.spacingVerticalXS } });

interface ReasonChoiceProps {
  reasons: Reschedule['reasons'];
  chosen: ReasonCode | null;
  choose: (reason: ReasonCode) => void;
}

/** Why it is called off late: one of a few, never more than that. */
export function ReasonChoice({ reasons, chosen, choose }: ReasonChoiceProps) {
  return (
    <Field label="What came up?" hint="Your coaching partner sees this, your sponsor does not.">
      <RadioGroup value={chosen ?? ''} onChange={(_event, { value }) => choose(value as ReasonCode)}>
        {reasons.map(({ code, label }) => (
          <Radio key={code} value={code} label={label} />
        ))}
      </RadioGroup>
    </Field>
  );
}

const isWhy = (value: unknown): value is { reasonCode: ReasonCode } => hasFields(value, { reasonCode: 'string' });

/** Asked once after somebody cancelled late in Outlook, where nobody asks. */
export function WhyQuestion({ session, api, said }: { session: Session; api: Api; said: (reschedule: Reschedule) => void }) {
  const styles = useStyles();
  const draft = useDraft(`why.${session.id}`, isWhy);
  const [chosen, setChosen] = useState<ReasonCode | null>(null);
  const reason = chosen ?? draft.left?.reasonCode ?? null;
  const choose = (reasonCode: ReasonCode) => {
    setChosen(reasonCode);
    draft.keep({ reasonCode });
  };
  const save = useAction((reasonCode: ReasonCode) => api.put<Reschedule>(`/api/sessions/${session.id}/reason`, { reasonCode } satisfies GiveReason));
  const press = async () => {
    const after = reason && (await save.run(reason));
    if (!after) return;
    draft.forget();
    said(after);
  };
  if (!session.reschedule.cancelled?.askWhy) return null;
  return (
    <Panel title="You cancelled this at short notice">
      <ReasonChoice reasons={session.reschedule.reasons} chosen={reason} choose={choose} />
      <ErrorNote problem={save.problem} />
      <Button className={styles.press} appearance="primary" disabledFocusable={save.busy || reason === null} onClick={() => void press()}>
        Save
      </Button>
    </Panel>
  );
}
