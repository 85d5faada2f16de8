import { useCallback } from 'react';
import type { ManagerFound, PeopleFound } from '../../../server/features/people/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import type { Picked, SearchPeople } from '../../components/people-search.ts';

/** Searches the organisation's people. */
export function useDirectory(api: Api): SearchPeople {
  return useCallback(
    async (text, signal) => (await api.get<PeopleFound>(`/api/people?search=${encodeURIComponent(text)}`, { signal })).people,
    [api],
  );
}

/** The client's manager as the directory knows it. A directory that does not answer only costs the suggestion. */
export function useManager(api: Api, client: Picked | null): Picked | null {
  const of = client?.objectId ?? null;
  const found = useLoad<ManagerFound>(`manager ${of}`, (signal) =>
    of ? api.get<ManagerFound>(`/api/people/manager?of=${of}`, { signal }) : Promise.resolve({ manager: null }),
  );
  return found.data?.manager ?? null;
}
