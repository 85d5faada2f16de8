import { type DraftAt, hasFields } from '../../components/drafts.ts';
import type { Wish } from './wish.ts';

/** A booking or a move that is half done. */
export interface FinderDraft {
  wish: Wish;
  /** The chosen time, an ISO instant; null while none is chosen. */
  start: string | null;
  /** The agenda, or the word to the coach. */
  agenda: string;
}

/** A draft whose earlier content is known. */
export type LeftDraft = DraftAt<FinderDraft> & { left: FinderDraft | null };

const isWish = (value: unknown): value is Wish => hasFields(value, { kind: 'string', minutes: 'number', window: 'string', from: 'string', to: 'string' }) && Array.isArray((value as Wish).relax);

export const isFinderDraft = (value: unknown): value is FinderDraft =>
  hasFields(value, { wish: 'object', agenda: 'string' }) && isWish((value as FinderDraft).wish) && ['string', 'object'].includes(typeof (value as FinderDraft).start);
