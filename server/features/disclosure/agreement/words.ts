import type { EngagementScope } from '../../../access/scope.ts';
import type { NoticeDraft } from '../../nudges/service.ts';
import type { Parties } from './parties.ts';

const day = 86_400_000;

/** Everything unsaid about wordings that wait starts so. */
export const proposalKey = (engagementId: string): string => `sharing:${engagementId}:open:`;

const base = ({ tenantId, engagementId }: EngagementScope, personId: string, now: Date) => ({
  tenantId, engagementId, personId, sessionId: null, dueAt: now, expiresAt: new Date(now.getTime() + 30 * day), weight: 'normal' as const,
});

interface Asked {
  parties: Parties;
  to: string;
  version: number;
  by: string;
  first: boolean;
}

/** Asks somebody to read and accept a wording. */
export function askToAccept(scope: EngagementScope, { parties, to, version, by, first }: Asked, now: Date): NoticeDraft {
  const client = parties.client.id === to ? 'your coaching' : `${parties.names.client}’s coaching`;
  return {
    ...base(scope, to, now), key: `${proposalKey(scope.engagementId)}${version}`, kind: 'sharing-proposed',
    subject: first ? `What is shared about ${client}: please read and accept` : `What is shared about ${client} would change: please read`,
    lines: [`${by} has worded what the sponsor sees of ${client} and what never leaves it. It holds once everybody has accepted it; until then nothing changes.`],
    links: [{ label: 'Read it', path: `/engagements/${scope.engagementId}/sharing` }],
  };
}

/** Tells somebody that all have accepted. */
export function inForceNotice(scope: EngagementScope, parties: Parties, to: string, version: number, now: Date): NoticeDraft {
  const client = parties.client.id === to ? 'your coaching' : `${parties.names.client}’s coaching`;
  return {
    ...base(scope, to, now), key: `sharing:${scope.engagementId}:in-force:${version}`, kind: 'sharing-agreed', weight: 'digest',
    subject: `What is shared about ${client} is agreed`,
    lines: ['Everybody has accepted the agreement. It holds from now on, and can be read at any time.'],
    links: [{ label: 'Read it', path: `/engagements/${scope.engagementId}/sharing` }],
  };
}
