import { Body1, Button, Spinner } from '@fluentui/react-components';
import { CalendarSearchRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { PlanItem } from '../../../server/features/arc/contract.ts';
import { NumberSelect } from '../../components/number-select.tsx';
import { usePartStyles } from './parts.ts';
import { manyChoices } from './planned.ts';

interface BookPlannedProps {
  /** Planned sessions that are not booked, the next first. */
  open: readonly PlanItem[];
  busy: boolean;
  look: (itemIds: string[]) => void;
}

/** Times for the next few planned sessions, or for all of them. */
export function BookPlanned({ open, busy, look }: BookPlannedProps) {
  const parts = usePartStyles();
  const choices = manyChoices(open.length);
  const [wanted, setWanted] = useState(Math.min(3, open.length));
  const many = choices.includes(wanted) ? wanted : (choices.at(-1) ?? 0);
  if (open.length === 0) return <Body1 className={parts.quiet}>Everything that is planned is booked.</Body1>;
  return (
    <>
      <NumberSelect field="itemIds" label="Book" value={many} choices={choices} words={(number) => manyWords(number, open.length)} onChange={setWanted} />
      <div>
        <Button
          appearance="primary"
          icon={busy ? <Spinner size="tiny" aria-hidden /> : <CalendarSearchRegular />}
          disabledFocusable={busy}
          onClick={() => look(open.slice(0, many).map(({ id }) => id))}
        >
          {busy ? 'Reading the calendars …' : 'Find their times'}
        </Button>
      </div>
    </>
  );
}

function manyWords(many: number, all: number): string {
  if (many === all) return all === 1 ? 'The one that is left' : `All ${all} that are left`;
  return many === 1 ? 'The next one' : `The next ${many}`;
}
