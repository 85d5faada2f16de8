import { whereClient, whereClientSession, wherePair, type ErasedTable } from '../../../platform/db/erasure.ts';

const byRow = 'by a row of people that says nothing of an erased person';
const code = 'a code';

/** Where it stood in a calendar, and what that said of people. The session stays, as one that stands as it was agreed. */
const unknown = {
  event_id: "''", event_ical_uid: 'null', join_url: 'null', web_link: 'null', chat_id: 'null', chat_app: "'none'", proposals: "'{}'", successor: 'null', event_starts_at: 't.starts_at', event_ends_at: 't.ends_at',
  event_cancelled: "t.event_cancelled or t.state in ('cancelled', 'late-cancel')", sync_due_at: 'null', sync_problem: 'null', sync_permission: 'null', look_due_at: 'null', checked: 'true',
};

/** What an erasure does here: sessions stay, as those of somebody without a name. */
export const erasure: ErasedTable[] = [
  { table: 'session_requests', steps: [{ where: `t.asked_by = $2 or ${whereClientSession()}`, set: { comment: "''" } }], keeps: { asked_by: byRow, answered_by: byRow, relaxed: 'choices of a list, and ids' } },
  {
    table: 'sessions',
    steps: [
      { where: `t.booked_by = $2 or ${whereClient()}`, set: { agenda: "''" } },
      { where: `t.cancelled_by = $2 or ${whereClient()}`, set: { cancel_comment: "''" } },
      { where: `t.organizer_id = $2 or ${wherePair()}`, set: unknown },
      { where: 't.successor::text ~* $3', set: { successor: 'null' } },
      { where: 't.responses ? $2::uuid::text or t.proposals ? $2::uuid::text', set: { responses: 't.responses - $2::uuid::text', proposals: 't.proposals - $2::uuid::text' } },
    ],
    keeps: { organizer_id: byRow, booked_by: byRow, cancelled_by: byRow, optional_people: byRow, uninvited: byRow, relaxed: 'choices of a list, and ids', cancel_reason: code },
  },
];
