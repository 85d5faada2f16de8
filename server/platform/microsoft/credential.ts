import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ManagedIdentityApplication } from '@azure/msal-node';
import type { ProofSetting } from '../config.ts';
import type { Credential } from './entra.ts';
import { MicrosoftFailure } from './microsoft.ts';

export type { Credential } from './entra.ts';

/** What an Entra application takes for a proof that a managed identity vouches for it (learn.microsoft.com, workload-id federation with a managed identity). */
const exchangeAudience = 'api://AzureADTokenExchange';

/**
 * The proof that a deployment is configured with, ready to be used. Throws an Error in words for an operator when a
 * certificate cannot be read or its key is another's; files of tokens are read each time, since the platform renews them.
 */
export function credentialFrom(proof: ProofSetting): Credential {
  if (proof.kind === 'secret') return { secret: proof.secret };
  if (proof.kind === 'token-file') return { assertion: () => vouched(async () => (await readFile(proof.path, 'utf8')).trim()) };
  if (proof.kind === 'certificate') return { certificate: certificateFrom(proof.pemOrPath) };
  const identity = new ManagedIdentityApplication(proof.clientId === null ? {} : { managedIdentityIdParams: { userAssignedClientId: proof.clientId } });
  // MSAL keeps the identity's token until shortly before it ends.
  return { assertion: () => vouched(async () => (await identity.acquireToken({ resource: exchangeAudience })).accessToken) };
}

/** Whoever vouches for us may be away for a while, as Microsoft may be: what was asked is kept and done afterwards. */
async function vouched(ask: () => Promise<string>): Promise<string> {
  try {
    return await ask();
  } catch (cause) {
    throw new MicrosoftFailure('unavailable', 'The platform gave no proof of being Fieldwork.', { cause });
  }
}

type Certificate = Extract<Credential, { certificate: unknown }>['certificate'];

function certificateFrom(pemOrPath: string): Certificate {
  const pem = pemOrPath.startsWith('/') ? readPem(pemOrPath) : pemOrPath;
  try {
    const x5c = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
    const certificate = new X509Certificate(x5c[0] ?? '');
    const key = createPrivateKey(pem.match(/-----BEGIN (?:RSA |EC )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA |EC )?PRIVATE KEY-----/)?.[0] ?? '');
    if (!certificate.checkPrivateKey(key)) throw new Error('the private key is not that of the certificate');
    return { thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''), privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(), x5c: x5c.join('\n') };
  } catch (error) {
    throw new Error(`The configuration is not complete:\n- CLIENT_CERTIFICATE cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`The configuration is not complete:\n- CLIENT_CERTIFICATE names a file that cannot be read (${(error as NodeJS.ErrnoException).code})`, { cause: error });
  }
}
