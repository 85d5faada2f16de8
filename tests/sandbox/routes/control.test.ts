import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { served, type Served } from '../support/served.ts';
import { maya, seed, tom } from '../support/seeds.ts';

let sandbox: Served;
beforeEach(async () => {
  sandbox = await served();
});
afterEach(() => sandbox.close());

const fieldsOf = (body: { error: { fields: { path: string }[] } }): string[] => body.error.fields.map(({ path }) => path);

describe('POST /sandbox/api/token', () => {
  it('hands out a token for the person and surface', async () => {
    const { status, body } = await sandbox.call('POST', '/api/token', { user: 'Maya@Example.com', surface: 'outlook' });
    expect(status).toBe(200);
    expect(decodeJwt(body.token)).toMatchObject({ oid: maya.objectId, azp: 'bc59ab01-8403-45c6-8796-ac3ef710b3e3' });
  });

  it.each([
    [{ user: 'nobody@example.com', surface: 'teams' }, ['user']],
    [{ user: 'maya@example.com', surface: 'fax' }, ['surface']],
    [{ user: 5, surface: 'teams', extra: 1 }, ['user', 'extra']],
    [[], expect.anything()],
  ])('refuses %j by field', async (body, fields) => {
    const answer = await sandbox.call('POST', '/api/token', body);
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer.body)).toEqual(fields);
  });
});

describe('the clock over HTTP', () => {
  it('moves forward once everything due is done', async () => {
    const moved = await sandbox.call('POST', '/api/clock', { now: '2026-03-03T01:00:00+05:45' });
    expect(moved).toMatchObject({ status: 200, body: { now: '2026-03-02T19:15:00.000Z' } });
    expect(sandbox.due).toEqual(['2026-03-02T06:15:00.000Z to 2026-03-02T19:15:00.000Z']);
    expect((await sandbox.call('GET', '/api/clock')).body).toEqual({ now: '2026-03-02T19:15:00.000Z' });
  });

  it.each(['2026-03-02T06:14:59Z', '2036-01-01T00:00:00Z', 'tomorrow', '2026-03-09', undefined])('refuses %j and stays', async (now) => {
    const refused = await sandbox.call('POST', '/api/clock', { now });
    expect(refused.status).toBe(400);
    expect(fieldsOf(refused.body)).toEqual(['now']);
    expect(sandbox.due).toEqual([]);
    expect((await sandbox.call('GET', '/api/clock')).body.now).toBe('2026-03-02T06:15:00.000Z');
  });

  it('takes moves one after the other', async () => {
    const times = ['2026-03-03T00:00:00.000Z', '2026-03-04T00:00:00.000Z', '2026-03-05T00:00:00.000Z'];
    await Promise.all(times.map((now) => sandbox.call('POST', '/api/clock', { now })));
    expect(sandbox.due[0]).toMatch(/^2026-03-02T06:15/);
    for (const [index, line] of sandbox.due.slice(1).entries()) expect(line.split(' to ')[0]).toBe(sandbox.due[index]!.split(' to ')[1]);
  });
});

describe('faults over HTTP', () => {
  it('are added alone or as a list, listed, and cleared', async () => {
    await sandbox.call('POST', '/api/faults', { match: '*', fault: '429', times: 1, retryAfter: 3 });
    const added = await sandbox.call('POST', '/api/faults', [{ match: 'POST /me/events', fault: 'drop-response', mailbox: tom.address }]);
    expect(added.body.faults).toEqual([
      { match: '*', fault: '429', times: 1, retryAfter: 3, fired: 0 },
      { match: 'POST /me/events', fault: 'drop-response', retryAfter: 5, mailbox: tom.address, fired: 0 },
    ]);
    expect((await sandbox.call('DELETE', '/api/faults')).status).toBe(204);
    expect((await sandbox.call('GET', '/api/faults')).body).toEqual({ faults: [] });
  });

  it.each([
    [{ match: 'everything', fault: '429' }, ['0.match']],
    [[{ match: '*', fault: '429' }, { match: '*', fault: 'fire', times: -1 }], ['1.fault', '1.times']],
    [{ match: '*', fault: 'slow', mailbox: 'nobody@example.com' }, ['0.mailbox']],
    [{ match: '*', fault: 'slow', until: 'noon' }, ['0.until']],
    [[], ['']],
  ])('refuses %j and adds nothing', async (body, fields) => {
    const refused = await sandbox.call('POST', '/api/faults', body);
    expect(refused.status).toBe(400);
    expect(fieldsOf(refused.body)).toEqual(fields);
    expect((await sandbox.call('GET', '/api/faults')).body).toEqual({ faults: [] });
  });
});

describe('anything else', () => {
  it.each(['/api/nothing', '/feeds/nobody@example.com.ics', '/feeds/maya@example.com.ics'])('at %s is not found', async (path) => {
    expect(await sandbox.call('GET', path)).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } });
  });

  it('larger than 100 kB, or not JSON, is refused', async () => {
    expect((await sandbox.call('POST', '/api/token', { user: 'x'.repeat(103_000) })).status).toBe(413);
    const plain = await fetch(`${sandbox.base}/api/token`, { method: 'POST', body: 'user=maya', headers: { 'content-type': 'text/plain' } });
    expect(plain.status).toBe(415);
    const broken = await fetch(`${sandbox.base}/api/token`, { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } });
    expect(broken.status).toBe(400);
  });

  it('lists everybody for the page', async () => {
    const { body } = await sandbox.call('GET', '/api/people');
    expect(body.organisation.name).toBe(seed().displayName);
    expect(body.people[0]).toMatchObject({ kind: 'person', address: maya.address, name: 'Maya Shrestha', zone: 'Asia/Kathmandu', appRoles: ['ProgrammeLead'] });
  });

  it('tells any other client all that a token takes', async () => {
    const { body } = await sandbox.call('GET', '/api/people');
    const [{ clientId, secret }] = body.apps;
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret, scope: 'https://graph.microsoft.com/.default' };
    const token = await fetch(`${sandbox.base}/entra/${body.organisation.tenantId}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
    expect([token.status, await token.json()]).toEqual([200, expect.objectContaining({ token_type: 'Bearer' })]);
  });
});
