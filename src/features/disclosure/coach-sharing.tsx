import { makeStyles, tokens } from '@fluentui/react-components';
import type { Ladder, Sharing } from '../../../server/features/disclosure/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { Agreement } from './agreement.tsx';
import { LadderParts } from './ladder-parts.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
});

/** On the page of a coach outside: the agreement of the engagement that the link opens, and where missed sessions stand. */
export function CoachSharing({ api }: { api: Api }) {
  const styles = useStyles();
  const { data, replace } = useLoad('/api/coach/sharing', (signal) => api.get<Sharing>('/api/coach/sharing', { signal }));
  if (!data) return null;
  return (
    <div className={styles.stack}>
      <Stands api={api} engagementId={data.engagementId} />
      <Agreement api={api} sharing={data} replace={replace} />
    </div>
  );
}

function Stands({ api, engagementId }: { api: Api; engagementId: string }) {
  const path = `/api/engagements/${engagementId}/ladder`;
  const { data, replace, reload } = useLoad(path, (signal) => api.get<Ladder>(path, { signal }));
  return data && data.step !== 'clear' ? <LadderParts api={api} ladder={data} replace={replace} reload={reload} /> : null;
}
