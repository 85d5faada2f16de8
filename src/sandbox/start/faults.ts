import { ask } from '../tenant/api.ts';

export const faultKinds = [
  '404',
  '429',
  '500',
  '503',
  '504',
  'drop-response',
  'slow',
  'offline',
  'consent-revoked',
  'delta-gone',
  'sync-state-not-found',
  'notification-lost',
  'notification-doubled',
  'notification-late',
  'notification-out-of-order',
  'notification-missed',
  'subscription-removed',
  'reauthorization-required',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Something that goes wrong between an application and Microsoft. */
export interface Fault {
  /** `*`, or method and path below /v1.0, e.g. `POST /me/events`. */
  match: string;
  fault: FaultKind;
  /** How often; without it until cleared. */
  times?: number;
  /** Seconds: Retry-After of 429 and 503, delay of `slow`. */
  retryAfter: number;
  mailbox?: string;
}

export type FaultState = Fault & { fired: number };

interface Faults {
  faults: FaultState[];
}

export const readFaults = async (signal: AbortSignal): Promise<FaultState[]> => (await ask<Faults>('/faults', { signal })).faults;
export const addFault = async (fault: Fault): Promise<FaultState[]> => (await ask<Faults>('/faults', { method: 'POST', body: fault })).faults;
export const clearFaults = (): Promise<void> => ask('/faults', { method: 'DELETE' });

/** "POST /me/events: 503, 2 times, in x's mailbox only; happened once" */
export function faultWords({ match, fault, times, mailbox, fired }: FaultState): string {
  const often = times === undefined ? 'until cleared' : `${times} ${times === 1 ? 'time' : 'times'}`;
  const whose = mailbox === undefined ? '' : `, in the mailbox of ${mailbox} only`;
  return `${match === '*' ? 'Everything' : match}: ${fault}, ${often}${whose}; happened ${fired === 1 ? 'once' : `${fired} times`}`;
}
