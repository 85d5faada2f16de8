import { describe, expect, it } from '@jest/globals';
import { actOnList, actOnTask, dropTask, todoOf } from '../../../server/sandbox/todo-acts.ts';
import { addressOf, objectIdOf, world, type Json, type World } from './support/world.ts';

// Everything that Graph answers here is held against Microsoft's description by `world`.

const user = addressOf('maya');
const lists = `/users/${objectIdOf('maya')}/todo/lists`;
const midnight = (day: string) => ({ dateTime: `${day}T00:00:00.0000000`, timeZone: 'UTC' });
const link = { webUrl: 'https://example.com/1', applicationName: 'Some app', displayName: 'One', externalId: '1' };

interface Play {
  one: World;
  tasks: string;
  make(task: object): Promise<Json>;
}

async function play(): Promise<Play> {
  const one = world();
  const { body } = await one.application().post(lists, { displayName: 'Errands' });
  const tasks = `${lists}/${encodeURIComponent(body.id!)}/tasks`;
  return { one, tasks, make: async (task) => (await one.application().post(tasks, task)).body };
}

describe('To Do', () => {
  it('has a list that everybody has, and lists of one’s own with one name each', async () => {
    const { one } = await play();
    expect((await one.application().post(lists, { displayName: 'Errands' })).body.displayName).toBe('Errands (1)');
    const { body } = await one.application().get(lists);
    expect(body.value).toMatchObject([{ wellknownListName: 'defaultList' }, { displayName: 'Errands', isOwner: true }, { displayName: 'Errands (1)' }]);
    expect((await one.application().delete(`${lists}/${encodeURIComponent(body.value![0]!.id!)}`)).status).toBe(400);
    expect((await one.application().delete(`${lists}/${encodeURIComponent(body.value![2]!.id!)}`)).status).toBe(204);
    expect(todoOf(one.tenant, user)).toMatchObject([{ name: 'Tasks' }, { name: 'Errands', tasks: [] }]);
  });

  it('makes, changes and removes tasks, with what they lead to', async () => {
    const { one, tasks, make } = await play();
    const made = await make({ title: 'Buy bread', dueDateTime: midnight('2026-03-06'), linkedResources: [link] });
    expect(made).toMatchObject({ title: 'Buy bread', status: 'notStarted', dueDateTime: midnight('2026-03-06') });
    expect(made.linkedResources).toBeUndefined();
    const at = `${tasks}/${encodeURIComponent(made.id!)}`;
    expect((await one.application().get(`${tasks}?$expand=linkedResources`)).body.value).toMatchObject([{ id: made.id, linkedResources: [link] }]);
    expect((await one.application().patch(at, { status: 'completed', dueDateTime: null, title: 'Bread' })).body).toMatchObject({ title: 'Bread', status: 'completed', completedDateTime: midnight('2026-03-02') });
    expect((await one.application().get(at)).body.dueDateTime).toBeUndefined();
    const { body: second } = await one.application().post(`${at}/linkedResources`, { ...link, externalId: '2' });
    expect((await one.application().delete(`${at}/linkedResources/${second.id}`)).status).toBe(204);
    expect((await one.application().get(`${at}/linkedResources`)).body.value).toMatchObject([link]);
    expect((await one.application().delete(at)).status).toBe(204);
    expect((await one.application().get(at)).status).toBe(404);
  });

  it('tells in delta what changed since, who did it all the same', async () => {
    const { one, tasks, make } = await play();
    const [a, b] = [await make({ title: 'A' }), await make({ title: 'B' })];
    const first = (await one.application().get(`${tasks}/delta`)).body;
    expect(first.value).toMatchObject([{ title: 'A' }, { title: 'B' }]);
    const again = async (from: Json) => (await one.application().get(from['@odata.deltaLink']!)).body;
    const nothing = await again(first);
    expect(nothing.value).toEqual([]);
    actOnTask(one.tenant, { user, id: b.id!, done: true });
    dropTask(one.tenant, user, a.id!);
    expect((await again(nothing)).value).toEqual([expect.objectContaining({ id: b.id, status: 'completed' }), { id: a.id, '@removed': { reason: 'deleted' } }]);
    for (let count = 0; count < 60; count += 1) await make({ title: `${count}` });
    const page = await again(nothing);
    expect([page.value!.length, page['@odata.deltaLink']]).toEqual([50, undefined]);
    expect((await one.application().get(page['@odata.nextLink']!)).body.value).toHaveLength(12);
    actOnList(one.tenant, user, todoOf(one.tenant, user)[1]!.id, 'delete');
    expect((await one.application().get(nothing['@odata.deltaLink']!)).status).toBe(404);
  });

  it.each([
    [{}, 400], [{ title: ' ' }, 400], [{ title: 'x', colour: 'red' }, 400], [{ title: 'x', status: 'finished' }, 400],
    [{ title: 'x', dueDateTime: { dateTime: '2026-02-30T00:00:00', timeZone: 'UTC' } }, 400],
    [{ title: 'x', dueDateTime: { dateTime: '2026-02-27T00:00:00', timeZone: 'Nepal Standard Time' } }, 501], [{ title: 'x', isReminderOn: true }, 501],
  ])('answers %j with %i', async (task, status) => {
    const { one, tasks } = await play();
    expect((await one.application().post(tasks, task)).status).toBe(status);
  });

  it('is closed to an application without the permission, and each list is its owner’s', async () => {
    const { one, tasks } = await play();
    expect((await one.application(['Calendars.ReadWrite']).get(lists)).status).toBe(403);
    expect((await one.application(['Tasks.Read.All']).post(tasks, { title: 'x' })).status).toBe(403);
    expect((await one.as('tom').get(tasks)).status).toBe(403);
    expect((await one.application().get(tasks.replace(objectIdOf('maya'), objectIdOf('tom')))).status).toBe(404);
  });
});
