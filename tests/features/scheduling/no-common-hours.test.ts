import { afterEach, describe, expect, it, test } from '@jest/globals';
import { daysText } from '../../../server/features/scheduling/find/words.ts';
import type { TimesFound } from '../../../server/features/scheduling/contract.ts';
import { startApi, type Api } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { busy, seed } from '../../support/seed.ts';

let api: Api;
afterEach(() => api.close());

const apia = { zone: 'Pacific/Apia', zoneName: 'Samoa Standard Time', workingHours: { weekdays: [1, 2, 3, 4, 7], start: '07:15', end: '15:45' } };
const kathmandu = { zone: 'Asia/Kathmandu', zoneName: 'Nepal Standard Time' };
const mornings = { workingHours: { weekdays: [1, 2, 3, 4, 5], start: '09:00', end: '11:00' } };

/** What a search for a session of Amina, Ines and, for a three-way, Marcus in New York answers. */
async function search(kind: 'coaching' | 'three-way', people: Parameters<typeof seed>[0]): Promise<TimesFound> {
  api = await startApi({ seed: seed(people) });
  const { id } = await startEngagement(api);
  return (await (await api.as('amina')).post<TimesFound>(`/api/engagements/${id}/times`, { kind })).body;
}

describe('when nothing suits everybody', () => {
  it('says that working hours do not meet, and whose are when; nobody is called busy for it', async () => {
    const { total, blockers } = await search('three-way', { people: { marcus: mornings, amina: { ...apia, events: [busy('2026-03-04T20:00', '2026-03-04T21:00')] }, ines: kathmandu } });
    expect(total).toBe(0);
    expect(blockers.map(({ reason, text }) => [reason, text])).toEqual([
      ['no-overlap', 'No hour suits everybody: the hours in which they work do not meet.'],
      ['working-hours', 'Amina Example: Sun to Thu, 07:15 to 15:45 in Apia.'],
      ['working-hours', 'Ines Example: 09:00 to 17:00 in Kathmandu.'],
      ['working-hours', 'Marcus Example: 09:00 to 11:00 in New York.'],
    ]);
  });

  it('names the calendar when it is one that is full', async () => {
    const { blockers } = await search('coaching', { people: { ines: { events: [busy('2026-03-02T00:00', '2026-06-02T00:00')] } } });
    expect(blockers[0]).toMatchObject({ reason: 'busy', text: expect.stringContaining('Ines Example is busy') });
  });

  it('says that several are full when each of them alone is in the way everywhere', async () => {
    const full = { events: [busy('2026-03-02T00:00', '2026-06-02T00:00')] };
    const { blockers } = await search('coaching', { people: { amina: full, ines: full } });
    expect(blockers[0]).toMatchObject({ reason: 'no-overlap', text: expect.stringContaining('several are full at once') });
  });
});

test.each([
  [[1, 2, 3, 4, 5], ''],
  [[7, 1, 2, 3, 4], 'Sun to Thu'],
  [[6, 7, 1, 2, 3], 'Sat to Wed'],
  [[1, 3, 5], 'Mon, Wed and Fri'],
  [[1, 2], 'Mon and Tue'],
  [[7, 1], 'Sun and Mon'],
  [[2, 2, 2], 'Tue'],
  [[1, 2, 3, 4, 5, 6], 'Mon to Sat'],
  [[1, 2, 3, 4, 5, 6, 7], 'every day'],
  [[1, 2, 4, 5], 'Mon, Tue, Thu and Fri'],
])('days %j read "%s"', (days, text) => expect(daysText(days)).toBe(text));
