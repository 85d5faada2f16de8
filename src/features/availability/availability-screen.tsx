import type { ReactNode } from 'react';
import type { Availability } from '../../../server/features/availability/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { Loading } from '../../components/loading.tsx';
import { UnreachableScreen } from '../../components/outside-screens.tsx';
import { Page } from '../../components/page.tsx';
import { AvailabilityForm } from './availability-form.tsx';
import { LinkEnded } from './link-ended.tsx';

const path = '/api/coach/availability';

interface AvailabilityScreenProps {
  api: Api;
  deviceZone: string;
  /** What the coach is asked besides, and what else they can set. */
  before?: ReactNode;
  after?: ReactNode;
}

/** The coach's own page: when they can be offered. Opened from a personal link, without any account. */
export function AvailabilityScreen({ api, deviceZone, ...around }: AvailabilityScreenProps) {
  const { data, problem, busy, reload, replace } = useLoad(path, (signal) => api.get<Availability>(path, { signal }));
  if (!data && problem && !busy) return problem.retryable ? <UnreachableScreen why={problem.message} retry={reload} /> : <LinkEnded />;
  if (!data) {
    return (
      <Page title="Your availability" narrow>
        <Loading what="your page" panels={3} />
      </Page>
    );
  }
  return <AvailabilityForm availability={data} saved={replace} api={api} deviceZone={deviceZone} {...around} />;
}
