import { ConfidentialClientApplication, type AuthenticationResult, type INetworkModule, type NodeAuthOptions } from '@azure/msal-node';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { refusedToken } from './entra-failures.ts';
import { defaultTimeoutMs, exchange, retryAfterSeconds } from './exchange.ts';
import { MicrosoftFailure } from './microsoft.ts';
import type { Transport } from './transport.ts';

/** How Fieldwork proves to Entra that it is Fieldwork. Exactly one kind. */
export type Credential =
  | { secret: string }
  | { certificate: { thumbprintSha256: string; privateKey: string; x5c?: string } }
  /** A federated credential: answers a signed assertion, e.g. a managed identity's. */
  | { assertion: () => Promise<string> };

export interface EntraSettings {
  transport: Transport;
  clientId: string;
  credential: Credential;
  log: Log;
  metrics?: Metrics | null;
  timeoutMs?: number;
}

/** A Graph token just issued, and for how long from now it is good. */
export interface IssuedToken {
  value: string;
  seconds: number;
}

/** Asks Entra for Graph tokens, every time anew. Rejects with MicrosoftFailure. */
export interface Entra {
  onBehalfOf(tenantId: string, assertion: string): Promise<IssuedToken>;
  application(tenantId: string): Promise<IssuedToken>;
}

/**
 * Everything consented to, in one token: a permission that is missing shows when Graph refuses the one operation that
 * needs it, and a person's screen costs one exchange instead of one for each permission.
 */
const scopes = ['https://graph.microsoft.com/.default'];

function proof(credential: Credential): Partial<NodeAuthOptions> {
  if ('secret' in credential) return { clientSecret: credential.secret };
  if ('certificate' in credential) return { clientCertificate: credential.certificate };
  return { clientAssertion: credential.assertion };
}

/** What the token endpoint said that MSAL does not pass on. */
interface Seen {
  failure: MicrosoftFailure | null;
  seconds: number;
}

async function answer(settings: EntraSettings, request: Request): Promise<Response> {
  const response = await exchange(settings.transport, request, settings.timeoutMs ?? defaultTimeoutMs).catch((cause: unknown) => {
    // A lost answer does no harm here: a token issued and never seen is just never used.
    throw new MicrosoftFailure('unavailable', 'Microsoft Entra did not answer.', { cause });
  });
  const { status } = response;
  if (status !== 429 && status < 500) return response;
  const kind = status === 429 ? 'throttled' : 'unavailable';
  throw new MicrosoftFailure(kind, `Microsoft Entra answered ${status}.`, { retryAfterSeconds: retryAfterSeconds(response) });
}

/** MSAL's way to the network: our transport. Failures are kept in `seen`, because MSAL turns them all into one. */
function network(settings: EntraSettings, seen: Seen): INetworkModule {
  async function send<T>(method: string, url: string, options: { headers?: Record<string, string>; body?: string } = {}) {
    try {
      const { headers = {}, body = null } = options;
      const response = await answer(settings, new Request(url, { method, headers, body }));
      const said = (await response.json()) as T & { expires_in?: number | string };
      seen.seconds = Number(said.expires_in ?? 0);
      return { status: response.status, headers: Object.fromEntries(response.headers), body: said as T };
    } catch (error) {
      const unreadable = (): MicrosoftFailure => new MicrosoftFailure('unavailable', 'Microsoft Entra answered something else than JSON.', { cause: error });
      seen.failure = error instanceof MicrosoftFailure ? error : unreadable();
      throw seen.failure;
    }
  }
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}

type Ask = (application: ConfidentialClientApplication) => Promise<AuthenticationResult | null>;

/**
 * The token endpoint through MSAL. One application object for each exchange: MSAL's own cache and its memory of
 * throttling go by the machine's clock and grow without bound, while `tokens.ts` goes by the domain's and is bounded.
 */
export function createEntra(settings: EntraSettings): Entra {
  const { clientId, credential, log, metrics } = settings;

  async function ask(tenantId: string, kind: 'delegated' | 'application', acquire: Ask): Promise<IssuedToken> {
    const seen: Seen = { failure: null, seconds: 0 };
    const authority = `https://login.microsoftonline.com/${tenantId}`;
    try {
      const auth = { clientId, authority, ...proof(credential) };
      const result = await acquire(new ConfidentialClientApplication({ auth, system: { networkClient: network(settings, seen) } }));
      if (!result?.accessToken) throw new MicrosoftFailure('unavailable', 'Microsoft Entra issued no token.');
      metrics?.token(kind, 'ok');
      return { value: result.accessToken, seconds: seen.seconds };
    } catch (error) {
      const failure = seen.failure ?? refusedToken(error, kind);
      metrics?.token(kind, failure.kind);
      log.warn({ tenantId, kind, failure: failure.kind, reason: failure.message }, 'no Graph token');
      throw failure;
    }
  }

  return {
    onBehalfOf: (tenantId, oboAssertion) =>
      ask(tenantId, 'delegated', (application) =>
        application.acquireTokenOnBehalfOf({ oboAssertion, scopes, skipCache: true, correlationId: newId() }),
      ),
    application: (tenantId) =>
      ask(tenantId, 'application', (application) =>
        application.acquireTokenByClientCredential({ scopes, skipCache: true, correlationId: newId() }),
      ),
  };
}
