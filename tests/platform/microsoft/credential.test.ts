import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, X509Certificate } from 'node:crypto';
import { credentialFrom, type Credential } from '../../../server/platform/microsoft/credential.ts';
import { anotherKeyPem, certificatePem, privateKeyPem } from './support/certificate.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'fieldwork-credential-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const certificateOf = (pemOrPath: string) => (credentialFrom({ kind: 'certificate', pemOrPath }) as Extract<Credential, { certificate: unknown }>).certificate;

describe('the proof of being Fieldwork', () => {
  it('is a certificate as Entra wants it, from a value or a file, in either order', () => {
    const file = join(folder, 'both.pem');
    writeFileSync(file, `${privateKeyPem}\n${certificatePem}\n`);
    const thumbprint = createHash('sha256').update(new X509Certificate(certificatePem).raw).digest('hex').toUpperCase();
    for (const given of [file, `${certificatePem}\n${privateKeyPem}`]) {
      expect(certificateOf(given)).toEqual({ thumbprintSha256: thumbprint, privateKey: `${privateKeyPem.trim()}\n`, x5c: certificatePem.trim() });
    }
  });

  it.each([
    ['the key of another', `${certificatePem}\n${anotherKeyPem}`, /the private key is not that of the certificate/],
    ['a certificate that is none', `${certificatePem.replace(/\n[A-Za-z0-9+/]{64}\n/, '\nAAAA\n')}\n${privateKeyPem}`, /cannot be used/],
    ['a file that is not there', '/nowhere/fieldwork.pem', /cannot be read \(ENOENT\)/],
  ])('is refused in words at the start with %s', (_what, given, message) => {
    expect(() => certificateOf(given)).toThrow(message);
  });

  it('is read anew from a file that the platform renews, and waited for when that is away', async () => {
    const path = join(folder, 'token');
    const credential = credentialFrom({ kind: 'token-file', path });
    if (!('assertion' in credential)) throw new Error('not an assertion');
    await expect(credential.assertion()).rejects.toMatchObject({ kind: 'unavailable' });
    for (const token of ['first', 'second']) {
      writeFileSync(path, `${token}\n`);
      expect(await credential.assertion()).toBe(token);
    }
  });
});
