import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Draft } from '../../../server/features/drafts/contract.ts';
import { keptForDays, mostDrafts } from '../../../server/features/drafts/rules.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { idFor, start } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let ines: Caller;
beforeAll(async () => {
  api = await startApi();
  [amina, ines] = [await api.as('amina'), await api.as('ines')];
  await startEngagement(api);
});
afterAll(() => api.close());

const place = (name: string): string => `book.${idFor(name)}`;
const read = async (who: Caller, at: string): Promise<string | null> => (await who.get<Draft>(`/api/drafts?place=${at}`)).body.content;
const write = async (who: Caller, at: string, content: string): Promise<number> => (await who.put('/api/drafts', { place: at, content })).status;
const count = async (): Promise<number> => (await api.context.db.system((tx) => tx.query('select from drafts'))).rowCount ?? 0;

describe('a draft', () => {
  it('is there again, the newest, for whoever wrote it and for nobody else', async () => {
    expect(await read(amina, place('a'))).toBeNull();
    expect([await write(amina, place('a'), '{"agenda":"One"}'), await write(amina, place('a'), '{"agenda":"Two"}')]).toEqual([204, 204]);
    expect([await read(amina, place('a')), await read(amina, place('b')), await read(ines, place('a')), await read(await api.as('lena'), place('a'))]).toEqual(['{"agenda":"Two"}', null, null, null]);
    // The same place is everybody's own.
    await write(ines, place('a'), 'mine');
    expect(await read(amina, place('a'))).toBe('{"agenda":"Two"}');
  });

  it('is gone once it was sent, also when that is said twice, and then nobody else’s is', async () => {
    for (let times = 0; times < 2; times += 1) expect((await amina.delete(`/api/drafts?place=${place('a')}`)).status).toBe(204);
    expect([await read(amina, place('a')), await read(ines, place('a'))]).toEqual([null, 'mine']);
  });

  it.each([
    ['a place that is none', { place: 'Dear diary', content: 'x' }, 'place'],
    ['a place with words in it', { place: 'book.tell-nobody', content: 'x' }, 'place'],
    ['nothing', { place: 'form', content: '' }, 'content'],
    ['more than a form holds', { place: 'form', content: 'x'.repeat(16_001) }, 'content'],
    ['what is no text', { place: 'form', content: 'a\u0000b' }, 'content'],
  ])('is refused: %s', async (_what, body, field) => {
    const { status, body: said } = await amina.put<{ error: { fields: { path: string }[] } }>('/api/drafts', body);
    expect([status, said.error.fields.map(({ path }) => path)]).toEqual([400, [field]]);
  });

  it('is for those who are signed in', async () => {
    const nobody = api.with(null);
    expect([(await nobody.get('/api/drafts?place=form')).status, await write(nobody, 'form', 'x'), (await nobody.delete('/api/drafts?place=form')).status]).toEqual([401, 401, 401]);
  });

  it('makes room for new ones: nobody keeps more than some', async () => {
    for (let each = 0; each < mostDrafts + 2; each += 1) {
      await api.passTime(new Date(api.context.clock.now().getTime() + 1000));
      await write(ines, place(`many ${each}`), String(each));
    }
    expect([await count(), await read(ines, place('a')), await read(ines, place('many 0')), await read(ines, place('many 1')), await read(ines, place('many 2'))]).toEqual([mostDrafts, null, null, null, '2']);
  });

  it('is forgotten when nobody came back to it', async () => {
    await api.passTime(new Date(Date.parse(start) + (keptForDays - 1) * 86_400_000));
    await write(amina, 'form', 'still wanted');
    await api.passTime(new Date(Date.parse(start) + (keptForDays + 1) * 86_400_000));
    expect([await read(ines, place('many 2')), await read(amina, 'form'), await count()]).toEqual([null, 'still wanted', 1]);
  });
});
