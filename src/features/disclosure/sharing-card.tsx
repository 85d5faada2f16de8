import { makeStyles, tokens } from '@fluentui/react-components';
import type { Ladder, Sharing } from '../../../server/features/disclosure/contract.ts';
import type { Role } from '../../../server/features/people/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { Body1 } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';
import { standsInShort } from './words.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface SharingCardProps {
  api: Api;
  engagementId: string;
  role: Role | null;
}

/** On an engagement's screen: what is shared, where missed sessions stand, and the ways to both and to what has left. */
export function SharingCard({ api, engagementId, role }: SharingCardProps) {
  const styles = useStyles();
  const at = `/engagements/${engagementId}`;
  const { data } = useLoad(`sharing-card ${at}`, (signal) => (role === null ? Promise.resolve(null) : api.get<Sharing>(`/api${at}/sharing`, { signal })));
  return (
    <Panel title="What is shared">
      <Body1>{role === null ? 'Who was told what of attendance, and when.' : agreementInShort(data)}</Body1>
      {(role === 'client' || role === 'coach') && <Stands api={api} at={at} />}
      <div className={styles.row}>
        {role !== null && (
          <ButtonLink to={`${at}/sharing`} appearance={data?.can.accept ? 'primary' : 'secondary'}>
            {data?.can.accept ? 'Read and accept' : 'The agreement'}
          </ButtonLink>
        )}
        <ButtonLink to={`${at}/disclosures`}>{role === 'client' ? 'What left Fieldwork about you' : 'What left Fieldwork'}</ButtonLink>
        {role === 'client' && <ButtonLink to={`${at}/as-sponsor`}>As your sponsor sees it</ButtonLink>}
      </div>
    </Panel>
  );
}

function agreementInShort(data: Sharing | null): string {
  if (!data) return 'What the sponsor sees, and what never leaves.';
  if (data.can.accept) return `${data.open!.by} has worded what is shared. It holds once everybody has accepted it.`;
  if (data.open) return data.inForce ? 'A change waits until everybody has accepted it. What was agreed before holds meanwhile.' : 'A first wording waits until everybody has accepted it.';
  return data.inForce ? 'Agreed by all of you.' : 'Nothing is agreed yet, so nothing about attendance reaches a sponsor.';
}

/** One line, and the way to the rest, once something is open. */
function Stands({ api, at }: { api: Api; at: string }) {
  const { data } = useLoad(`ladder-card ${at}`, (signal) => api.get<Ladder>(`/api${at}/ladder`, { signal }));
  if (!data || data.step === 'clear') return null;
  return (
    <>
      <Body1>{standsInShort(data)}</Body1>
      <div>
        <ButtonLink to={`${at}/ladder`} appearance={data.can.tell ? 'primary' : 'secondary'}>
          Where this stands
        </ButtonLink>
      </div>
    </>
  );
}
