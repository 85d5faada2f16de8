import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import { ExchangeRefusal } from '../tenant/events/refusal.ts';

/** Somebody's address, in any case. */
export const user = z.email('must be an e-mail address').max(320).transform((text) => text.toLowerCase());

/** An instant with its offset. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be an instant such as 2026-03-02T09:30:00Z' })
  .transform((text) => new Date(text));

/** Id of a calendar entry or message. */
export const itemId = z.string().min(1).max(500);

/** Does an act, with Exchange's refusals in the sandbox's own words for status codes. */
export function allowed<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ExchangeRefusal)) throw error;
    throw new AppError(error.status === 404 ? 'not-found' : 'conflict', error.message);
  }
}
