import { calculateJwkThumbprint, createLocalJWKSet, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import type { Keep } from '../store.ts';

/** The key pair that everything of the simulated Entra is signed with. */
export interface SigningKeys {
  kid: string;
  privateKey: CryptoKey;
  /** As published at `/discovery/v2.0/keys`. */
  publicJwk: JWK;
  /** Finds the public key for a token's header; throws for any other key. */
  resolve: ReturnType<typeof createLocalJWKSet>;
}

const KEY = 'entra-signing-key';

/** The kept RS256 key pair, or a new one on the first start. Tokens stay valid over a restart. */
export async function loadKeys(keep: Keep): Promise<SigningKeys> {
  const kept = keep.read(KEY) as JWK | null;
  const secret = kept ?? (await newPrivateJwk());
  if (kept === null) keep.write(KEY, secret);
  const { kty, n, e } = secret as Required<Pick<JWK, 'kty' | 'n' | 'e'>>;
  const kid = await calculateJwkThumbprint({ kty, n, e });
  const publicJwk: JWK = { kty, use: 'sig', kid, x5t: kid, n, e };
  const privateKey = (await importJWK(secret, 'RS256')) as CryptoKey;
  return { kid, privateKey, publicJwk, resolve: createLocalJWKSet({ keys: [{ ...publicJwk, alg: 'RS256' }] }) };
}

async function newPrivateJwk(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return exportJWK(privateKey);
}
