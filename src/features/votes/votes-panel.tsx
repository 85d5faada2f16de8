import { Badge, Link, makeStyles, tokens } from '@fluentui/react-components';
import type { VoteList } from '../../../server/features/votes/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { kindWords } from '../../components/session-words.ts';
import { dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';

const useStyles = makeStyles({ head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' } });

/** Votes that run in an engagement, or found no time; nothing when there are none. */
export function VotesPanel({ api, engagementId }: { api: Api; engagementId: string }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const path = `/api/engagements/${engagementId}/votes`;
  const { data, reload } = useLoad(path, (signal) => api.get<VoteList>(path, { signal }));
  const shown = (data?.votes ?? []).filter(({ state }) => state === 'open' || state === 'nothing');
  useRefresh(reload, shown.length > 0);
  if (shown.length === 0) return null;
  return (
    <Panel title="Votes on times">
      <Rows>
        {shown.map((vote) => (
          <li key={vote.id}>
            <span className={styles.head}>
              <Link href={`#/votes/${vote.id}`}>{kindWords[vote.kind]}</Link>
              <Badge appearance="tint" color={vote.state === 'open' ? 'brand' : 'warning'}>
                {vote.state === 'open' ? `Until ${dayText(vote.deadline, zone, locale, api.now())}` : 'No time suits everybody yet'}
              </Badge>
            </span>
          </li>
        ))}
      </Rows>
    </Panel>
  );
}
