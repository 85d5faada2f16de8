import { meetingByJoinUrl } from '../../tenant/meetings.ts';
import type { MeetingDocument } from '../../tenant/model.ts';
import { contextOf, ok, type Answer, type OwnedCall } from '../call.ts';
import { badRequest, GraphError } from '../errors.ts';
import { selector } from '../odata/query.ts';
import { instantText } from '../present/event.ts';
import { requireAccessPolicy, requireObjectId } from '../meeting-access.ts';

type Json = Record<string, unknown>;

/**
 * GET onlineMeetings by join URL. The URL is compared as Graph told it, with its own percent-encoding: a caller must encode it once
 * more into the query, and one who does not finds nothing.
 */
export function findMeetings(call: OwnedCall): Answer {
  requireObjectId(call);
  requireAccessPolicy(call);
  const match = /^\s*JoinWebUrl\s+eq\s+'((?:[^']|'')*)'\s*$/i.exec(call.query.get('$filter') ?? '');
  if (!match) throw badRequest("Filter expression expected: JoinWebUrl eq '<url>'.", 'InvalidArgument');
  const meeting = meetingByJoinUrl(call.tenant, match[1]!.replaceAll("''", "'"));
  const value = meeting && mayRead(call, meeting) ? [present(call, meeting)] : [];
  return ok({
    '@odata.context': contextOf(`users('${call.owner.objectId}')/onlineMeetings`),
    value: value.map(selector(call.query, 'onlineMeeting')),
  });
}

/** GET onlineMeeting */
export function getMeeting(call: OwnedCall): Answer {
  requireObjectId(call);
  requireAccessPolicy(call);
  const meeting = call.tenant.state.get('meeting', call.params[0]!);
  if (!meeting || !mayRead(call, meeting)) throw new GraphError(404, 'ResourceNotFound', 'Meeting not found.');
  return ok({
    '@odata.context': contextOf(`users('${call.owner.objectId}')/onlineMeetings/$entity`),
    ...selector(call.query, 'onlineMeeting')(present(call, meeting)),
  });
}

/** Organiser and invited people. */
const mayRead = ({ owner }: OwnedCall, meeting: MeetingDocument): boolean =>
  meeting.organizerObjectId === owner.objectId || meeting.invited.includes(owner.address);

function present({ tenant }: OwnedCall, meeting: MeetingDocument): Json {
  const participant = (objectId: string, role: string): Json => {
    const person = tenant.state.get('person', objectId);
    return { upn: person?.address ?? null, role, identity: { user: { id: objectId, displayName: person?.displayName ?? null } } };
  };
  const attendees = meeting.invited.flatMap((address) => tenant.addresses.get(address) ?? []);
  return {
    id: meeting.id,
    creationDateTime: instantText(meeting.createdAt),
    startDateTime: instantText(meeting.start),
    endDateTime: instantText(meeting.end),
    joinWebUrl: meeting.joinUrl,
    subject: meeting.subject,
    chatInfo: { threadId: meeting.threadId, messageId: '0', replyChainMessageId: null },
    participants: {
      organizer: participant(meeting.organizerObjectId, 'presenter'),
      attendees: attendees.map((objectId) => participant(objectId, 'attendee')),
    },
  };
}
