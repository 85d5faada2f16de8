import type { Availability } from '../../../server/features/availability/contract.ts';

/** "just now", "12 minutes ago", "3 hours ago", "2 days ago". */
export function ageWords(readAt: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(readAt)) / 60_000);
  if (minutes < 2) return 'just now';
  if (minutes < 90) return `${minutes} minutes ago`;
  const hours = Math.round(minutes / 60);
  return hours < 36 ? `${hours} hours ago` : `${Math.round(hours / 24)} days ago`;
}

export interface FeedState {
  tone: 'ok' | 'problem';
  text: string;
}

/** What came of reading the calendar link; null when there is none. */
export function feedState({ feed }: Pick<Availability, 'feed'>, now: Date): FeedState | null {
  if (feed.status === 'none') return null;
  const read = feed.readAt ? `read ${ageWords(feed.readAt, now)}` : 'not read yet';
  if (feed.status === 'ok') {
    const events = feed.events === 1 ? '1 event' : `${feed.events ?? 0} events`;
    return { tone: 'ok', text: `${events} in the next eight weeks, ${read}.` };
  }
  return { tone: 'problem', text: feed.message ?? 'The calendar could not be read. Check the link, then save again.' };
}

/** Step by step to the link, for the calendars most coaches have. Each ends with copying one address. */
export const feedGuides: readonly { name: string; steps: readonly string[] }[] = [
  {
    name: 'Outlook',
    steps: [
      'Open Outlook on the web, then Settings, Calendar, Shared calendars.',
      'Under “Publish a calendar”, choose your calendar and “Can view when I’m busy”.',
      'Choose Publish, then copy the ICS link.',
    ],
  },
  {
    name: 'Google Calendar',
    steps: [
      'On a computer, open Google Calendar, then Settings.',
      'On the left, under “Settings for my calendars”, choose your calendar, then “Integrate calendar”.',
      'Copy “Secret address in iCal format”.',
    ],
  },
  {
    name: 'Apple Calendar',
    steps: [
      'On iCloud.com or a Mac, open Calendar and the sharing settings of your calendar.',
      'Turn on “Public Calendar”.',
      'Copy the link; it starts with webcal://.',
    ],
  },
];
