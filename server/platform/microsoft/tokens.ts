import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Entra, IssuedToken } from './entra.ts';
import type { OnBehalfOf } from './microsoft.ts';
import { createRecent } from './recent.ts';

/** A Graph token, from memory while it is good. `refused` is one that Graph has just not accepted: it is never answered again. */
export type TokenSource = (refused?: string) => Promise<string>;

/** Graph tokens held in memory, by tenant and person. */
export interface Tokens {
  onBehalfOf(person: OnBehalfOf): TokenSource;
  application(tenantId: string): TokenSource;
}

interface Held {
  value: string;
  /** Epoch milliseconds of our clock from which it is no longer used. */
  until: number;
}

const limit = 10_000;
/** A token is renewed this many seconds before it ends, or at half its life when that is shorter. */
const marginSeconds = 300;

/** Good until: by the domain's clock, which in a sandbox is not the machine's. */
const heldFrom = ({ value, seconds }: IssuedToken, now: number): Held => ({
  value,
  until: now + (seconds - Math.min(marginSeconds, seconds / 2)) * 1000,
});

/** Tokens from memory; callers that need the same one at the same time share one exchange with Entra. */
export function createTokens(entra: Entra, clock: Clock): Tokens {
  const held = createRecent<Held>(limit);
  const asking = new Map<string, Promise<string>>();

  async function renew(key: string, ask: () => Promise<IssuedToken>): Promise<string> {
    const issued = await ask();
    held.set(key, heldFrom(issued, clock.now().getTime()));
    return issued.value;
  }

  function shared(key: string, flight: string, ask: () => Promise<IssuedToken>): Promise<string> {
    const running = asking.get(flight) ?? renew(key, ask).finally(() => asking.delete(flight));
    asking.set(flight, running);
    return running;
  }

  const source = (key: string, flight: string, ask: () => Promise<IssuedToken>): TokenSource => async (refused) => {
    const known = held.get(key);
    if (known && known.value !== refused && clock.now().getTime() < known.until) return known.value;
    return shared(key, flight, ask);
  };

  return {
    onBehalfOf({ tenantId, objectId, assertion }) {
      const key = `${tenantId}/${objectId}`;
      // One assertion may be about to expire and another fresh: only callers with the same one share its fate.
      const flight = `${key}/${createHash('sha256').update(assertion).digest('base64')}`;
      return source(key, flight, () => entra.onBehalfOf(tenantId, assertion));
    },
    application: (tenantId) => source(tenantId, tenantId, () => entra.application(tenantId)),
  };
}
