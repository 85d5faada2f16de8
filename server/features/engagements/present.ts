import { may } from '../../access/policies.ts';
import { seesOf } from '../../access/visibility.ts';
import type { Role, Standing } from '../../access/roles.ts';
import { isErased } from '../people/service.ts';
import type { Engagement, EngagementSummary } from './contract.ts';
import type { EngagementRow, SummaryRow } from './store.ts';

export interface Viewer {
  personId: string;
  programmeLead: boolean;
}

const roleIn = (row: SummaryRow, personId: string): Role | null => row.people.find((person) => person.id === personId)?.role ?? null;

export const standingIn = (row: EngagementRow, viewer: Viewer): Standing => ({
  role: roleIn(row, viewer.personId),
  programmeLead: viewer.programmeLead,
});

/** What every party and the programme lead may see. */
export function presentSummary(row: SummaryRow, viewer: Viewer): EngagementSummary {
  return {
    id: row.id,
    status: row.status,
    pausedUntil: row.paused_until,
    participants: row.people.map((person) => ({
      id: person.id,
      displayName: person.display_name,
      // What stands in place of an address is nobody's.
      email: isErased(person) ? '' : person.email,
      zone: person.zone,
      inTenant: person.object_id !== null,
      role: person.role,
    })),
    myRole: roleIn(row, viewer.personId),
    nextSessionAt: row.next_session_at && seesOf({ role: roleIn(row, viewer.personId), programmeLead: viewer.programmeLead }, row.sponsor_sees).nextDate ? new Date(row.next_session_at).toISOString() : null,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
  };
}

/** The summary, and on top of it what this viewer's standing allows. */
export function presentEngagement(row: EngagementRow, viewer: Viewer): Engagement {
  const standing = standingIn(row, viewer);
  const can = (action: Parameters<typeof may>[1]) => may(standing, action, row.status);
  return {
    ...presentSummary(row, viewer),
    version: row.version,
    goals: can('see-goals') && seesOf(standing, row.sponsor_sees).goals ? row.goals : null,
    sessionMinutes: row.session_minutes,
    cadenceDays: row.cadence_days,
    idleDays: row.idle_days,
    rules: can('see-rules') ? row.rules : null,
    neutralSubject: row.neutral_subject,
    emptyBody: row.empty_body,
    can: {
      edit: can('edit'),
      changeSponsor: can('change-sponsor') && !row.three_ways,
      book: can('book'),
      pause: can('pause') && row.status === 'active',
      resume: can('resume'),
      end: can('end'),
      inviteCoach: can('invite-coach'),
    },
  };
}
