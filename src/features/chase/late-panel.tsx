import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { SayLate } from '../../../server/features/chase/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Minutes around the start in which somebody may be on the way. */
const beforeMs = 15 * 60_000;
const afterMs = 15 * 60_000;

/** About the beginning of a session: one tap tells the others that one is a few minutes late. Joining, moving and cancelling stand above it. */
export function LatePanel({ api, sessionId, personId }: { api: Api; sessionId: string; personId: string }) {
  const path = `/api/sessions/${sessionId}`;
  const { data } = useLoad(`late ${path}`, (signal) => api.get<Session>(path, { signal }));
  const now = api.now().getTime();
  if (!data || !data.attendees.some((one) => one.personId === personId) || !['booked', 'in-progress'].includes(data.state)) return null;
  const start = Date.parse(data.start);
  return now >= start - beforeMs && now < start + afterMs ? <Late api={api} sessionId={sessionId} /> : null;
}

function Late({ api, sessionId }: { api: Api; sessionId: string }) {
  const styles = useStyles();
  const [said, setSaid] = useState<number | null>(null);
  const late = useAction(async (minutes: 5 | 10) => {
    await api.post<undefined>(`/api/sessions/${sessionId}/late`, { minutes } satisfies SayLate);
    setSaid(minutes);
  });
  return (
    <Panel title="Running late?">
      <Body1 aria-live="polite">{said === null ? 'One tap tells the others that you are on the way.' : `The others are told that you are about ${said} minutes late.`}</Body1>
      <div className={styles.row}>
        {([5, 10] as const).map((minutes) => (
          <Button key={minutes} disabledFocusable={late.busy} onClick={() => void late.run(minutes)}>
            {minutes} minutes late
          </Button>
        ))}
      </div>
      <ErrorNote problem={late.problem} />
    </Panel>
  );
}
