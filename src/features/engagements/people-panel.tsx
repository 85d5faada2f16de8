import type { Engagement, Participant } from '../../../server/features/engagements/contract.ts';
import { Panel } from '../../components/panel.tsx';
import { PersonChip } from '../../components/person-chip.tsx';
import { Rows } from '../../components/rows.tsx';
import { roleWords } from '../../components/session-words.ts';
import { clockText, zoneName } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';

/** Who is in it, where each of them is in the day now. */
export function PeoplePanel({ engagement, viewerId, now }: { engagement: Engagement; viewerId: string; now: Date }) {
  const { locale } = useViewer();
  return (
    <Panel title="People">
      <Rows>
        {engagement.participants.map((one) => (
          <li key={one.id}>
            <PersonChip name={one.displayName} you={one.id === viewerId} under={underOf(one, now, locale)} />
          </li>
        ))}
      </Rows>
    </Panel>
  );
}

/** "Coach, outside your organisation. New York, 09:14 now". */
function underOf({ role, email, inTenant, zone }: Participant, now: Date, locale: string): string {
  // Of somebody who was erased nothing is known but what they were.
  if (email === '') return roleWords[role];
  const part = inTenant ? roleWords[role] : `${roleWords[role]}, outside your organisation`;
  return zone ? `${part}. ${zoneName(zone)}, ${clockText(now, zone, locale)} now` : `${part}. Time zone not known yet`;
}
