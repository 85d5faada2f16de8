import { suffer } from './effects.ts';
import type { Faults, FaultState } from './faults.ts';
import type { Mishap, WebhookOptions } from './tenant/notify/webhooks.ts';

// What goes from the tenant to applications, and what can go wrong with it.

const mishaps: Partial<Record<FaultState['fault'], Mishap['kind']>> = {
  'notification-lost': 'lost',
  'notification-doubled': 'doubled',
  'notification-late': 'late',
  'notification-out-of-order': 'out-of-order',
  'notification-missed': 'missed',
  'subscription-removed': 'subscription-removed',
  'reauthorization-required': 'reauthorization-required',
};

/** Webhooks that meet the faults that are set: notifications as they arise, and the requests that carry them. */
export function throughFaults(faults: Faults, { reach, ...options }: WebhookOptions): WebhookOptions {
  return {
    ...options,
    mishap(mailbox) {
      const hit = faults.strike({ method: 'POST', path: '/notifications', mailbox, outgoing: 'change' });
      return hit && { kind: mishaps[hit.fault]!, delayMs: hit.retryAfter * 1000 };
    },
    ...(reach && { reach: faultyReach(faults, reach) }),
  };
}

/** A fault that answers is answered before the application is asked, as by something that stands in between. */
const faultyReach =
  (faults: Faults, reach: NonNullable<WebhookOptions['reach']>): NonNullable<WebhookOptions['reach']> =>
  (request) => {
    const path = new URL(request.url).searchParams.has('validationToken') ? '/validation' : '/notifications';
    const fault = faults.strike({ method: 'POST', path, mailbox: [], outgoing: 'request' });
    const fail = async ({ fault: kind }: FaultState): Promise<Response> => new Response(null, { status: Number(kind) || 403 });
    return suffer(fault, request.signal, () => reach(request), fail);
  };
