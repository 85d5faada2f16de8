import type { CalendarEntry } from '../../tenant/calendar.ts';
import type { Message } from '../../tenant/mail.ts';
import type { Details, PlayedItem } from './office-messages.ts';

const details = ({ address, name }: { address: string; name: string }): Details => ({ emailAddress: address, displayName: name || address });

export const messageItem = ({ id, subject, from, to }: Message): PlayedItem => ({ kind: 'message', itemId: id, subject, from: details(from), to: to.map(details), cc: [] });

/** A meeting as its organiser (whose view of it is a form) or as somebody invited has it open. */
export function entryItem({ id, subject, organizer, attendees, start, end, bodyHtml, joinUrl }: CalendarEntry): PlayedItem {
  const link = joinUrl ? `<a href="${joinUrl.replaceAll('&', '&amp;')}">Join</a>` : '';
  return { kind: 'appointment', itemId: id, subject, organizer: details(organizer), requiredAttendees: attendees.map(details), optionalAttendees: [], start, end, bodyHtml: `${bodyHtml}${link}` };
}
