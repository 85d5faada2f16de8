import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { Form, useForm } from '../../components/form.tsx';
import { FormField } from '../../components/form-field.tsx';
import type { Tenant } from '../tenant/tenant.ts';
import { addFault, type FaultKind, faultKinds, type FaultState } from './faults.ts';

const useStyles = makeStyles({
  row: { display: 'grid', gap: tokens.spacingHorizontalM, alignItems: 'start', '& > *': { minWidth: 0 }, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 190px), 1fr))' },
  select: { minWidth: 0, width: '100%', '& > select': { minWidth: 0, width: '100%' } },
  input: { minWidth: 0, width: '100%', '& > input': { minWidth: 0 } },
});

/** The requests that are most worth failing. */
const matches = ['POST /me/events', 'PATCH /me/events/*', 'POST /me/events/*/cancel', 'POST /me/calendar/getSchedule', 'GET /me/calendarView/delta', 'POST /notifications', 'POST /token', '*'];

const kindWords: Record<FaultKind, string> = {
  '404': '404 not found',
  '429': '429 too many requests',
  '500': '500 internal error',
  '503': '503 not available',
  '504': '504 no answer in time',
  'drop-response': 'Done, but the answer is lost',
  slow: 'Slow',
  offline: 'No connection',
  'consent-revoked': 'Consent was revoked',
  'delta-gone': 'Delta link is gone',
  'sync-state-not-found': 'Delta link is unknown',
  'notification-lost': 'Notification is lost',
  'notification-doubled': 'Notification comes twice',
  'notification-late': 'Notification is late',
  'notification-out-of-order': 'Notification is overtaken',
  'notification-missed': 'Notification is missed, and said so',
  'subscription-removed': 'Subscription is removed',
  'reauthorization-required': 'Subscription must be authorised anew',
};

interface FaultFormProps {
  tenant: Tenant;
  added: (faults: FaultState[]) => void;
}

/** Orders one fault. */
export function FaultForm({ tenant, added }: FaultFormProps) {
  const styles = useStyles();
  const [draft, setDraft] = useState({ match: matches[0] ?? '*', fault: '503' as FaultKind, times: '2', retryAfter: '5', mailbox: '' });
  const add = useAction(() => addFault(toSend(draft)));
  const form = useForm(add.problem);
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const submit = async () => {
    const faults = await add.run();
    if (faults) added(faults);
  };
  return (
    <Form form={form} onSubmit={() => void submit()}>
      <div className={styles.row}>
        <FormField field="0.match" label="Request">
          <Input className={styles.input} list="fault-matches" value={draft.match} onChange={(_event, { value }) => change({ match: value })} />
        </FormField>
        <datalist id="fault-matches">
          {matches.map((match) => (
            <option key={match} value={match} aria-label={match} />
          ))}
        </datalist>
        <Field label="What happens">
          <Select className={styles.select} value={draft.fault} onChange={(_event, { value }) => change({ fault: value as FaultKind })}>
            {faultKinds.map((kind) => (
              <option key={kind} value={kind}>
                {kindWords[kind]}
              </option>
            ))}
          </Select>
        </Field>
        <FormField field="0.times" label="How often" hint="Empty: until cleared.">
          <Input className={styles.input} inputMode="numeric" value={draft.times} onChange={(_event, { value }) => change({ times: value })} />
        </FormField>
        <FormField field="0.retryAfter" label="Seconds" hint="To wait, or late.">
          <Input className={styles.input} inputMode="decimal" value={draft.retryAfter} onChange={(_event, { value }) => change({ retryAfter: value })} />
        </FormField>
        <Whose tenant={tenant} value={draft.mailbox} change={(mailbox) => change({ mailbox })} />
      </div>
      <div>
        <Button type="submit" disabledFocusable={add.busy}>
          Add
        </Button>
      </div>
    </Form>
  );
}

function Whose({ tenant, value, change }: { tenant: Tenant; value: string; change: (mailbox: string) => void }) {
  const styles = useStyles();
  return (
    <Field label="Whose mailbox">
      <Select className={styles.select} value={value} onChange={(_event, data) => change(data.value)}>
        <option value="">Anybody’s</option>
        {tenant.people.map(({ address, name }) => (
          <option key={address} value={address}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** What is no number is sent as it is, so that the sandbox says what would be right. */
const toSend = ({ match, fault, times, retryAfter, mailbox }: { match: string; fault: FaultKind; times: string; retryAfter: string; mailbox: string }) => ({
  match,
  fault,
  retryAfter: Number(retryAfter),
  ...(times.trim() === '' ? {} : { times: Number(times) }),
  ...(mailbox === '' ? {} : { mailbox }),
});
