import type { Disclosure, Ladder, LadderStep, Phase, SharingVersion } from '../../../server/features/disclosure/contract.ts';
import { count } from '../../components/rhythm-words.ts';

const steps: Record<LadderStep, string> = {
  clear: 'Nothing is open.',
  first: 'It stays with the client.',
  talk: 'A moment for coach and client to talk.',
  tell: 'The client tells the sponsor first.',
  notice: 'The coach can send a notice of dates and counts.',
};

/** Where it stands, in a line. */
export function standsInShort({ step, missed, told, standstill }: Ladder): string {
  const many = missed.length === 0 ? '' : `${count(missed.length, 'session')} in a row did not take place. `;
  if (standstill !== null) return `${many}Nothing goes on at the moment.`;
  return `${many}${told ? 'The sponsor knows from the client.' : steps[step]}`;
}

export const stateWords: Record<SharingVersion['state'], string> = {
  open: 'waits for acceptances', 'in-force': 'holds now', former: 'held before', 'not-taken': 'was not taken up',
};

export const sourceWords: Record<Disclosure['source'], string> = {
  'attendance-notice': 'Attendance notice', 'client-telling': 'Your own message', notice: 'A notice of Fieldwork’s', recap: 'A recap', invitation: 'An invitation',
};

export const outcomeWords: Record<Disclosure['outcome'], string> = {
  leaving: 'on its way', sent: 'sent', maybe: 'it may have arrived; the answer was lost, and it is not sent again', 'not-sent': 'it did not leave',
};

export const phaseWords: Record<Phase, string> = {
  'not-begun': 'Not begun', beginning: 'At its beginning', middle: 'Under way', closing: 'Towards its end', ended: 'Ended', paused: 'Paused',
};
