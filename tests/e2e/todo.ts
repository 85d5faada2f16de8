import { randomUUID } from 'node:crypto';
import { as, bookOn, castOf, engagementWith, toMonday } from './bands.ts';
import { captureApp } from './screens.ts';
import type { Steps } from './steps.ts';
import { appIn, type World } from './world.ts';

/** Fieldwork in the client's To Do: ticked and deleted there, seen and asked about here, switched off. */
export async function todoJourney(world: World, { step }: Steps): Promise<void> {
  const cast = await castOf(world);
  const { client, coach } = cast;
  const monday = await toMonday(world);
  const engagement = await engagementWith(world, cast, coach, monday);
  const session = await bookOn(world, client, engagement, new Date(monday.getTime() + 24 * 3_600_000));
  for (const text of ['Ask three colleagues', 'Hand over the review']) await as(world, client, 'POST', `/engagements/${engagement}/commitments`, { id: randomUUID(), sessionId: session, text });
  const page = await world.context.newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  const app = appIn(page);
  const todo = await world.context.newPage();

  await step('fieldwork ticked in To Do is done here, and what is deleted there is asked about', async () => {
    await page.goto(`${world.origin}/sandbox/teams?${new URLSearchParams({ user: client.address, subpage: `/sessions/${session}` })}`);
    await app.getByText('In your To Do, in the list Fieldwork.').waitFor();
    await captureApp(page, world.pictures, 'todo-quiet');
    await todo.goto(`${world.origin}/sandbox/todo?user=${client.address}`);
    await todo.getByRole('checkbox', { name: 'Done: Ask three colleagues' }).click();
    await todo.getByRole('checkbox', { name: 'Done: Ask three colleagues', checked: true }).waitFor();
    await todo.getByRole('button', { name: 'Delete Hand over the review' }).click();
    await todo.getByRole('button', { name: 'Delete Hand over the review' }).waitFor({ state: 'detached' });
    // Looked at again after a while, To Do is read.
    const { now } = await world.api<{ now: string }>('GET', '/clock');
    await world.api('POST', '/clock', { now: new Date(Date.parse(now) + 600_000).toISOString() });
    await app.getByText('You removed this in To Do.').waitFor();
    await app.getByRole('checkbox', { name: 'Done: Ask three colleagues', checked: true }).waitFor();
    await captureApp(page, world.pictures, 'todo-removed');
    await app.getByRole('button', { name: 'Keep it here without To Do' }).click();
    await app.getByText('You removed this in To Do.').waitFor({ state: 'detached' });
    await page.goto(`${world.origin}/sandbox/teams?${new URLSearchParams({ user: client.address, subpage: '/notices' })}`);
    await app.getByRole('switch', { name: /list named Fieldwork/ }).click();
    await app.getByText('Tasks that are there stay as they are.').waitFor();
    await captureApp(page, world.pictures, 'todo-switch');
  });

  await step('a line worded anew on both sides is shown with both, and the list that was deleted is asked about', async () => {
    const { now } = await world.api<{ now: string }>('GET', '/clock');
    const later = (seconds: number) => world.api('POST', '/clock', { now: new Date(Date.parse(now) + seconds * 1000).toISOString() });
    const listOf = async () => (await world.api<{ id: string; isDefault: boolean; tasks: { id: string; title: string }[] }[]>('GET', `/todo?user=${client.address}`)).find(({ isDefault }) => !isDefault)!;
    await as(world, client, 'PUT', '/todo', { wanted: true });
    const made = await as<{ id: string; version: number }>(world, client, 'POST', `/engagements/${engagement}/commitments`, { id: randomUUID(), sessionId: session, text: 'Say no once a week' });
    await later(60);
    const task = (await listOf()).tasks.find(({ title }) => title === 'Say no once a week')!;
    await world.api('POST', '/todo/change', { user: client.address, id: task.id, title: 'Say no on Mondays' });
    await as(world, client, 'PATCH', `/commitments/${made.id}`, { version: made.version, text: 'Say no to one meeting a week' });
    await page.goto(`${world.origin}/sandbox/teams?${new URLSearchParams({ user: client.address, subpage: `/sessions/${session}` })}`);
    await later(1500);
    await app.getByText('This was worded anew here and in To Do.').waitFor();
    await captureApp(page, world.pictures, 'todo-both-worded');
    await app.getByRole('button', { name: 'Take To Do’s' }).click();
    await app.getByRole('checkbox', { name: 'Done: Say no on Mondays' }).waitFor();
    await world.api('POST', '/todo/list', { user: client.address, id: (await listOf()).id, name: null });
    await later(3000);
    await page.reload();
    await later(3100);
    await app.getByText('You deleted the Fieldwork list in To Do.').waitFor();
    await captureApp(page, world.pictures, 'todo-list-deleted');
    await app.getByRole('button', { name: 'Make the list again' }).click();
    await app.getByText('You deleted the Fieldwork list in To Do.').waitFor({ state: 'detached' });
  });
  await todo.close();
  await page.close();
}
