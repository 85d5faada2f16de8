import { makeStyles, tokens } from '@fluentui/react-components';
import type { Api } from '../../api/client.ts';
import { PeoplePicker } from '../../components/people-picker.tsx';
import type { Picked } from '../../components/people-search.ts';
import type { EngagementDraft } from './engagement-draft.ts';
import { useDirectory, useManager } from './use-directory.ts';

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
