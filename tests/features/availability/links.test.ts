import { beforeEach, describe, expect, it } from '@jest/globals';
import { createLink, listLinks, openLink, revokeLink } from '../../../server/features/availability/service.ts';
import { coach, type Coach } from './coach.ts';

const refused = { code: 'not-found', message: 'This page was not found.', fields: [], details: {} };

describe('the personal link of a coach', () => {
  let dana: Coach;
  beforeEach(async () => {
    dana = await coach();
  });

  it('opens the page of its coach and engagement, and its use is noted', async () => {
    const { link } = await dana.link(30);
    expect(link).toMatchObject({ ...dana.key, engagementId: dana.engagement.engagementId, expiresAt: new Date('2026-04-01T08:00:00Z') });
    const { links } = await listLinks(dana.context, dana.engagement);
    expect(links).toEqual([
      { id: link.linkId, createdAt: '2026-03-02T08:00:00.000Z', expiresAt: '2026-04-01T08:00:00.000Z', revokedAt: null, lastUsedAt: '2026-03-02T08:00:00.000Z' },
    ]);
  });

  it('is nowhere to be found again', async () => {
    const { secret } = await dana.link();
    const rows = await dana.db.system((tx) => tx.query('select * from availability_links'));
    const kept = JSON.stringify(rows.rows);
    expect(secret).toMatch(/^[\w-]{43}$/);
    for (const form of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret, 'base64url').toString('hex')]) expect(kept).not.toContain(form);
    expect(JSON.stringify(await listLinks(dana.context, dana.engagement))).not.toContain(secret);
  });

  it('is refused the same way whether expired, revoked, made up or outlived by its engagement', async () => {
    const { link, secret } = await dana.link(30);
    await expect(openLink(dana.context, `${secret}x`)).rejects.toMatchObject(refused);
    await expect(openLink(dana.context, '')).rejects.toMatchObject(refused);
    dana.set('2026-04-01T07:59:59Z');
    await expect(openLink(dana.context, secret)).resolves.toMatchObject({ linkId: link.linkId });
    dana.set('2026-04-01T08:00:00Z');
    await expect(openLink(dana.context, secret)).rejects.toMatchObject(refused);

    const second = await dana.link();
    await revokeLink(dana.context, dana.engagement, second.link.linkId);
    await expect(openLink(dana.context, second.secret)).rejects.toMatchObject(refused);

    const third = await dana.link();
    await dana.db.system((tx) => tx.query("update engagements set status = 'ended'"));
    await expect(openLink(dana.context, third.secret)).rejects.toMatchObject(refused);
  });

  it('dies when somebody else becomes the coach', async () => {
    const { secret } = await dana.link();
    await dana.db.system((tx) => tx.query('update engagements set coach_id = client_id, client_id = coach_id'));
    await expect(openLink(dana.context, secret)).rejects.toMatchObject(refused);
  });

  it('keeps the time of the first revocation', async () => {
    const { link } = await dana.link();
    await revokeLink(dana.context, dana.engagement, link.linkId);
    dana.pass(60);
    await revokeLink(dana.context, dana.engagement, link.linkId);
    expect((await listLinks(dana.context, dana.engagement)).links[0]?.revokedAt).toBe('2026-03-02T08:00:00.000Z');
  });

  it('belongs to one engagement of one tenant', async () => {
    const other = await coach('birch');
    const { link, secret } = await dana.link();
    await expect(revokeLink(dana.context, other.engagement, link.linkId)).rejects.toMatchObject({ code: 'not-found' });
    expect((await listLinks(dana.context, other.engagement)).links).toEqual([]);
    const mixed = { tenantId: other.engagement.tenantId, engagementId: dana.engagement.engagementId };
    expect((await listLinks(dana.context, mixed)).links).toEqual([]);
    await expect(createLink(dana.context, { ...mixed, coachPersonId: dana.engagement.coachPersonId }, 30)).rejects.toThrow();
    await expect(openLink(dana.context, secret)).resolves.toMatchObject(dana.key);
  });
});

it.each(['availability_links', 'coach_availability', 'coach_feed_readings'])("the database itself refuses another tenant's rows of %s", async (table) => {
  const dana = await coach();
  const other = await coach('birch');
  await dana.link();
  await dana.db.system(async (tx) => {
    const { tenantId, personId } = dana.key;
    await tx.query("insert into coach_availability (tenant_id, person_id, zone, updated_at) values ($1, $2, 'UTC', now())", [tenantId, personId]);
    await tx.query(
      "insert into coach_feed_readings values ($1, $2, 'https://a.example/', 'UTC', now(), now(), now() + interval '1 day', null, 0, '[]')",
      [tenantId, personId],
    );
  });
  const count = (tenantId: string) => dana.db.scoped(tenantId, (tx) => tx.query(`select 1 from ${table}`));
  expect((await count(dana.key.tenantId)).rowCount).toBe(1);
  expect((await count(other.key.tenantId)).rowCount).toBe(0);
  const touched = await dana.db.scoped(other.key.tenantId, (tx) => tx.query(`delete from ${table}`));
  expect(touched.rowCount).toBe(0);
  const given = dana.db.scoped(dana.key.tenantId, (tx) => tx.query(`update ${table} set tenant_id = $1`, [other.key.tenantId]));
  await expect(given).rejects.toThrow('row-level security');
});
