/** @jest-environment node */
import { expect, it } from '@jest/globals';
import type { ShownCommitment } from '../../../src/features/commitments/overlay.ts';
import { stillStanding } from '../../../src/features/commitments/still-standing.ts';

const now = new Date('2026-03-05T09:00:00Z');
const line = (id: string, more: Partial<ShownCommitment> = {}): ShownCommitment => ({
  id, engagementId: 'e', sessionId: 's', text: id, dueOn: null, goalId: null, state: 'open', proposedBy: 'client', slips: 0, asks: false, wantsHelp: false, review: null, version: 1,
  createdAt: '2026-03-02T08:00:00Z', doneAt: null, can: { reword: true, accept: false, tick: true }, pending: false, ...more,
});
const ids = (...lines: ShownCommitment[]): string[] => stillStanding(lines, now).map(({ id }) => id);

it('has what is due soonest first, what has no day after it, and proposals among them', () => {
  expect(ids(line('someday'), line('late', { dueOn: '2026-03-20' }), line('proposed', { state: 'proposed', dueOn: '2026-03-10' }), line('overdue', { dueOn: '2026-03-01' }))).toEqual(['overdue', 'proposed', 'late', 'someday']);
});

it('keeps what was ticked in sight for a day, at the end, and leaves out what was dropped', () => {
  const done = (id: string, doneAt: string | null, pending = false) => line(id, { state: 'done', doneAt, pending });
  expect(ids(done('just', '2026-03-05T08:59:00Z'), done('long ago', '2026-03-04T08:59:00Z'), done('on its way', null, true), line('dropped', { state: 'dropped' }), line('open'))).toEqual(['open', 'just', 'on its way']);
});
