import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import { offerNotice, withdrawNotices, type NoticeDraft } from '../../../server/features/nudges/service.ts';
import { startApi, type Api } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { tenantId } from '../../support/seed.ts';

let api: Api;
let engagement: Engagement;
beforeEach(async () => {
  api = await startApi();
  engagement = await startEngagement(api);
});
afterEach(() => api.close());

const now = new Date('2026-03-02T08:00:00Z');

const draft = (more: Partial<NoticeDraft> = {}): NoticeDraft => ({
  tenantId,
  personId: engagement.participants.find((one) => one.role === 'client')!.id,
  engagementId: engagement.id,
  sessionId: null,
  key: 'a:1',
  kind: 'nothing-booked',
  subject: 'First',
  lines: ['One line.'],
  links: [{ label: 'Book', path: `/engagements/${engagement.id}/book` }],
  dueAt: now,
  expiresAt: new Date('2026-03-09T08:00:00Z'),
  weight: 'normal',
  ...more,
});

const offer = (more?: Partial<NoticeDraft>) => api.context.db.scoped(tenantId, (tx) => offerNotice(tx, draft(more), now));
const withdraw = (prefix: string) => api.context.db.scoped(tenantId, (tx) => withdrawNotices(tx, tenantId, prefix));
const kept = () =>
  api.context.db.scoped(tenantId, async (tx) =>
    (await tx.query<{ key: string; subject: string; state: string }>('select key, subject, state from notices order by key')).rows.map((row) => Object.values(row).join(' ')),
  );

describe('offering a notice', () => {
  it('keeps one of a key, the first', async () => {
    await offer();
    await offer({ subject: 'Second' });
    expect(await kept()).toEqual(['a:1 First waiting']);
  });

  it('withdraws what is unsaid by the beginning of its key, taken as it stands', async () => {
    await offer();
    await offer({ key: 'ab' });
    await offer({ key: 'b:1' });
    await withdraw('a%');
    await withdraw('a:');
    expect(await kept()).toEqual(['a:1 First dropped', 'ab First waiting', 'b:1 First waiting']);
  });

  it('takes a key up again that was withdrawn before it was said', async () => {
    await offer();
    await withdraw('a:');
    await offer({ subject: 'Second' });
    expect(await kept()).toEqual(['a:1 Second waiting']);
  });

  it('cuts what is too long at a whole character, instead of failing whoever offers it', async () => {
    await offer({ subject: '👩‍🚀'.repeat(100) });
    const [only] = await kept();
    expect(Array.from(only!)).toHaveLength('a:1  waiting'.length + 120);
  });

  it('goes with the transaction it is part of', async () => {
    await expect(
      api.context.db.scoped(tenantId, async (tx) => {
        await offerNotice(tx, draft(), now);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await kept()).toEqual([]);
  });
});
