import { Body1, Link, makeStyles, tokens } from '@fluentui/react-components';
import { Disclosure } from '../../components/disclosure.tsx';
import type { Tenant } from '../tenant/tenant.ts';
import { FaultsPart } from './faults-part.tsx';
import { TeamsPart } from './teams-part.tsx';
import { TokenPart } from './token-part.tsx';
import { TrafficPart } from './traffic-part.tsx';

const useStyles = makeStyles({
  parts: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL },
});

/** What developers need and newcomers do not: trouble on order, what was said to Microsoft, and tokens for scripts. */
export function DeveloperCorner({ tenant }: { tenant: Tenant }) {
  const styles = useStyles();
  return (
    <Disclosure title="For developers" under="Make Microsoft fail, read the traffic, take a token, point another client at this tenant." fields="developer">
      <div className={styles.parts}>
        <FaultsPart tenant={tenant} />
        <TeamsPart />
        <TrafficPart />
        <TokenPart tenant={tenant} />
        <Body1>
          Any Graph client can use this tenant: Graph is at <code>{`${location.origin}/sandbox/graph/v1.0`}</code>, Entra’s token endpoint at{' '}
          <code>{`${location.origin}/sandbox/entra/${tenant.organisation.tenantId}/oauth2/v2.0/token`}</code>. The sandbox’s own switches are below{' '}
          <Link href="/sandbox/api/people">/sandbox/api</Link>.
        </Body1>
      </div>
    </Disclosure>
  );
}
