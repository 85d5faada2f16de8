import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** A text as it is stored: nobody reads it, changes it unnoticed, or puts it in another's place. */
export interface Sealed {
  /** Which key, by the beginning of its hash. */
  keyId: string;
  /** Nonce (12 bytes), tag (16), ciphertext. */
  sealed: Buffer;
}

export interface Seal {
  /** `about` (whose it is) is bound to it: opened as about anything else it is worthless. */
  close(text: string, about: string): Sealed;
  /** Null when no key of ours fits or it was tampered with. `outdated` when it is not by the newest key. */
  open(of: Sealed, about: string): { text: string; outdated: boolean } | null;
  /** A keyed hash, the same in all processes with the same newest key. */
  fingerprint(text: string): Buffer;
}

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

const idOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 12);

/** A fresh key, base64 of 32 random bytes. */
export const newKey = (): string => randomBytes(32).toString('base64');

/** Seals with the first of `keys` (base64 of 32 bytes each, newest first) and opens with any: AES-256-GCM (NIST SP 800-38D). */
export function createSeal(keys: string[]): Seal {
  const known = keys.map((key) => Buffer.from(key, 'base64'));
  const newest = known[0];
  if (!newest || known.some((key) => key.length !== 32)) throw new Error('A key is 32 bytes in base64.');
  const hashKey = Buffer.from(hkdfSync('sha256', newest, '', 'fieldwork fingerprints', 32));
  return {
    close(text, about) {
      const nonce = randomBytes(nonceBytes);
      const writer = createCipheriv(cipher, newest, nonce).setAAD(Buffer.from(about));
      const body = Buffer.concat([writer.update(text, 'utf8'), writer.final()]);
      return { keyId: idOf(newest), sealed: Buffer.concat([nonce, writer.getAuthTag(), body]) };
    },
    open({ keyId, sealed }, about) {
      const key = known.find((one) => idOf(one) === keyId);
      if (!key || sealed.length < nonceBytes + tagBytes) return null;
      const reader = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes }).setAAD(Buffer.from(about));
      reader.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        const text = Buffer.concat([reader.update(sealed.subarray(nonceBytes + tagBytes)), reader.final()]).toString('utf8');
        return { text, outdated: key !== newest };
      } catch {
        return null;
      }
    },
    fingerprint: (text) => createHmac('sha256', hashKey).update(text).digest().subarray(0, 16),
  };
}
