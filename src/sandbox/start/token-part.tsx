import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { CopyField } from '../chrome/copy-field.tsx';
import { ask } from '../tenant/api.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { Part } from './part.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'flex-end' },
});

/** An access token for Fieldwork's API, as Teams or Outlook would get it; for scripts. */
export function TokenPart({ tenant }: { tenant: Tenant }) {
  const styles = useStyles();
  const [user, setUser] = useState(tenant.people[0]?.address ?? '');
  const [surface, setSurface] = useState('teams');
  const [token, setToken] = useState('');
  const get = useAction(async () => setToken((await ask<{ token: string }>('/token', { method: 'POST', body: { user, surface } })).token));
  return (
    <Part title="Token">
      <div className={styles.row}>
        <Field label="For">
          <Select value={user} onChange={(_event, { value }) => setUser(value)}>
            {tenant.people.map(({ address, name }) => (
              <option key={address} value={address}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="As in">
          <Select value={surface} onChange={(_event, { value }) => setSurface(value)}>
            <option value="teams">Teams</option>
            <option value="outlook">Outlook</option>
          </Select>
        </Field>
        <Button disabledFocusable={get.busy} onClick={() => void get.run()}>
          Get a token
        </Button>
      </div>
      <ErrorNote problem={get.problem} />
      {token && <CopyField label="Access token" value={token} />}
    </Part>
  );
}
