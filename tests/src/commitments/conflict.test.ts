/** @jest-environment node */
import { expect, it } from '@jest/globals';
import type { ChangeCommitment, Commitment, ReviewCommitment } from '../../../server/features/commitments/contract.ts';
import { bothOf } from '../../../src/features/commitments/conflict-note.tsx';

const theirs: Commitment = {
  id: 'c', engagementId: 'e', sessionId: 's', text: 'Ask Sam and Ada', dueOn: '2026-03-06', goalId: null, state: 'open', proposedBy: 'client', slips: 0, asks: false, wantsHelp: false,
  review: { sessionId: 's', outcome: 'partly', learnt: 'Ada was away', at: '2026-03-05T09:00:00Z', version: 2 }, version: 3, createdAt: '2026-03-02T08:00:00Z', doneAt: null,
  can: { reword: true, accept: false, tick: true },
};
const said = (body: ChangeCommitment | ReviewCommitment, end = '') => bothOf({ mine: { key: 'k', method: 'patch', path: `/api/commitments/c${end}`, body }, theirs }, 'en-GB');

it('shows both wordings, and the day where it differs', () => {
  expect(said({ version: 2, text: 'Ask Sam' })).toEqual({ mine: 'Ask Sam', theirs: 'Ask Sam and Ada' });
  expect(said({ version: 2, due: { type: 'day', on: '2026-03-10' } })).toEqual({ mine: 'Ask Sam and Ada, by 10 March 2026', theirs: 'Ask Sam and Ada, by 6 March 2026' });
  expect(said({ version: 2, text: 'Ask Sam', due: null })).toEqual({ mine: 'Ask Sam', theirs: 'Ask Sam and Ada, by 6 March 2026' });
});

it('shows both looks back', () => {
  expect(said({ sessionId: 's', outcome: 'done', learnt: '', version: 1 }, '/review')).toEqual({ mine: 'done', theirs: 'partly: Ada was away' });
});
