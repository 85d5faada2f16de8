import { Body1, Button } from '@fluentui/react-components';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Rows } from '../../components/rows.tsx';
import type { Tenant } from '../tenant/tenant.ts';
import { FaultForm } from './fault-form.tsx';
import { clearFaults, faultWords, readFaults } from './faults.ts';
import { Part } from './part.tsx';

/** Trouble between Fieldwork and Microsoft: what is ordered, and ordering more. */
export function FaultsPart({ tenant }: { tenant: Tenant }) {
  const faults = useLoad('faults', readFaults);
  const clear = useAction(async () => {
    await clearFaults();
    faults.replace([]);
  });
  const list = faults.data ?? [];
  return (
    <Part title="Make Microsoft fail">
      <ErrorNote problem={faults.problem ?? clear.problem} />
      {list.length === 0 && <Body1>Everything works at the moment.</Body1>}
      {list.length > 0 && (
        <Rows label="Faults">
          {[...list.entries()].map(([number, fault]) => (
            <li key={number}>
              <Body1>{faultWords(fault)}</Body1>
            </li>
          ))}
        </Rows>
      )}
      <div>
        <Button onClick={faults.reload}>Look again</Button>{' '}
        <Button disabledFocusable={clear.busy || list.length === 0} onClick={() => void clear.run()}>
          Clear all
        </Button>
      </div>
      <FaultForm tenant={tenant} added={faults.replace} />
    </Part>
  );
}
