import { useCallback } from 'react';
import type { KnownPeople } from '../../../server/features/privacy/contract.ts';
import type { Api } from '../../api/client.ts';
import { PeoplePicker } from '../../components/people-picker.tsx';
import type { Found, Picked } from '../../components/people-search.ts';

interface PersonFilterProps {
  api: Api;
  value: Picked | null;
  onChange: (person: Picked | null) => void;
}

/** Chooses of everybody who is kept, by a part of the name or address. `objectId` of what is chosen is the person's id in Fieldwork. */
export function PersonFilter({ api, value, onChange }: PersonFilterProps) {
  const search = useCallback(
    async (text: string, signal: AbortSignal): Promise<Found[]> => {
      const { people } = await api.get<KnownPeople>(`/api/programme/people?${new URLSearchParams({ search: text }).toString()}`, { signal });
      return people.map(({ id, email, displayName }) => ({ objectId: id, email, displayName, jobTitle: null }));
    },
    [api],
  );
  return <PeoplePicker field="person" label="Person" hint="Everybody, unless you choose one" value={value} onChange={onChange} search={search} />;
}
