import { createRemoteJWKSet, customFetch, errors, jwksCache, type JSONWebKeySet, type JWTVerifyGetKey, type RemoteJWKSet } from 'jose';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { defaultTimeoutMs, exchange } from './exchange.ts';
import type { KeyShelf } from './key-shelf.ts';
import { MicrosoftFailure } from './microsoft.ts';
import type { Transport } from './transport.ts';

/** Keys of every tenant. */
const keysUrl = new URL('https://login.microsoftonline.com/common/discovery/v2.0/keys');
/** Milliseconds after which keys are asked for anew, beside the request that happens to come; what fails is tried again after as long. */
const askedAfter = 3_600_000;
/** Milliseconds for which they are believed although Entra does not answer. */
const believedFor = 72 * 3_600_000;

export interface SigningKeys {
  key: JWTVerifyGetKey;
  /** As last read; undefined before the first time. */
  published(): JSONWebKeySet | undefined;
}

export interface SigningKeySettings {
  transport: Transport;
  clock: Clock;
  log: Log;
  /** Where a process that starts while Entra is away finds them; without it in memory only. */
  shelf?: KeyShelf | undefined;
}

/** Why something failed, for our log only. */
export const reason = (error: unknown): string => (error instanceof errors.JOSEError ? error.code : error instanceof Error ? error.name : 'unknown');

/**
 * Entra's signing keys: read when the first token comes, anew every hour and for a key id that is not known; believed for 72 h without an
 * answer, also by a process that started meanwhile. `key` rejects with a MicrosoftFailure when they are needed and cannot be read.
 */
export function createSigningKeys({ transport, clock, log, shelf }: SigningKeySettings): SigningKeys {
  const now = (): number => clock.now().getTime();
  let readAt = 0;
  let askedAt = 0;
  let opening: Promise<RemoteJWKSet> | null = null;
  let remote: RemoteJWKSet | undefined;

  async function read(url: string, options: RequestInit): Promise<Response> {
    askedAt = now();
    const response = await exchange(transport, new Request(url, options), defaultTimeoutMs).catch((cause: unknown) => {
      throw new MicrosoftFailure('unavailable', 'Microsoft Entra did not answer.', { cause });
    });
    if (response.status !== 200) throw new MicrosoftFailure('unavailable', `Microsoft Entra answered ${response.status}.`);
    return response;
  }

  /** Told of keys that were taken: jose writes them into its cache. */
  const cache = {
    taken: undefined as JSONWebKeySet | undefined,
    uat: 0,
    get jwks() {
      return this.taken;
    },
    set jwks(jwks: JSONWebKeySet | undefined) {
      this.taken = jwks;
      readAt = now();
      if (jwks) void shelf?.keep({ jwks, readAt });
    },
  };

  async function open(): Promise<RemoteJWKSet> {
    const kept = await shelf?.find();
    if (kept && now() - kept.readAt < believedFor) {
      cache.taken = kept.jwks;
      readAt = kept.readAt;
    }
    // Tokens with made-up key ids may not make us ask Microsoft again and again. How long keys are believed is ours to say, by our clock.
    return createRemoteJWKSet(keysUrl, { cooldownDuration: 30_000, cacheMaxAge: Number.POSITIVE_INFINITY, [jwksCache]: cache as { jwks: JSONWebKeySet; uat: number }, [customFetch]: read });
  }

  async function young(keys: RemoteJWKSet): Promise<void> {
    if (keys.jwks() === undefined) return;
    if (now() - readAt >= believedFor) return keys.reload();
    if (now() - Math.max(askedAt, readAt) < askedAfter) return;
    askedAt = now();
    keys.reload().catch((error: unknown) => log.warn({ why: reason(error) }, 'the keys of Entra could not be read anew'));
  }

  return {
    published: () => remote?.jwks(),
    async key(header, token) {
      remote = await (opening ??= open());
      await young(remote);
      return remote(header, token);
    },
  };
}
