import { escapeHtml } from '../../../platform/html.ts';
import type { EventDraft } from '../../../platform/microsoft/microsoft.ts';
import type { SessionKind } from '../contract.ts';
import type { SessionRow } from '../store.ts';

const subjects: Record<SessionKind, string> = {
  coaching: 'Coaching session',
  'three-way': 'Three-way coaching session',
  chemistry: 'Chemistry meeting',
};

/** Assistants and delegates read calendars: a client who prefers it gets a subject and a body that say nothing. */
const neutral = 'Meeting';

type Person = SessionRow['people'][number];

/** Who is invited: the sponsor only to three-way sessions. */
export const invited = (row: Pick<SessionRow, 'kind' | 'people'>): Person[] =>
  row.people.filter((person) => person.role !== 'sponsor' || row.kind === 'three-way');

/** What an invitation says that is to say nothing; Teams adds its link. */
const neutralBody = '<p>The link to join is below.</p>';

function body(row: SessionRow): string {
  if (row.empty_body) return neutralBody;
  if (row.neutral_subject) return '';
  const paragraphs = row.agenda.split(/\n{2,}/).filter((part) => part.trim() !== '');
  const agenda = paragraphs.map((part) => `<p>${escapeHtml(part).replace(/\n/g, '<br>')}</p>`).join('');
  return agenda === '' ? '<p>The agenda is open.</p>' : `<p><b>Agenda</b></p>${agenda}`;
}

/** The event as it is to stand in everybody's calendar. One session has one `transactionId` for ever, so a retry cannot make a second event. */
export function draftOf(row: SessionRow): EventDraft {
  const organizer = row.people.find((person) => person.id === row.organizer_id);
  return {
    transactionId: row.id,
    subject: row.neutral_subject ? neutral : subjects[row.kind],
    bodyHtml: body(row),
    start: new Date(row.starts_at).toISOString(),
    end: new Date(row.ends_at).toISOString(),
    zone: organizer?.zone ?? 'UTC',
    attendees: invited(row)
      .filter((person) => person.id !== row.organizer_id)
      .map((person) => ({ email: person.email, displayName: person.display_name, optional: row.optional_people.includes(person.id) })),
    showAs: row.state === 'proposed' ? 'tentative' : 'busy',
    sensitivity: row.neutral_subject ? 'private' : 'normal',
    tag: row.id,
  };
}
