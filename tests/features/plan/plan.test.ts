import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Differences, Plan, PlanGoal, PlanHistory } from '../../../server/features/plan/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';

let api: Api;
let amina: Caller;
let ines: Caller;
let at: string;
let planAt: string;
beforeEach(async () => {
  api = await startApi();
  [amina, ines] = [await api.as('amina'), await api.as('ines')];
  at = `/api/engagements/${(await startEngagement(api, { goals: ['Delegate more', 'Decide sooner'] })).id}`;
  planAt = `${at}/action-plan`;
});
afterEach(() => api.close());

const read = async (who: Caller = amina): Promise<Plan> => (await who.get<Plan>(planAt)).body;
const save = (who: Caller, version: number, goals: PlanGoal[]) => who.put<Plan>(planAt, { version, goals });
const older = async (number: number): Promise<Plan> => (await amina.get<Plan>(`${planAt}/version?number=${number}`)).body;
const history = async (): Promise<PlanHistory['changes']> => (await amina.get<PlanHistory>(`${planAt}/history`)).body.changes;
const sharedFor = async (who: Caller): Promise<(string | undefined)[]> => (await who.get<Engagement>(at)).body.goals!.map(({ title }) => title);

const withStep = (goal: PlanGoal, text: string): PlanGoal => ({ ...goal, steps: [...goal.steps, { id: randomUUID(), text, due: '2026-03-20', doneOn: null }] });

describe('the action plan', () => {
  it('begins with the goals of the engagement, in the name of whoever set them', async () => {
    const { version, goals, by, canChange } = await read(ines);
    expect([version, goals.map(({ shared }) => shared), by, canChange]).toEqual([1, ['Delegate more', 'Decide sooner'], { displayName: 'Amina Example', role: 'client' }, true]);
  });

  it('is between client and coach: the sponsor reads goals as worded for sharing, the lead and strangers nothing', async () => {
    const { goals } = await read();
    await save(amina, 1, [{ ...goals[0]!, own: 'Let go of the weekly report' }]);
    for (const name of ['marcus', 'lena', 'omar']) {
      const who = await api.as(name);
      for (const path of ['', '/history', '/version?number=1', '/differences?from=1&to=2']) expect([name, path, (await who.get(`${planAt}${path}`)).status]).toEqual([name, path, 404]);
      expect((await save(who, 2, goals)).status).toBe(404);
      expect((await who.post(`${planAt}/restore`, { version: 2, restore: 1 })).status).toBe(404);
    }
    expect(await sharedFor(await api.as('marcus'))).toEqual(['Delegate more']);
  });

  it('shares what is worded for sharing, and keeps the rest to the two', async () => {
    const { goals } = await read();
    const own = { ...goals[1]!, shared: null, own: 'Stop fearing the board' };
    await save(amina, 1, [{ ...goals[0]!, shared: 'Delegate well' }, own]);
    expect(await sharedFor(await api.as('marcus'))).toEqual(['Delegate well']);
    expect((await read()).goals[1]).toEqual(own);
  });

  it('takes in goals that were worded on the engagement, with what hangs on them, as a change of whoever did it', async () => {
    const { goals } = await read();
    await save(amina, 1, [withStep(goals[0]!, 'Hand over the report'), goals[1]!]);
    const { version } = (await ines.get<Engagement>(at)).body;
    await ines.patch(at, { version, goals: ['Delegate for good', 'Listen longer', 'Decide sooner'] });
    const after = await read();
    expect(after.version).toBe(3);
    expect(after.by).toEqual({ displayName: 'Ines Example', role: 'coach' });
    expect(after.goals.map(({ shared, steps }) => [shared, steps.map(({ text }) => text)])).toEqual([['Delegate for good', ['Hand over the report']], ['Listen longer', []], ['Decide sooner', []]]);
    expect((await read()).version).toBe(3);
  });

  it('refuses a goal without words, two things with one id, and more than ten shared goals', async () => {
    const { goals } = await read();
    const [first] = goals as [PlanGoal];
    const many = Array.from({ length: 11 }, (_, index) => ({ ...first, id: randomUUID(), shared: `Goal ${index}` }));
    for (const wrong of [[{ ...first, shared: null }], [first, first], many]) expect((await save(amina, 1, wrong)).status).toBe(400);
    expect((await read()).version).toBe(1);
  });

  it('is not changed any more when the engagement has ended, and stays readable', async () => {
    const { goals } = await read();
    await amina.post(`${at}/end`);
    expect([(await save(amina, 1, [goals[0]!])).status, (await read()).canChange]).toEqual([409, false]);
  });
});

describe('its history', () => {
  it('tells every change: who, when, before and after', async () => {
    const { goals } = await read();
    await api.passTime('2026-03-03T09:00:00Z');
    const second = (await save(ines, 1, [withStep(goals[0]!, 'Hand over the report'), goals[1]!])).body;
    await api.passTime('2026-03-04T09:00:00Z');
    await save(amina, 2, [{ ...second.goals[0]!, steps: [{ ...second.goals[0]!.steps[0]!, doneOn: '2026-03-04' }] }, goals[1]!]);
    expect((await history()).map(({ version, at: when, by }) => [version, when.slice(0, 10), by?.role])).toEqual([[3, '2026-03-04', 'client'], [2, '2026-03-03', 'coach'], [1, '2026-03-02', 'client']]);
    expect((await older(2)).goals).toEqual(second.goals);
    const { parts } = (await amina.get<Differences>(`${planAt}/differences?from=2&to=3`)).body;
    expect(parts.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => [kind, text.trim()])).toEqual([['added', '(done 2026-03-04)']]);
  });

  it('brings any version back to the letter, as a new one; nothing in between is lost', async () => {
    const { goals } = await read();
    await save(amina, 1, [withStep(goals[0]!, 'One')]);
    await save(amina, 2, [{ ...goals[1]!, own: 'Two' }]);
    const back = await amina.post<Plan>(`${planAt}/restore`, { version: 3, restore: 1 });
    expect([back.body.version, back.body.restoredFrom, back.body.goals]).toEqual([4, 1, goals]);
    expect(await sharedFor(await api.as('marcus'))).toEqual(['Delegate more', 'Decide sooner']);
    expect((await amina.post<Plan>(`${planAt}/restore`, { version: 4, restore: 3 })).body.goals).toEqual((await older(3)).goals);
    expect((await history()).map(({ version }) => version)).toEqual([5, 4, 3, 2, 1]);
    expect((await amina.post(`${planAt}/restore`, { version: 5, restore: 9 })).status).toBe(400);
  });

  it('knows no version that there was not', async () => {
    await read();
    for (const path of ['version?number=9', 'differences?from=1&to=9']) expect((await amina.get(`${planAt}/${path}`)).status).toBe(404);
    expect((await amina.get(`${planAt}/version?number=0`)).status).toBe(400);
  });
});

describe('two who change it at once', () => {
  it('the second is told, and nothing of the first is lost', async () => {
    const { goals } = await read();
    await save(ines, 1, [withStep(goals[0]!, 'From the coach'), goals[1]!]);
    const late = await save(amina, 1, [withStep(goals[0]!, 'From the client'), goals[1]!]);
    expect([late.status, late.body]).toMatchObject([409, { error: { code: 'conflict', details: { newest: 2 } } }]);
    expect((await read()).goals[0]!.steps.map(({ text }) => text)).toEqual(['From the coach']);
  });

  it('one of many at the same moment wins; a request sent twice is done once', async () => {
    const { goals } = await read();
    const said = await Promise.all(['a', 'b', 'c'].map((text) => save(amina, 1, [withStep(goals[0]!, text)])));
    expect(said.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const kept = await read();
    expect((await save(amina, 1, kept.goals)).body.version).toBe(2);
    expect((await history()).length).toBe(2);
  });
});
