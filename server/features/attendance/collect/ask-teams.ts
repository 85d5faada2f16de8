import type { AppContext } from '../../../context.ts';
import type { AttendanceReport } from '../../../platform/microsoft/attendance.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import type { ReportState } from '../contract.ts';
import { windowOf } from '../rules.ts';
import type { AttendanceRow } from '../store.ts';

/** What asking Teams came to; `again`: it could not answer, and how many seconds to wait at least. */
export type Asked = { state: ReportState; meetingId: string | null; reports: AttendanceReport[] } | { again: number };

/** Seconds to wait when Microsoft does not say how long. */
const patience = 120;

const answered = (state: ReportState, meetingId: string | null = null, reports: AttendanceReport[] = []): Asked => ({ state, meetingId, reports });

/** What stands in the way before anything is asked. */
function unreadable({ hosted_outside, join_url, organizer_object_id }: AttendanceRow): Asked | null {
  if (hosted_outside || organizer_object_id === null) return answered('outside');
  return join_url === null ? answered('no-link') : null;
}

function fromFailure(context: AppContext, failure: unknown): Asked {
  if (!(failure instanceof MicrosoftFailure)) throw failure;
  if (failure.passing) return { again: failure.retryAfterSeconds ?? patience };
  context.log.warn({ kind: failure.kind, permission: failure.permission }, 'attendance could not be read');
  return answered(failure.kind === 'consent-missing' ? 'no-permission' : failure.kind === 'not-found' ? 'no-meeting' : 'none');
}

/** Reads what Teams reports of one session's meeting. Never rejects for anything that Microsoft does. */
export async function askTeams(context: AppContext, row: AttendanceRow): Promise<Asked> {
  const hindrance = unreadable(row);
  if (hindrance) return hindrance;
  const frame = windowOf({ from: new Date(row.starts_at).getTime(), to: new Date(row.ends_at).getTime() });
  try {
    const answer = await context.microsoft.application(row.tenant_id).attendance({
      organizerObjectId: row.organizer_object_id!,
      joinUrl: row.join_url!,
      meetingId: row.meeting_id,
      from: new Date(frame.from).toISOString(),
      to: new Date(frame.to).toISOString(),
    });
    if (answer.outcome !== 'read') return answered(answer.outcome);
    const named = answer.reports.some(({ people }) => people.length > 0);
    return answered(named ? 'read' : answer.reports.length > 0 ? 'emptied' : 'none', answer.meetingId, answer.reports);
  } catch (failure) {
    return fromFailure(context, failure);
  }
}
