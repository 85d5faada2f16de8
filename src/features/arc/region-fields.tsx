import { Body1Strong } from '@fluentui/react-components';
import type { PlanSettings, RegionList } from '../../../server/features/arc/contract.ts';
import type { Engagement, Participant } from '../../../server/features/engagements/contract.ts';
import { FieldGrid } from '../../components/field-grid.tsx';
import { RegionChoice } from '../../components/region-choice.tsx';
import { usePartStyles } from './parts.ts';

interface RegionFieldsProps {
  engagement: Pick<Engagement, 'participants'>;
  known: RegionList['regions'];
  regions: PlanSettings['regions'];
  change: (regions: PlanSettings['regions']) => void;
}

/** Whose public holidays are kept free: a country for each person, and a part of it where holidays differ. */
export function RegionFields({ engagement, known, regions, change }: RegionFieldsProps) {
  const parts = usePartStyles();
  const regionOf = (person: Participant) => regions.find(({ personId }) => personId === person.id)?.region ?? null;
  const set = (person: Participant, region: string | null) => change([...regions.filter(({ personId }) => personId !== person.id), { personId: person.id, region }]);
  return (
    <fieldset className={`${parts.plain} ${parts.stack}`}>
      <Body1Strong as="h3" className={parts.title}>
        Public holidays
      </Body1Strong>
      <FieldGrid>
        {engagement.participants.map((person) => (
          <RegionChoice
            key={person.id}
            field={`settings.regions.${regions.findIndex(({ personId }) => personId === person.id)}`}
            label={person.displayName}
            known={known}
            value={regionOf(person) ?? ''}
            others={[['', 'No public holidays']]}
            change={(region) => set(person, region === '' ? null : region)}
          />
        ))}
      </FieldGrid>
    </fieldset>
  );
}
