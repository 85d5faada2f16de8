import type { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import type { SessionRow, SyncProblem } from '../store.ts';

/** The next thing that brings the calendar to what was agreed; null when they agree. */
export type Step = 'check' | 'book' | 'move' | 'cancel' | 'find-lost' | 'install' | 'adopt';

const same = (a: Date | null, b: Date): boolean => a !== null && new Date(a).getTime() === new Date(b).getTime();

/**
 * Compares what was agreed with what the calendar is known to hold. Being a comparison and not a list of orders, it
 * may be interrupted and repeated at any point.
 */
export function nextStep(row: SessionRow): Step | null {
  // The organiser sends this one: making an event of our own would make two.
  if (row.expected_until !== null && row.event_id === null) return 'adopt';
  if (row.state === 'cancelled' || row.state === 'late-cancel') {
    if (row.event_cancelled) return null;
    if (row.event_id !== null) return 'cancel';
    // An answer may have been lost: then the event is there and nobody noted its id.
    return 'find-lost';
  }
  if (row.event_id === null) return row.checked ? 'book' : 'check';
  if (!same(row.event_starts_at, row.starts_at) || !same(row.event_ends_at, row.ends_at)) return row.checked ? 'move' : 'check';
  return row.chat_app === 'pending' && row.join_url !== null ? 'install' : null;
}

/** What a screen calls the work that is not done yet. */
export function pendingWork(row: SessionRow): 'book' | 'move' | 'cancel' | null {
  const step = nextStep(row);
  if (step === null || step === 'install') return null;
  if (step === 'cancel' || step === 'find-lost') return 'cancel';
  return row.event_id === null ? 'book' : 'move';
}

/** Waits between tries, in seconds, when Microsoft did not say how long: soon at first, then a quarter of an hour. */
const waits = [5, 15, 60, 300, 900];

/** Waits for an invitation that its organiser is about to send, in seconds: most are sent within the minute, some after lunch. */
const sendingWaits = [15, 20, 30, 60, 120, 300, 600, 900];

/** The form was filled and not sent so far. */
export class NotSentYet extends Error {}

/** The form was never sent: nobody was invited, so there is nothing to keep. */
export class NeverSent extends Error {}

export const unsent = (attempts: number): Setback => ({
  problem: 'unsent',
  permission: null,
  waitSeconds: sendingWaits[Math.min(attempts, sendingWaits.length) - 1] ?? 900,
});

/** How long an administrator is given before a missing permission is looked for again. */
const consentWaitSeconds = 600;

export interface Setback {
  problem: SyncProblem;
  permission: string | null;
  /** Seconds to the next try; null when only a person can help. */
  waitSeconds: number | null;
}

/** What a failure means for the session. `attempts` counts this one. */
export function setback(failure: MicrosoftFailure, attempts: number): Setback {
  if (failure.passing) {
    const own = waits[Math.min(attempts, waits.length) - 1] ?? 900;
    return { problem: 'waiting', permission: null, waitSeconds: Math.max(own, failure.retryAfterSeconds ?? 0) };
  }
  if (failure.kind === 'consent-missing' || failure.kind === 'sign-in-again') {
    return { problem: 'consent-missing', permission: failure.permission, waitSeconds: consentWaitSeconds };
  }
  return { problem: failure.kind === 'not-found' ? 'gone' : 'refused', permission: null, waitSeconds: null };
}

/** The time was taken between the choice and the calendar: only a person can choose another. */
export class SlotTaken extends Error {}
