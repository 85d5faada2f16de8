import { createHash } from 'node:crypto';
import { newId } from '../../platform/ids.ts';
import { spanOf } from './events/occurrences.ts';
import { escapeHtml } from './html.ts';
import type { EventDocument, MeetingDocument, PersonDocument } from './model.ts';
import type { Tenant } from './tenant.ts';

const RULE = '_'.repeat(80);
const BLOB_START = '<br>\r\n<div style="width:100%"><span style="white-space:nowrap; color:#5F5F5F; opacity:.36">';

/** Makes an online meeting with its chat for an organiser's event, and returns the event that has it. Without a licence: unchanged. */
export function withOnlineMeeting(tenant: Tenant, organizer: PersonDocument, event: EventDocument): EventDocument {
  if (!organizer.teamsLicence || event.meetingId !== null) return event;
  const meeting = newMeeting(tenant, organizer, event);
  const createdAt = tenant.clock.now().toISOString();
  tenant.state.put('meeting', meeting.id, meeting);
  tenant.state.put('chat', meeting.threadId, {
    id: meeting.threadId,
    meetingId: meeting.id,
    topic: event.subject,
    createdAt,
    installedApps: [],
  });
  return {
    ...event,
    meetingId: meeting.id,
    location: event.location || 'Microsoft Teams Meeting',
    bodyHtml: event.bodyHtml + blob(meeting.joinUrl),
  };
}

function newMeeting(tenant: Tenant, organizer: PersonDocument, event: EventDocument): MeetingDocument {
  const thread = Buffer.from(newId()).toString('base64url');
  const threadId = `19:meeting_${thread}@thread.v2`;
  const context = `%7b%22Tid%22%3a%22${tenant.id}%22%2c%22Oid%22%3a%22${organizer.objectId}%22%7d`;
  const joinUrl = `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${thread}%40thread.v2/0?context=${context}`;
  const id = Buffer.from(`1*${organizer.objectId}*0**${threadId}`).toString('base64');
  return { id, organizerObjectId: organizer.objectId, joinUrl, threadId, createdAt: tenant.clock.now().toISOString(), ...told(event) };
}

/** What a meeting knows of its event. */
function told(event: EventDocument): Pick<MeetingDocument, 'subject' | 'start' | 'end' | 'invited'> {
  const { start, end } = spanOf(event);
  const invited = event.attendees.map(({ address }) => address);
  return { subject: event.subject, start: new Date(start).toISOString(), end: new Date(end).toISOString(), invited };
}

/** Lets the event's online meeting and its chat follow a change of the event. */
export function followEvent(tenant: Tenant, event: EventDocument): void {
  const meeting = meetingOf(tenant, event);
  if (meeting === null) return;
  tenant.state.put('meeting', meeting.id, { ...meeting, ...told(event) });
  const chat = tenant.state.get('chat', meeting.threadId)!;
  if (chat.topic !== event.subject) tenant.state.put('chat', chat.id, { ...chat, topic: event.subject });
}

/** The online meeting of an event, or null. */
export const meetingOf = (tenant: Tenant, event: EventDocument): MeetingDocument | null =>
  event.meetingId === null ? null : (tenant.state.get('meeting', event.meetingId) ?? null);

/** The meeting that a join URL, exactly as Graph told it, belongs to; null for none. */
export function meetingByJoinUrl(tenant: Tenant, joinUrl: string): MeetingDocument | null {
  for (const meeting of tenant.state.all('meeting')) if (meeting.joinUrl === joinUrl) return meeting;
  return null;
}

/** The part of an online meeting's body without which a change of the body takes the meeting away. */
function blob(joinUrl: string): string {
  const digits = String(parseInt(createHash('sha256').update(joinUrl).digest('hex').slice(0, 12), 16))
    .padStart(12, '0')
    .slice(0, 12);
  return (
    `${BLOB_START}${RULE}</span></div>\r\n` +
    '<div class="me-email-text" lang="en-US">\r\n<div><span style="font-size:24px; font-weight:700">Microsoft Teams meeting</span></div>\r\n' +
    `<div><a class="me-email-headline" href="${escapeHtml(joinUrl)}" target="_blank">Join the meeting now</a></div>\r\n` +
    `<div>Meeting ID: ${digits.replace(/(\d{3})(?=\d)/g, '$1 ')}</div>\r\n</div>`
  );
}

/** A body without what its online meeting wrote into it. */
export const withoutBlob = (bodyHtml: string): string => {
  const at = bodyHtml.indexOf(BLOB_START);
  return at < 0 ? bodyHtml : bodyHtml.slice(0, at);
};

/** Whether a body still holds its online meeting. */
export const holdsMeeting = (bodyHtml: string, joinUrl: string): boolean =>
  bodyHtml.includes(escapeHtml(joinUrl)) || bodyHtml.includes(joinUrl);
