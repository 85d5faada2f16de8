import { Input, Select } from '@fluentui/react-components';
import { FormField } from '../../components/form-field.tsx';
import { weekdays } from '../../components/rhythm-words.ts';
import { zoneName } from '../../components/time.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';

interface LikedProps {
  /** Prefix of the fields' paths in the request: `settings.` or nothing. */
  at: string;
  engagement: Pick<Engagement, 'participants'>;
  weekday: number | null;
  clock: string;
  change: (part: { weekday?: number | null; clock?: string }) => void;
}

/** Weekday and time of day that are liked, both optional. */
export function LikedFields({ at, engagement, weekday, clock, change }: LikedProps) {
  const client = engagement.participants.find(({ role }) => role === 'client');
  const whose = client?.zone ? `In ${client.displayName}’s time (${zoneName(client.zone)}).` : 'In the client’s time.';
  return (
    <>
      <FormField field={`${at}weekday`} label="Weekday that is liked">
        <Select value={weekday ?? ''} onChange={(_event, data) => change({ weekday: data.value === '' ? null : Number(data.value) })}>
          <option value="">Any</option>
          {weekdays.map((name, day) => day > 0 && (
            <option key={name} value={day}>
              {name}
            </option>
          ))}
        </Select>
      </FormField>
      <FormField field={`${at}minute`} label="Time that is liked (optional)" hint={whose}>
        <Input type="time" step={900} value={clock} onChange={(_event, data) => change({ clock: data.value })} />
      </FormField>
    </>
  );
}
