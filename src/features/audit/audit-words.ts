import type { AuditKind, AuditLine } from '../../../server/features/audit/contract.ts';

/** What can be looked at alone. */
export const auditKinds: Readonly<Record<AuditKind, string>> = {
  sessions: 'Sessions and times',
  engagements: 'Coachings',
  attendance: 'Attendance',
  sharing: 'What is shared',
  links: 'Links and availability',
  privacy: 'Erasures',
  work: 'Agenda, plan and fieldwork',
  own: 'Things of their own',
  other: 'Anything else',
};

/** A sentence: who did what. */
export const sentenceOf = ({ actor, did }: Pick<AuditLine, 'actor' | 'did'>): string => `${actor} ${did}.`;

const roles: Readonly<Record<AuditLine['role'], string | null>> = { client: 'as client', coach: 'as coach', sponsor: 'as sponsor', 'programme-lead': 'as programme lead', person: null };
const proofs: Readonly<Record<AuditLine['signedBy'], string | null>> = { 'sign-in': null, 'coach-link': 'by a personal link', 'session-link': 'by an assistant’s link' };

/** When, about whom, as what, and how it was proved, as far as there is something to say. */
export const underOf = ({ concerning, role, signedBy }: Pick<AuditLine, 'concerning' | 'role' | 'signedBy'>, when: string): string =>
  [when, concerning, roles[role], proofs[signedBy]].filter((part) => part !== null).join(' · ');
