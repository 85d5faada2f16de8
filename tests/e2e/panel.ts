import { randomUUID } from 'node:crypto';
import type { FrameLocator } from 'playwright-core';
import { engagementOf, type Person } from './outlook.ts';
import { capturePanel } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, type World } from './world.ts';

const strange = 'اسأل سامي <b>عن</b> الخطة 🙂 ถามทีม';

/** A session of two colleagues, booked through the API, with something on its agenda; when it begins. */
async function bookedSession(world: World, client: Person, coach: Person): Promise<string> {
  await engagementOf(world, client, coach);
  const { token } = await world.api<{ token: string }>('POST', '/token', { user: client.address, surface: 'teams' });
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${world.origin}/api${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) });
    expect(response.ok, `${method} ${path}: ${response.status}`);
    return (await response.json()) as T;
  };
  const { engagements } = await call<{ engagements: { id: string }[] }>('GET', '/engagements');
  const at = `/engagements/${engagements[0]!.id}`;
  const { slots } = await call<{ slots: { start: string }[] }>('POST', `${at}/times`, { kind: 'coaching' });
  await call('POST', `${at}/sessions`, { id: randomUUID(), kind: 'coaching', start: slots[0]!.start, minutes: 60 });
  for (const text of ['The talk with the board', strange]) await call('POST', `${at}/agenda/items`, { id: randomUUID(), text });
  return slots[0]!.start;
}

/** The two whose session stands beside the meeting. */
async function pairOf(world: World): Promise<[Person, Person]> {
  const { people } = await world.api<{ people: Person[] }>('GET', '/people');
  return people.filter(({ address }) => !address.startsWith('fieldwork')).slice(-2) as [Person, Person];
}

/** A quarter of an hour into the session that begins at `start`, with the client's panel alone open: one tap says how it stands. */
export async function cardJourney(world: World, { step }: Steps, start: string): Promise<void> {
  const [client] = await pairOf(world);
  const page = await world.context.newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  const app = appIn(page);
  const at = (minutes: number) => world.api('POST', '/clock', { now: new Date(Date.parse(start) + minutes * 60_000).toISOString() });
  await step('the panel: whoever is there alone is asked how it stands, with one tap', async () => {
    await at(13);
    await page.goto(`${world.origin}/sandbox/teams?user=${client.address}&surface=panel`);
    await app.getByRole('textbox', { name: /What will you do/ }).waitFor();
    await at(16);
    // The open panel hears of it by itself.
    await app.getByRole('heading', { name: /^Is .* with you\?$/ }).waitFor();
    await capturePanel(page, world.pictures, 'side-panel-outcome-card');
    await app.getByRole('button', { name: 'We moved it' }).click();
    await app.getByText('You can change it until the session is over.').waitFor();
    await capturePanel(page, world.pictures, 'side-panel-outcome-said');
  });
  await page.close();
}

/** Beside a meeting: from the agenda to fieldwork, in any script, by keyboard. Answers when the session begins. */
export async function panelJourney(world: World, { step }: Steps): Promise<string> {
  const [client, coach] = await pairOf(world);
  let start = '';
  const page = await world.context.newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  const app: FrameLocator = appIn(page);
  const line = app.getByRole('textbox', { name: /What will you do/ });

  await step('the panel: an item of the agenda becomes fieldwork in the client’s own words, shown as typed', async () => {
    start = await bookedSession(world, client, coach);
    await page.goto(`${world.origin}/sandbox/teams?user=${client.address}&surface=panel`);
    await app.getByRole('button', { name: `Make it fieldwork: ${strange}` }).focus();
    await page.keyboard.press('Enter');
    await line.and(app.locator(':focus')).waitFor();
    expect((await line.inputValue()) === strange, 'the words wait in the line');
    await page.keyboard.press('Enter');
    await app.getByRole('checkbox', { name: `Done: ${strange}` }).waitFor();
    await app.getByRole('checkbox', { name: `Talked about: ${strange}`, checked: true }).waitFor();
    await capturePanel(page, world.pictures, 'side-panel-from-agenda');
  });

  await step('the panel: an agenda item typed without a connection survives the panel being closed, and is there once', async () => {
    const typed = 'What to say no to 🙂';
    const more = app.getByRole('textbox', { name: 'Something to talk about' });
    const waits = app.getByText('not sent yet').first();
    await waits.waitFor({ state: 'detached' });
    const ofMine = () => app.getByRole('checkbox', { name: `Talked about: ${typed}` });
    await world.complaints.during(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|ERR_CONNECTION/, async () => {
      await world.context.setOffline(true);
      await more.fill(typed);
      await more.press('Enter');
      await app.getByRole('listitem').filter({ hasText: typed }).getByText('not sent yet').waitFor();
      await app.getByRole('button', { name: 'Park: The talk with the board' }).click();
      await app.getByText('Parked for another time · not sent yet').waitFor();
      await capturePanel(page, world.pictures, 'side-panel-agenda-offline');
      // Closed and opened again: what waited is sent by the next one.
      await page.goto('about:blank');
      await world.context.setOffline(false);
    });
    await page.goto(`${world.origin}/sandbox/teams?user=${client.address}&surface=panel`);
    await ofMine().waitFor();
    await waits.waitFor({ state: 'detached' });
    await page.reload();
    await ofMine().waitFor();
    expect((await ofMine().count()) === 1, 'once');
    await app.getByRole('button', { name: 'Take back: The talk with the board' }).waitFor();
  });
  await page.close();
  return start;
}
