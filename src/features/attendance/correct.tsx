import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Attendance } from '../../../server/features/attendance/contract.ts';
import type { Api } from '../../api/client.ts';
import { OutcomeChoice, outcomesFor } from './outcome-choice.tsx';

/** The coach's way to put a verdict right; open where the client objects. */
export function Correct({ api, attendance, update }: { api: Api; attendance: Attendance; update: (attendance: Attendance) => void }) {
  const [open, setOpen] = useState(attendance.dispute !== null);
  if (!open) {
    return (
      <div>
        <Button appearance="subtle" onClick={() => setOpen(true)}>
          {attendance.waiting ? 'Say what happened' : 'Correct this'}
        </Button>
      </div>
    );
  }
  return <OutcomeChoice api={api} session={attendance} outcomes={outcomesFor(attendance.state)} withWhy late={attendance.state === 'late-cancel'} said={update} />;
}
