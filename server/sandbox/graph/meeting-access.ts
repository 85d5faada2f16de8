import { policyOf } from '../tenant/calls/policy.ts';
import type { OwnedCall } from './call.ts';
import { badRequest, GraphError } from './errors.ts';

/** Teams knows people by object id only. */
export function requireObjectId({ url, owner, operation }: OwnedCall): void {
  if (operation.template.startsWith('/users/') && !url.pathname.toLowerCase().includes(`/users/${owner.objectId.toLowerCase()}/`)) {
    throw badRequest('Invalid user id: an object id is expected.', 'InvalidArgument');
  }
}

/**
 * An application needs, beside its permission, a policy that lets it act for the user in the path
 * (learn.microsoft.com/graph/cloud-communication-online-meeting-application-access-policy, "Errors").
 */
export function requireAccessPolicy({ tenant, caller }: OwnedCall): void {
  if (caller.kind === 'application' && !policyOf(tenant).applicationAccess) {
    throw new GraphError(403, 'Forbidden', 'No application access policy found for this app.');
  }
}
