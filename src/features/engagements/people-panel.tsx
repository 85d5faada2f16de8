import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Participant } from '../../../server/features/engagements/contract.ts';
import type { Me } from '../../../server/features/people/contract.ts';
import { Panel } from '../../components/panel.tsx';
import { PersonChip } from '../../components/person-chip.tsx';
import { Rows } from '../../components/rows.tsx';
import { roleWords } from '../../components/session-words.ts';
import { clockText, zoneName } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { useReturningFocus } from './edit-panel.tsx';
import type { PartProps } from './part.ts';
import { SponsorEditor } from './sponsor-editor.tsx';

/** Who is in it, where each of them is in the day now; and who sponsors it, until there was a three-way session. */
export function PeoplePanel(props: PartProps & { me: Me }) {
  const { api, engagement, me } = props;
  const { locale } = useViewer();
  const [editing, setEditing] = useState(false);
  const panel = useReturningFocus(editing);
  const sponsor = engagement.participants.find(({ role }) => role === 'sponsor');
  const edit = engagement.can.changeSponsor && !editing && (
    <Button appearance="subtle" size="small" onClick={() => setEditing(true)}>
      {sponsor ? 'Change the sponsor' : 'Add a sponsor'}
    </Button>
  );
  return (
    <div ref={panel}>
      <Panel title="People" action={edit}>
        <Rows>
          {engagement.participants.map((one) => (
            <li key={one.id}>
              <PersonChip name={one.displayName} you={one.id === me.person.id} under={underOf(one, api.now(), locale)} />
            </li>
          ))}
        </Rows>
        {editing && <SponsorEditor {...props} sponsor={sponsor ?? null} close={() => setEditing(false)} />}
      </Panel>
    </div>
  );
}

/** "Coach, outside your organisation. New York, 09:14 now". */
function underOf({ role, email, inTenant, zone }: Participant, now: Date, locale: string): string {
  // Of somebody who was erased nothing is known but what they were.
  if (email === '') return roleWords[role];
  const part = inTenant ? roleWords[role] : `${roleWords[role]}, outside your organisation`;
  return zone ? `${part}. ${zoneName(zone)}, ${clockText(now, zone, locale)} now` : `${part}. Time zone not known yet`;
}
