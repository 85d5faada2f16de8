import { GraphError } from '@microsoft/microsoft-graph-client';
import type { AttendanceRecord, MeetingAttendanceReport, OnlineMeeting } from '@microsoft/microsoft-graph-types';
import { batchSize } from './blocks.ts';
import { pathOf } from './following.ts';
import { withQuery, type Graph } from './graph.ts';
import { MicrosoftFailure } from './microsoft.ts';

/** Somebody who was in a call, as Teams tells it. Any of the three that say who may be missing. */
export interface ReportedPerson {
  tenantId: string | null;
  objectId: string | null;
  /** Lower-case. */
  email: string | null;
  /** What the list of participants showed; a number for who dialled in. */
  displayName: string;
  /** Instants; they overlap where somebody used two devices. */
  intervals: { from: string; to: string }[];
}

/** One call of a meeting: it has another report each time it was started again. */
export interface AttendanceReport {
  id: string;
  /** How many people Teams counted, which may be more than it names; null when it did not say. */
  counted: number | null;
  people: ReportedPerson[];
}

/**
 * What Teams answers about a meeting's attendance. `no-access-policy`: an administrator has not let the application act for this
 * organiser; `no-meeting`: the link leads to no meeting of theirs. No report is an empty list, and says nothing about anybody.
 */
export type AttendanceAnswer =
  | { outcome: 'read'; meetingId: string; reports: AttendanceReport[] }
  | { outcome: 'no-meeting' }
  | { outcome: 'no-access-policy' };

export interface AttendanceQuestion {
  organizerObjectId: string;
  joinUrl: string;
  /** As an earlier answer had it, which saves a request; null when there was none. */
  meetingId: string | null;
  /** Instants between which a call must have been to count: a series has one meeting for all its occurrences. */
  from: string;
  to: string;
}

export interface Attendance {
  /**
   * Reads a meeting's reports: three requests when the report is there, two when not, one fewer with `meetingId`; one more for each further page.
   * Rejects with MicrosoftFailure.
   */
  attendance(question: AttendanceQuestion): Promise<AttendanceAnswer>;
}

const artifacts = { operation: 'readAttendance', permission: 'OnlineMeetingArtifact.Read.All', mailbox: null } as const;
const lookUp = { operation: 'findMeeting', permission: 'OnlineMeetings.Read.All', mailbox: null } as const;

/** Microsoft words it so, under the status that a missing permission has (cloud-communication-online-meeting-application-access-policy). */
const lacksPolicy = (failure: unknown): boolean =>
  failure instanceof MicrosoftFailure && failure.cause instanceof GraphError && /application access policy/i.test(failure.cause.message);

const instant = (text: string | null | undefined): string | null => {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
};

function personFrom({ emailAddress, identity, attendanceIntervals }: AttendanceRecord): ReportedPerson {
  const { id, displayName, tenantId } = (identity ?? {}) as { id?: string | null; displayName?: string | null; tenantId?: string | null };
  const intervals = (attendanceIntervals ?? []).flatMap(({ joinDateTime, leaveDateTime }) => {
    const [from, to] = [instant(joinDateTime), instant(leaveDateTime)];
    return from !== null && to !== null && to > from ? [{ from, to }] : [];
  });
  return { tenantId: tenantId || null, objectId: id || null, email: emailAddress?.trim().toLowerCase() || null, displayName: displayName ?? '', intervals };
}

type Report = MeetingAttendanceReport & { id: string; 'attendanceRecords@odata.nextLink'?: string };

interface Page<T> {
  value?: T[];
  '@odata.nextLink'?: string;
}

/** More pages than any list of reports or report has: what goes on longer is no list. */
const mostPages = 50;

/** A report whose call may touch the window. One without times may be the one that says who was there: its records have times of their own. */
const within = ({ meetingStartDateTime, meetingEndDateTime }: Report, { from, to }: AttendanceQuestion): boolean => {
  const [start, end] = [instant(meetingStartDateTime), instant(meetingEndDateTime)];
  return (start === null || start < to) && (end === null || end > from);
};

const reportFrom = (report: Report): AttendanceReport => ({
  id: report.id,
  counted: report.totalParticipantCount ?? null,
  people: (report.attendanceRecords ?? []).map(personFrom),
});

/** Attendance reports of one tenant's meetings. */
export function createAttendance(graph: Graph): Attendance {
  async function find({ organizerObjectId, joinUrl, meetingId }: AttendanceQuestion): Promise<string | null> {
    if (meetingId !== null) return meetingId;
    // Encoded once more by withQuery: the link's own `%3a` must arrive as `%253a`.
    const $filter = `JoinWebUrl eq '${joinUrl.replaceAll("'", "''")}'`;
    const path = withQuery(`/users/${encodeURIComponent(organizerObjectId)}/onlineMeetings`, { $filter });
    const { value } = await graph.get<{ value?: OnlineMeeting[] }>(path, lookUp);
    return value?.[0]?.id ?? null;
  }

  /** Everything from `next` on. */
  async function pages<T>(next: string | undefined): Promise<T[]> {
    const items: T[] = [];
    for (let count = 0; next !== undefined; count += 1) {
      if (count === mostPages) throw new MicrosoftFailure('unavailable', 'readAttendance: a list that never ends.');
      const page: Page<T> = await graph.get<Page<T>>(next.startsWith('/') ? next : pathOf(next), artifacts);
      items.push(...(page.value ?? []));
      next = page['@odata.nextLink'];
    }
    return items;
  }

  /** A report with all of its records: one that is long comes in pages. */
  async function whole(report: Report): Promise<Report> {
    const rest = await pages<AttendanceRecord>(report['attendanceRecords@odata.nextLink']);
    return { ...report, attendanceRecords: [...(report.attendanceRecords ?? []), ...rest] };
  }

  /** The reports with the first page of their records, up to twenty in one request. */
  async function firstPages(base: string, ids: string[]): Promise<Report[]> {
    const url = (id: string): string => `${base}/${encodeURIComponent(id)}?$expand=attendanceRecords`;
    if (ids.length === 0) return [];
    if (ids.length > batchSize) return [...(await firstPages(base, ids.slice(0, batchSize))), ...(await firstPages(base, ids.slice(batchSize)))];
    if (ids.length === 1) return [await graph.get<Report>(url(ids[0]!), artifacts)];
    const requests = ids.map((id) => ({ id, method: 'GET', url: url(id) }));
    const { responses = [] } = await graph.post<{ responses?: { status: number; body: Report }[] }>('/$batch', { requests }, { ...artifacts, repeatable: true });
    // One that is missing might be the one that says who was there.
    if (responses.length < ids.length || responses.some(({ status }) => status !== 200)) {
      throw new MicrosoftFailure('unavailable', 'readAttendance: Microsoft 365 did not answer for every report.');
    }
    return responses.map(({ body }) => body);
  }

  async function read(question: AttendanceQuestion): Promise<AttendanceAnswer> {
    const meetingId = await find(question);
    if (meetingId === null) return { outcome: 'no-meeting' };
    const base = `/users/${encodeURIComponent(question.organizerObjectId)}/onlineMeetings/${encodeURIComponent(meetingId)}/attendanceReports`;
    const listed = await pages<Report>(base);
    const ids = listed.filter((report) => within(report, question)).map(({ id }) => id);
    const reports: Report[] = [];
    for (const first of await firstPages(base, ids)) reports.push(await whole(first));
    return { outcome: 'read', meetingId, reports: reports.map(reportFrom) };
  }

  return {
    attendance: (question) =>
      read(question).catch((failure: unknown) => {
        if (lacksPolicy(failure)) return { outcome: 'no-access-policy' };
        throw failure;
      }),
  };
}
