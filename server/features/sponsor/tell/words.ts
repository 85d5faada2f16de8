import type { EngagementScope } from '../../../access/scope.ts';
import type { NoticeDraft } from '../../nudges/service.ts';

const day = 86_400_000;

/** Everything unsaid about who sponsors an engagement starts so. */
export const sponsorKey = (engagementId: string): string => `sponsor:${engagementId}:`;

/** Tells the client who sponsors their coaching from now on, when somebody else changed it; `name` null for nobody. */
export const sponsorNotice = ({ tenantId, engagementId }: EngagementScope, clientId: string, { version, name }: { version: number; name: string | null }, now: Date): NoticeDraft => ({
  tenantId, engagementId, personId: clientId, sessionId: null, key: `${sponsorKey(engagementId)}${version}`, kind: 'sponsor-changed',
  subject: name === null ? 'Your coaching has no sponsor any more' : `${name} is the sponsor of your coaching now`,
  lines: [
    'Somebody else in it changed this. What was agreed to be shared does not hold any more: nothing of attendance is shared until all of you agree again.',
    'If this is not right, change it back, or talk about it: the sponsor can be changed until the first three-way session.',
  ],
  links: [{ label: 'Open your coaching', path: `/engagements/${engagementId}` }],
  dueAt: now, expiresAt: new Date(now.getTime() + 30 * day), weight: 'normal',
});
