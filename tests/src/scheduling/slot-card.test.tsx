/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { slot as slotSchema, type Slot } from '../../../server/features/scheduling/contract.ts';
import { SlotCard } from '../../../src/features/scheduling/slot-card.tsx';
import { amara } from '../samples.ts';

const slot = (movesReview: boolean): Slot => ({
  start: '2026-11-23T12:15:00Z', end: '2026-11-23T13:15:00Z', why: 'Both are free.', certain: true, preferred: false, compromises: [],
  evidence: [{ personId: amara.id, state: 'free', source: 'microsoft-365', localStart: '2026-11-23T18:00', zone: 'Asia/Kathmandu', movesReview }],
});

it('says of a time that it moves the viewer’s own review block', () => {
  expect(slotSchema.safeParse(slot(true)).error).toBeUndefined();
  const said = [true, false].map((moves) => renderToStaticMarkup(<SlotCard slot={slot(moves)} others={[]} calendars={[]} best={false} choose={() => undefined} />).includes('Moves your review block'));
  expect(said).toEqual([true, false]);
});
