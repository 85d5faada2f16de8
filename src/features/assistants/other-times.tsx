import { Body1, Button, Spinner } from '@fluentui/react-components';
import type { OtherTimes as Found, Planned } from '../../../server/features/assistants/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { dayText, rangeText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { ZonedTime } from '../../components/zoned-time.tsx';

interface OtherTimesProps {
  api: Api;
  planned: Planned;
  moved: (planned: Planned) => void;
}

/** Times to move to, each taken by one press. */
export function OtherTimes({ api, planned, moved }: OtherTimesProps) {
  const { zone, locale } = useViewer();
  const times = useLoad('/api/planned/times', (signal) => api.get<Found>('/api/planned/times', { signal }));
  const move = useAction(async (start: string) => moved(await api.post<Planned>('/api/planned/move', { version: planned.version, start })));
  return (
    <Panel title="Other times">
      <ErrorNote problem={move.problem ?? times.problem} retry={times.reload} />
      {times.busy && !times.data && <Spinner size="tiny" label="Looking for times" labelPosition="after" />}
      {times.data?.times.length === 0 && <Body1>There is no other time at the moment. Please ask whoever gave you this link.</Body1>}
      <Rows label="Other times">
        {(times.data?.times ?? []).map(({ start, end }) => (
          <li key={start}>
            <ZonedTime start={start} end={end} now={api.now()} />
            <Button size="small" disabledFocusable={move.busy} onClick={() => void move.run(start)} aria-label={`Take ${dayText(start, zone, locale)}, ${rangeText(start, end, zone, locale)}`}>
              Take this time
            </Button>
          </li>
        ))}
      </Rows>
    </Panel>
  );
}
