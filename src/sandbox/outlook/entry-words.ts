import type { Answer, CalendarEntry, ShowAs } from '../tenant/calendar.ts';

export const answerWords: Record<Answer, string> = {
  none: 'not answered',
  notResponded: 'not answered',
  organizer: 'organiser',
  accepted: 'accepted',
  tentativelyAccepted: 'answered tentatively',
  declined: 'declined',
};

export const showAsWords: Record<ShowAs, string> = {
  free: 'free',
  tentative: 'tentative',
  busy: 'busy',
  oof: 'out of office',
  workingElsewhere: 'working elsewhere',
  unknown: 'unknown',
};

/** "Weekly review, 09:00 – 10:00, busy", for who cannot see where in the week it stands. */
export const entryLabel = ({ subject, isCancelled, showAs }: CalendarEntry, when: string): string =>
  [isCancelled ? `Cancelled: ${subject}` : subject, when, showAsWords[showAs]].join(', ');
