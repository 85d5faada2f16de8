import type { AppContext } from '../../../context.ts';
import { noteInvitation, recordInvitation } from '../../disclosure/service.ts';
import type { SessionRow } from '../store.ts';
import { draftOf, invited } from './draft.ts';
import type { Step } from './rules.ts';

const text = (at: Date, zone: string, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(new Date(at));

const timeOf = ({ starts_at: start, ends_at: end }: SessionRow, zone: string): string =>
  `${text(start, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}, ${text(start, zone, { hour: '2-digit', minute: '2-digit' })} to ${text(end, zone, { hour: '2-digit', minute: '2-digit' })} (${zone})`;

/** What the invitation says beside its time, as plain text. */
const textOf = (row: SessionRow): string => (row.empty_body || row.neutral_subject ? '' : row.agenda.trim() || 'The agenda is open.');

/** What a step of the calendar sends, word for word but for what Outlook puts around it. */
function wordsOf(row: SessionRow, step: 'book' | 'move' | 'cancel'): string {
  const { zone } = draftOf(row);
  if (step === 'cancel') return [`Cancelled: ${timeOf(row, zone)}`, row.cancel_comment].filter(Boolean).join('\n');
  const people = invited(row).map(({ display_name: name }) => name).join(', ');
  return [`${step === 'move' ? 'New time: ' : ''}${timeOf(row, zone)}`, people, textOf(row)].filter(Boolean).join('\n');
}

const keyOf = ({ tenant_id: tenantId, engagement_id: engagementId }: SessionRow) => ({ tenantId, engagementId });

/** Stands before every call that sends a sponsor something of a session's calendar entry: what leaves is in the ledger first. */
export async function tellLedger(context: AppContext, row: SessionRow, step: 'book' | 'move' | 'cancel'): Promise<void> {
  const sponsor = invited(row).find(({ role }) => role === 'sponsor');
  if (!sponsor) return;
  const byId = step === 'book' ? row.booked_by : step === 'cancel' ? row.cancelled_by : null;
  const leaving = { sessionId: row.id, byId, toId: sponsor.id, subject: draftOf(row).subject, words: wordsOf(row, step) };
  await context.db.scoped(row.tenant_id, (tx) => recordInvitation(tx, keyOf(row), leaving, context.clock.now()));
}

/** Writes down that it was sent, or, when there is certainly no entry of it, that it never was. */
export async function settleLedger(context: AppContext, row: SessionRow, step: Step, there: boolean): Promise<void> {
  if (row.kind !== 'three-way' || (step === 'find-lost' && there)) return;
  if (step === 'book' || step === 'move' || step === 'cancel' || step === 'find-lost') {
    await context.db.scoped(row.tenant_id, (tx) => noteInvitation(tx, keyOf(row), row.id, step === 'find-lost' ? 'not-sent' : 'sent', context.clock.now()));
  }
}
