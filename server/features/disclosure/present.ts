import { seesOf } from '../../access/visibility.ts';
import type { SponsorView } from './contract.ts';
import type { Known } from './ladder/situation.ts';
import { phaseOf } from './rules.ts';

interface Attended {
  held: string[];
  missed: string[];
}

/** What the sponsor is shown, by the agreement in force; the same for the sponsor and for the client who looks at it beforehand. */
export function presentSponsorView({ parties, agreement, scope }: Known, attended: Attended, now: Date): SponsorView {
  const { engagement, names } = parties;
  const shows = seesOf({ role: 'sponsor', programmeLead: false }, agreement?.terms.shows ?? null);
  const { status, starts_on: startsOn, ends_on: endsOn } = engagement;
  return {
    engagementId: scope.engagementId,
    clientName: names.client,
    coachName: names.coach,
    sponsorName: names.sponsor,
    agreement: agreement?.version ?? null,
    attendance: shows.attendance ? { held: attended.held.length, missed: attended.missed.length, heldOn: attended.held, missedOn: attended.missed } : null,
    nextAt: shows.nextDate && engagement.next_session_at ? new Date(engagement.next_session_at).toISOString() : null,
    phase: shows.phase ? phaseOf({ status, startsOn, endsOn }, now.getTime()) : null,
    goals: shows.goals ? engagement.goals.map(({ title }) => title) : null,
    shows,
  };
}
