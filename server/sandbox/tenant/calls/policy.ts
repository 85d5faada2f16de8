import type { TeamsPolicyDocument } from './model.ts';
import type { Tenant } from '../tenant.ts';

const KEY = 'tenant';

/** What an administrator of the tenant has set in Teams; applications may read meetings and reports come, until somebody says otherwise. */
export const policyOf = (tenant: Tenant): TeamsPolicyDocument =>
  tenant.state.get('teamsPolicy', KEY) ?? { applicationAccess: true, attendanceReports: 'on', reportDelayMinutes: null };

/** Sets what is given; the rest stays. */
export function changePolicy(tenant: Tenant, change: Partial<TeamsPolicyDocument>): TeamsPolicyDocument {
  const policy = { ...policyOf(tenant), ...change };
  tenant.state.transact(() => tenant.state.put('teamsPolicy', KEY, policy));
  return policy;
}
