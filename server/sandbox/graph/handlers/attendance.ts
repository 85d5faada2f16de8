import { reportedCalls } from '../../tenant/calls/settle.ts';
import type { CallDocument, PresentDocument } from '../../tenant/calls/model.ts';
import type { MeetingDocument } from '../../tenant/model.ts';
import { contextOf, ok, type Answer, type OwnedCall } from '../call.ts';
import { badRequest, GraphError } from '../errors.ts';
import { requireAccessPolicy, requireObjectId } from '../meeting-access.ts';
import { allowOptions, pageOf } from '../odata/query.ts';
import { instantText } from '../present/event.ts';

type Json = Record<string, unknown>;

/** Only the latest reports are listed (learn.microsoft.com/graph/api/meetingattendancereport-list). */
const MOST_REPORTS = 50;

/** Reports on one page, and records. No size is promised anywhere, so whoever reads has to follow the links. */
const REPORTS_ON_A_PAGE = 20;
const RECORDS_ON_A_PAGE = 100;

const notFound = (what: string): GraphError => new GraphError(404, 'NotFound', `${what} not found.`);

/** The organiser's meeting; nobody else reads its reports, invited or not. */
function meetingFor(call: OwnedCall): MeetingDocument {
  requireObjectId(call);
  requireAccessPolicy(call);
  const meeting = call.tenant.state.get('meeting', call.params[0]!);
  if (!meeting) throw notFound('Meeting');
  if (meeting.organizerObjectId !== call.owner.objectId) throw new GraphError(403, 'Forbidden', 'Only the organizer can read the attendance reports of a meeting.');
  return meeting;
}

const contextFor = ({ owner, params }: OwnedCall, rest: string): string => contextOf(`users('${owner.objectId}')/onlineMeetings('${params[0]}')/attendanceReports${rest}`);

/** GET attendanceReports */
export function listAttendanceReports(call: OwnedCall): Answer {
  allowOptions(call, ['$top', '$skip', '$orderby']);
  const order = call.query.get('$orderby');
  if (order !== null && !/^meetingStartDateTime desc$/i.test(order.trim())) throw badRequest(`The query parameter '$orderby' is invalid: '${order}'.`);
  const reports = reportedCalls(call.tenant, meetingFor(call)).slice(0, MOST_REPORTS).map(presentReport);
  const { items, links } = pageOf(call, reports, REPORTS_ON_A_PAGE);
  return ok({ '@odata.context': contextFor(call, ''), ...links, value: items });
}

function reportFor(call: OwnedCall): CallDocument {
  const report = reportedCalls(call.tenant, meetingFor(call)).find(({ id }) => id === call.params[1]);
  if (!report) throw notFound('Attendance report');
  return report;
}

/** GET one report, with its records where they are asked for. */
export function getAttendanceReport(call: OwnedCall): Answer {
  allowOptions(call, ['$expand']);
  const expand = call.query.get('$expand');
  if (expand !== null && expand !== 'attendanceRecords') throw badRequest(`Could not find a property named '${expand}' on type 'microsoft.graph.meetingAttendanceReport'.`);
  const report = reportFor(call);
  const records = expand === null ? {} : expandedRecords(call, report);
  return ok({ '@odata.context': contextFor(call, '/$entity'), ...presentReport(report), ...records });
}

/** The first page of a report's records inside the report; the rest is a list of its own, as OData has it for what was expanded. */
function expandedRecords({ url }: OwnedCall, { present }: CallDocument): Json {
  const first = present.slice(0, RECORDS_ON_A_PAGE).map(presentRecord);
  const rest = `${url.origin}${url.pathname}/attendanceRecords?$skip=${RECORDS_ON_A_PAGE}`;
  return { attendanceRecords: first, ...(present.length > RECORDS_ON_A_PAGE && { 'attendanceRecords@odata.nextLink': rest }) };
}

/** GET attendanceRecords of one report */
export function listAttendanceRecords(call: OwnedCall): Answer {
  allowOptions(call, ['$top', '$skip']);
  const { items, links } = pageOf(call, reportFor(call).present.map(presentRecord), RECORDS_ON_A_PAGE);
  return ok({ '@odata.context': contextFor(call, `('${call.params[1]}')/attendanceRecords`), ...links, value: items });
}

const presentReport = ({ id, start, end, present }: CallDocument): Json => ({
  id,
  totalParticipantCount: present.length,
  meetingStartDateTime: instantText(start),
  meetingEndDateTime: instantText(end),
});

const seconds = ({ from, to }: { from: string; to: string }): number => Math.round((Date.parse(to) - Date.parse(from)) / 1000);

/** The total is a plain sum: time on two devices counts twice. */
const presentRecord = ({ id, identity, emailAddress, role, intervals }: PresentDocument): Json => ({
  id,
  emailAddress,
  totalAttendanceInSeconds: intervals.reduce((sum, interval) => sum + seconds(interval), 0),
  role,
  identity: { '@odata.type': '#microsoft.graph.communicationsUserIdentity', ...identity },
  attendanceIntervals: intervals.map((interval) => ({
    joinDateTime: instantText(interval.from),
    leaveDateTime: instantText(interval.to),
    durationInSeconds: seconds(interval),
  })),
});
