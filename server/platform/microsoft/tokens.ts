import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Entra, IssuedToken } from './entra.ts';
import type { OnBehalfOf } from './microsoft.ts';
import { createRecent } from './recent.ts';
import type { Held, TokenVault } from './token-vault.ts';

/** A Graph token, from memory while it is good. `refused` is one that Graph has just not accepted: it is never answered again. */
export type TokenSource = (refused?: string) => Promise<string>;

/** Graph tokens by tenant and person: from memory, then from the vault that processes share, then from Entra. */
export interface Tokens {
  onBehalfOf(person: OnBehalfOf): TokenSource;
  application(tenantId: string): TokenSource;
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
export function createTokens(entra: Entra, clock: Clock, vault: TokenVault | null = null): Tokens {
  const held = createRecent<Held>(limit);
  const asking = new Map<string, Promise<string>>();

  const fresh = (known: Held | null | undefined, refused: string | undefined): known is Held =>
    Boolean(known && known.value !== refused && clock.now().getTime() < known.until);
  const now = (): number => clock.now().getTime();

  async function renew(key: string, ask: () => Promise<Held>): Promise<string> {
    const issued = await ask();
    held.set(key, issued);
    return issued.value;
  }

  function shared(key: string, flight: string, ask: () => Promise<Held>): Promise<string> {
    const running = asking.get(flight) ?? renew(key, ask).finally(() => asking.delete(flight));
    asking.set(flight, running);
    return running;
  }

  const source = (key: string, flight: string, ask: (refused?: string) => Promise<Held>): TokenSource => async (refused) => {
    const known = held.get(key);
    if (fresh(known, refused)) return known.value;
    return shared(key, flight, () => ask(refused));
  };

  return {
    onBehalfOf({ tenantId, objectId, assertion }) {
      const key = `${tenantId}/${objectId}`;
      // One assertion may be about to expire and another fresh: only callers with the same one share its fate.
      const flight = `${key}/${createHash('sha256').update(assertion).digest('base64')}`;
      return source(key, flight, async (refused) => {
        const kept = await vault?.find({ tenantId, objectId });
        if (fresh(kept, refused)) return kept;
        const issued = heldFrom(await entra.onBehalfOf(tenantId, assertion), now());
        await vault?.keep({ tenantId, objectId }, issued);
        return issued;
      });
    },
    application: (tenantId) => source(tenantId, tenantId, async () => heldFrom(await entra.application(tenantId), now())),
  };
}
