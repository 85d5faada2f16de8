import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../../server/platform/config.ts';
import { variables, variablesTable } from '../../server/platform/variables.ts';

const id = (digit: number): string => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`;
const complete = {
  BASE_URL: 'https://fieldwork.example', CLIENT_ID: id(1), TENANT_IDS: `${id(2)}, ${id(3)}`, TEAMS_APP_ID: id(4),
  DATABASE_URL: 'postgres://fieldwork@db.example/fieldwork', MANAGED_IDENTITY_CLIENT_ID: 'system',
  TOKEN_KEYS: `${'A'.repeat(43)}=`,
};

/** What an operator is told. */
function problems(changes: Record<string, string | undefined>): string[] {
  try {
    readConfiguration({ ...complete, ...changes });
    return [];
  } catch (error) {
    return (error as Error).message.split('\n- ').slice(1);
  }
}

describe('the configuration of a real deployment', () => {
  it('is complete with what is required, and takes the rest as documented', () => {
    expect(readConfiguration(complete)).toMatchObject({
      baseUrl: 'https://fieldwork.example', tenants: [id(2), id(3)], authority: 'https://login.microsoftonline.com/organizations',
      proof: { kind: 'managed-identity', clientId: null }, port: 3978, logLevel: 'info', staticDir: 'dist/web', noticesFrom: null, safetyReadHours: 24,
    });
    expect(readConfiguration({ ...complete, TENANT_IDS: id(2) }).authority).toBe(`https://login.microsoftonline.com/${id(2)}`);
  });

  it('names everything that is missing at once', () => {
    const missing = Object.fromEntries(Object.keys(complete).map((name) => [name, undefined]));
    const said = problems(missing);
    expect(said).toHaveLength(7);
    for (const name of Object.keys(complete)) expect(said.some((problem) => problem.includes(name))).toBe(true);
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ BASE_URL: 'http://fieldwork.example' }, /^BASE_URL must be the public https origin/],
    [{ BASE_URL: 'https://fieldwork.example/' }, /^BASE_URL must be/],
    [{ CLIENT_ID: 'fieldwork' }, /^CLIENT_ID must be/],
    [{ TENANT_IDS: `${id(2)},contoso.com` }, /^TENANT_IDS must be Entra tenant ids/],
    [{ DATABASE_URL: 'mysql://db' }, /^DATABASE_URL must be/],
    [{ PORT: '65536' }, /^PORT must be a port number/],
    [{ PORT: 'http' }, /^PORT must be a port number/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be fatal/],
    [{ SAFETY_READ_HOURS: '0' }, /^SAFETY_READ_HOURS must be whole hours/],
    [{ NOTICES_FROM: 'the office' }, /^NOTICES_FROM must be the address/],
    [{ TOKEN_KEYS: 'short' }, /^TOKEN_KEYS must be keys of 32 bytes/],
    [{ TRUST_PROXY: 'all' }, /^TRUST_PROXY must be the number/],
    [{ CLIENT_CERTIFICATE: 'relative.pem', MANAGED_IDENTITY_CLIENT_ID: '' }, /^CLIENT_CERTIFICATE must be a certificate/],
  ])('refuses %j', (changes, message) => expect(problems(changes)).toEqual([expect.stringMatching(message)]));

  it('wants one proof of being Fieldwork, and never repeats one', () => {
    expect(problems({ CLIENT_SECRET: 'hush-hush' })).toEqual([expect.stringMatching(/^Exactly one of .* set: MANAGED_IDENTITY_CLIENT_ID, CLIENT_SECRET$/)]);
    expect(problems({ MANAGED_IDENTITY_CLIENT_ID: '' })).toEqual([expect.stringMatching(/set: none$/)]);
    expect(problems({ CLIENT_ID: 'hush-hush', CLIENT_CERTIFICATE: 'hush-hush' }).join()).not.toContain('hush');
    expect(readConfiguration({ ...complete, MANAGED_IDENTITY_CLIENT_ID: '', CLIENT_SECRET: 's' }).proof).toEqual({ kind: 'secret', secret: 's' });
    expect(readConfiguration({ ...complete, MANAGED_IDENTITY_CLIENT_ID: '', FEDERATED_TOKEN_FILE: '/var/run/token' }).proof).toEqual({ kind: 'token-file', path: '/var/run/token' });
  });

  it('is the table that administrators read', () => {
    const page = readFileSync(new URL('../../docs/administration.md', import.meta.url), 'utf8');
    expect(page).toContain(variablesTable());
    expect(new Set(variables.map(({ name }) => name)).size).toBe(variables.length);
  });
});
