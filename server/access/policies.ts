import type { Role, Standing } from './roles.ts';

/** What may be done in an engagement. */
export type Action =
  | 'see' | 'edit' | 'change-sponsor' | 'book' | 'pause' | 'resume' | 'end' | 'invite-coach' | 'see-goals' | 'see-rules'
  | 'see-attendance' | 'say-attendance' | 'judge-attendance' | 'dispute-attendance'
  | 'see-agreement' | 'agree' | 'see-ladder' | 'own-ladder' | 'run-ladder' | 'pause-ladder' | 'see-disclosures' | 'see-as-sponsor'
  | 'settle-recap' | 'plan' | 'see-fieldwork' | 'do-fieldwork' | 'see-work' | 'change-plan' | 'prepare' | 'propose' | 'answer-request';

export type Status = 'active' | 'paused' | 'ended';

const everyParty: Role[] = ['client', 'coach', 'sponsor'];

/**
 * The policies, a sentence each: which parties may, whether a programme lead may, and while the engagement is what.
 * A lead sees that sessions happen, never what they are about (product.md, principle 4).
 */
const policies: Record<Action, { parties: Role[]; lead: boolean; while: Status[] }> = {
  see: { parties: everyParty, lead: true, while: ['active', 'paused', 'ended'] },
  edit: { parties: ['client', 'coach'], lead: false, while: ['active', 'paused'] },
  // Who sponsors is set up by whoever may set an engagement up; nobody puts somebody else in their own place.
  'change-sponsor': { parties: ['client', 'coach'], lead: true, while: ['active', 'paused'] },
  book: { parties: everyParty, lead: true, while: ['active'] },
  pause: { parties: ['client', 'coach'], lead: true, while: ['active', 'paused'] },
  resume: { parties: ['client', 'coach'], lead: true, while: ['paused'] },
  end: { parties: ['client', 'coach'], lead: true, while: ['active', 'paused'] },
  'invite-coach': { parties: everyParty, lead: true, while: ['active', 'paused'] },
  plan: { parties: everyParty, lead: true, while: ['active', 'paused'] },
  // Whether a change at short notice suits is the coach's to say.
  'answer-request': { parties: ['coach'], lead: false, while: ['active'] },
  // That somebody was there is not what was spoken of: a programme lead sees it. A sponsor sees what the three agree on, elsewhere.
  'see-attendance': { parties: ['client', 'coach'], lead: true, while: ['active', 'paused', 'ended'] },
  // While it is on, whoever of the two is there can say how it stands.
  'say-attendance': { parties: ['client', 'coach'], lead: false, while: ['active', 'paused'] },
  // Who was in the room can say what happened, and the client can object, also after the last session.
  'judge-attendance': { parties: ['coach'], lead: false, while: ['active', 'paused', 'ended'] },
  'dispute-attendance': { parties: ['client'], lead: false, while: ['active', 'paused', 'ended'] },
  // What is shared is agreed by the three, and read by them alone.
  'see-agreement': { parties: everyParty, lead: false, while: ['active', 'paused', 'ended'] },
  agree: { parties: everyParty, lead: false, while: ['active', 'paused'] },
  // Where missed sessions lead is between client and coach until something of it may leave, as agreed.
  'see-ladder': { parties: ['client', 'coach'], lead: false, while: ['active', 'paused', 'ended'] },
  'own-ladder': { parties: ['client'], lead: false, while: ['active', 'paused'] },
  'run-ladder': { parties: ['coach'], lead: false, while: ['active'] },
  'pause-ladder': { parties: ['client', 'coach'], lead: false, while: ['active', 'paused'] },
  // A lead sees that something left; `visibility.ts` says who reads which words.
  'see-disclosures': { parties: everyParty, lead: true, while: ['active', 'paused', 'ended'] },
  'see-as-sponsor': { parties: ['client', 'sponsor'], lead: false, while: ['active', 'paused', 'ended'] },
  'see-goals': { parties: everyParty, lead: false, while: ['active', 'paused', 'ended'] },
  'see-rules': { parties: everyParty, lead: false, while: ['active', 'paused', 'ended'] },
  // Fieldwork is between client and coach: never the sponsor's, not even in a three-way meeting.
  'see-fieldwork': { parties: ['client', 'coach'], lead: false, while: ['active', 'paused', 'ended'] },
  'do-fieldwork': { parties: ['client', 'coach'], lead: false, while: ['active', 'paused'] },
  // The client is the first to know what is sent of a session, and the one who says that it is not.
  'settle-recap': { parties: ['client'], lead: false, while: ['active', 'paused', 'ended'] },
  // The action plan, the agenda and what was brought to it are between client and coach; `visibility.ts` says which words of these.
  'see-work': { parties: ['client', 'coach'], lead: false, while: ['active', 'paused', 'ended'] },
  // The plan is the client's; the coach may word it too, and the history shows both who did.
  'change-plan': { parties: ['client', 'coach'], lead: false, while: ['active', 'paused'] },
  // The agenda is the client's; the coach proposes, the client accepts.
  prepare: { parties: ['client'], lead: false, while: ['active', 'paused'] },
  propose: { parties: ['coach'], lead: false, while: ['active', 'paused'] },
};

/** True when the standing alone allows the action, whatever the engagement's status. */
export function allowed(standing: Standing, action: Action): boolean {
  const policy = policies[action];
  return (standing.role !== null && policy.parties.includes(standing.role)) || (standing.programmeLead && policy.lead);
}

/** True when the action may be done now. */
export const may = (standing: Standing, action: Action, status: Status): boolean =>
  allowed(standing, action) && policies[action].while.includes(status);
