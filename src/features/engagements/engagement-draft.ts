import type { CreateEngagement, SchedulingRules } from '../../../server/features/engagements/contract.ts';
import type { Me, PersonPick } from '../../../server/features/people/contract.ts';
import type { FieldProblem } from '../../api/problem.ts';
import { checkPlan, newPlan, type PlanDraft, planToSend } from './plan-draft.ts';

/** The form of a new engagement. `id` is made once with it, so that sending it twice starts one engagement. */
export interface EngagementDraft {
  id: string;
  client: PersonPick | null;
  coach: PersonPick | null;
  sponsor: PersonPick | null;
  plan: PlanDraft;
}

/** The form as it opens: whoever opens it is most often the client. */
export const newDraft = (id: string, me: Me, today: string, rules: SchedulingRules): EngagementDraft => ({
  id,
  client: me.pick,
  coach: null,
  sponsor: null,
  plan: newPlan(today, rules),
});

/** What is missing or would certainly be refused. */
export function checkDraft({ client, coach, sponsor, plan }: EngagementDraft): FieldProblem[] {
  return [
    ...checkPerson('client', client, 'Choose who is coached.'),
    ...checkPerson('coach', coach, 'Choose the coach, or type their address.'),
    ...(sponsor ? checkPerson('sponsor', sponsor, '') : []),
    ...checkSame(client, coach, sponsor),
    ...checkPlan(plan),
  ];
}

function checkPerson(path: string, person: PersonPick | null, missing: string): FieldProblem[] {
  if (!person) return [{ path, message: missing }];
  return person.displayName.trim() === '' ? [{ path: `${path}.displayName`, message: 'Give their name.' }] : [];
}

/** One person cannot be two parties of one engagement. */
function checkSame(client: PersonPick | null, coach: PersonPick | null, sponsor: PersonPick | null): FieldProblem[] {
  if (client && coach && client.email === coach.email) return [{ path: 'coach', message: 'Choose somebody other than the client.' }];
  const taken = [client?.email, coach?.email];
  return sponsor && taken.includes(sponsor.email) ? [{ path: 'sponsor', message: 'Choose somebody other than the client and the coach.' }] : [];
}

/** The request. Null while a person is missing. */
export function draftToSend({ id, client, coach, sponsor, plan }: EngagementDraft): CreateEngagement | null {
  return client && coach ? { id, client, coach, sponsor, ...planToSend(plan) } : null;
}
