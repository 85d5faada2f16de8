import type { Recap, RecapReader, ToChat } from '../../../server/features/recap/contract.ts';
import { zonedMoment } from './moment.ts';

const roleWords = { client: 'Client', coach: 'Coach', sponsor: 'Sponsor' } as const;

/** Who a mail is for, e.g. "Dana Coach (Coach), dana@coach.example". */
export const readerName = ({ role, displayName, email }: RecapReader): string => `${displayName} (${roleWords[role]}), ${email}`;

const readerStates = { ahead: 'not sent yet', waiting: 'on its way, outside quiet hours', sent: 'sent', lost: 'may have arrived', 'not-sent': 'not sent' } as const;
export const readerState = ({ state }: RecapReader): string => readerStates[state];

/** What becomes of the mails, in a sentence. */
export function standing(recap: Recap, locale: string): string {
  switch (recap.state) {
    case 'off': return 'No recap is sent of this session.';
    case 'nothing': return 'Nothing was written down in this session, so no recap is sent.';
    case 'not-held': return 'The session did not take place, so no recap is sent.';
    case 'by-hand': return 'Your organisation has no mailbox that recaps could be sent from. You can send it from your own.';
    case 'going': return 'This is what was sent or is on its way, as it reads now. Later changes do not send it again.';
    case 'ahead': return recap.goesAt ? `Sent after ${zonedMoment(recap.goesAt, locale)}, or a little later if the list is still changing.` : 'Sent after the session, if something is written down in it.';
  }
}

export const chatSettings: Record<ToChat, string> = {
  off: 'Not in the meeting chat',
  press: 'In the meeting chat when one of us presses a button',
  confirm: 'In the meeting chat as soon as both have confirmed',
};

/** What the press says that puts it into the chat. */
export const postWords = { none: 'Post it in the meeting chat, in my name', waiting: 'Try again now, in my name', lost: 'It is not there: post it again, in my name' } as const;

export const chatStates = { none: '', posting: 'It is being posted.', posted: 'It is in the meeting chat.', lost: 'It may be in the meeting chat: have a look there.', waiting: 'It is waiting for Microsoft 365, and is not in the meeting chat yet.' } as const;
