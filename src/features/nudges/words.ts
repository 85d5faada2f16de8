import type { Notice, NoticeReason } from '../../../server/features/nudges/contract.ts';

/** Why something waits, to the person it is for. */
const waitingWords: Record<NoticeReason, string> = {
  'quiet-hours': 'Waits for the end of your quiet hours.',
  away: 'Waits until you are back.',
  paused: 'Waits for the end of your pause.',
  'engagement-paused': 'Waits until the engagement goes on.',
  budget: 'You have heard enough this week, so it waits for the next.',
  digest: 'Goes with others in one message.',
  microsoft: 'Waits for Microsoft 365.',
  'consent-missing': 'Waits for a permission that an administrator can grant.',
  'no-mailbox': 'Waits for a mailbox that an administrator can set up.',
  expired: 'Its time has passed.',
  'engagement-ended': 'The engagement has ended.',
  withdrawn: 'It is settled.',
  undeliverable: 'It could not be delivered.',
};

const droppedWords: Partial<Record<NoticeReason, string>> = {
  'quiet-hours': 'Not sent: its time passed in your quiet hours.',
  away: 'Not sent: its time passed while you were away.',
  paused: 'Not sent: its time passed in your pause.',
  'engagement-paused': 'Not sent: its time passed while the engagement was paused.',
  budget: 'Not sent: you had heard enough that week.',
  digest: 'Not sent: its time had passed.',
  microsoft: 'Not sent: Microsoft 365 did not take it in time.',
  'consent-missing': 'Not sent: a permission is missing.',
  'no-mailbox': 'Not sent: no mailbox is set up for notices.',
};

/** What became of a notice, in a sentence. */
export function stateWords({ state, reason, channel }: Notice): string {
  switch (state) {
    case 'waiting':
      return reason ? waitingWords[reason] : 'Comes soon.';
    case 'said':
      return channel === 'mail' ? 'Sent by mail.' : 'Sent in Teams.';
    case 'lost':
      return 'Sent, perhaps: no answer came, and it is not sent twice.';
    case 'dropped':
      return (reason && droppedWords[reason]) ?? `Not sent. ${reason ? waitingWords[reason] : ''}`;
  }
}
