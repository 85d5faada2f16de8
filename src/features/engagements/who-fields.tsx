import { makeStyles, tokens } from '@fluentui/react-components';
import { useCallback } from 'react';
import type { ManagerFound, PeopleFound } from '../../../server/features/people/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { PeoplePicker } from '../../components/people-picker.tsx';
import type { Picked, SearchPeople } from '../../components/people-search.ts';
import type { EngagementDraft } from './engagement-draft.ts';

const useStyles = makeStyles({ stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL } });

interface WhoFieldsProps {
  api: Api;
  draft: EngagementDraft;
  change: (part: Partial<EngagementDraft>) => void;
  viewerEmail: string;
}

/** Who is coached, by whom, and who sponsors it. */
export function WhoFields({ api, draft, change, viewerEmail }: WhoFieldsProps) {
  const styles = useStyles();
  const search = useDirectory(api);
  const manager = useManager(api, draft.client);
  const free = manager && manager.email !== draft.coach?.email ? { person: manager, why: managerWords(draft.client, viewerEmail) } : null;
  const common = { search, viewerEmail };
  return (
    <div className={styles.stack}>
      <PeoplePicker {...common} field="client" label="Client" hint="The person who is coached." required value={draft.client} onChange={(client) => change({ client })} />
      <PeoplePicker {...common} field="coach" label="Coach" hint="In your organisation, or by address from outside." required outside value={draft.coach} onChange={(coach) => change({ coach })} />
      <PeoplePicker {...common} field="sponsor" label="Sponsor" hint="Usually the client’s manager. May stay empty." value={draft.sponsor} onChange={(sponsor) => change({ sponsor })} suggestion={free} />
    </div>
  );
}

const managerWords = (client: Picked | null, viewerEmail: string): string =>
  client?.email === viewerEmail ? 'your manager' : `manager of ${client?.displayName ?? 'the client'}`;

function useDirectory(api: Api): SearchPeople {
  return useCallback(
    async (text, signal) => (await api.get<PeopleFound>(`/api/people?search=${encodeURIComponent(text)}`, { signal })).people,
    [api],
  );
}

/** The client's manager as the directory knows it. A directory that does not answer only costs the suggestion. */
function useManager(api: Api, client: Picked | null): Picked | null {
  const of = client?.objectId ?? null;
  const found = useLoad<ManagerFound>(`manager ${of}`, (signal) =>
    of ? api.get<ManagerFound>(`/api/people/manager?of=${of}`, { signal }) : Promise.resolve({ manager: null }),
  );
  return found.data?.manager ?? null;
}
