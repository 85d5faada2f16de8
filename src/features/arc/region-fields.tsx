import { Body1Strong, Select } from '@fluentui/react-components';
import type { PlanSettings, RegionList } from '../../../server/features/arc/contract.ts';
import type { Engagement, Participant } from '../../../server/features/engagements/contract.ts';
import { FieldGrid } from '../../components/field-grid.tsx';
import { FormField } from '../../components/form-field.tsx';
import { usePartStyles } from './parts.ts';
import { countriesIn, countryOf, partsOf } from './regions.ts';

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
          <RegionField key={person.id} person={person} at={`settings.regions.${regions.findIndex(({ personId }) => personId === person.id)}`} known={known} region={regionOf(person)} set={(region) => set(person, region)} />
        ))}
      </FieldGrid>
    </fieldset>
  );
}

interface RegionFieldProps {
  person: Participant;
  at: string;
  known: RegionList['regions'];
  region: string | null;
  set: (region: string | null) => void;
}

function RegionField({ person: { displayName }, at, known, region, set }: RegionFieldProps) {
  const styles = usePartStyles();
  const country = region === null ? '' : countryOf(region);
  const parts = partsOf(known, country);
  return (
    <div className={styles.stack}>
      <FormField field={at} label={displayName}>
        <Select value={country} onChange={(_event, { value }) => set(value === '' ? null : value)}>
          <option value="">No public holidays</option>
          {countriesIn(known).map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </FormField>
      {country !== '' && parts.length > 0 && (
        <Select aria-label={`${displayName}: part of the country`} value={region ?? ''} onChange={(_event, { value }) => set(value)}>
          <option value={country}>The whole country</option>
          {parts.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}
