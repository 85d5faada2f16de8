import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { client, coach, sponsor } from './people.ts';
import { captureApp, captureStandalone } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, type World } from './world.ts';

interface Person {
  address: string;
  name: string;
  objectId?: string;
}

/** An engagement with a coach outside who has shared nothing: the other journey makes one by hand. */
async function startEngagement({ origin, api }: World): Promise<string> {
  const { people, outsiders } = await api<{ people: Person[]; outsiders: Person[] }>('GET', '/people');
  const pick = ({ address }: { address: string }) => {
    const person = [...people, ...outsiders].find((one) => one.address === address)!;
    return { objectId: person.objectId ?? null, email: address, displayName: person.name };
  };
  const { token } = await api<{ token: string }>('POST', '/token', { user: client.address, surface: 'teams' });
  const today = new Date((await api<{ now: string }>('GET', '/clock')).now);
  const day = (days: number): string => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const body = { id: randomUUID(), client: pick(client), coach: pick(coach), sponsor: pick(sponsor), goals: [], startsOn: day(0), endsOn: day(180) };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${origin}/api/engagements`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status === 201, `the engagement is made: ${response.status}`);
  return body.id;
}

const tab = (world: World, path: string): string => `${world.origin}/sandbox/teams?${new URLSearchParams({ user: client.address, subpage: path })}`;

/** Subjects in the client's calendar during the coming weeks. */
async function subjects({ api }: World): Promise<string[]> {
  const from = new Date((await api<{ now: string }>('GET', '/clock')).now);
  const to = new Date(from.getTime() + 60 * 86_400_000);
  const query = new URLSearchParams({ user: client.address, from: from.toISOString(), to: to.toISOString() });
  const { events } = await api<{ events: { subject: string; isCancelled: boolean }[] }>('GET', `/calendar?${query}`);
  return events.filter(({ isCancelled }) => !isCancelled).map(({ subject }) => subject);
}

/** Looks until it is as it should be, or for twenty seconds. */
async function eventually(look: () => Promise<boolean>, words: string): Promise<void> {
  for (let tries = 0; tries < 40; tries += 1) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  expect(false, words);
}

/** Answers how many times are asked about: that depends on the day on which the story begins. */
async function ask(world: World, teams: Page, engagementId: string): Promise<number> {
  const app = appIn(teams);
  await teams.goto(tab(world, `/engagements/${engagementId}/book`));
  // Nothing suits the three, whatever is loosened alone: the way to a vote is there all the same.
  await app.getByText('cannot be read, and what is not known is never taken as free').waitFor();
  await app.getByRole('button', { name: 'Find times to ask about' }).click();
  const times = app.getByRole('group', { name: 'Times to ask about, at most 5' }).getByRole('checkbox', { checked: true });
  await times.first().waitFor();
  const count = await times.count();
  await app.getByLabel(`${sponsor.name} has to be there`).uncheck();
  await captureApp(teams, world.pictures, 'ask-for-a-vote');
  await app.getByRole('button', { name: /^Ask about th/ }).click();
  await app.getByRole('heading', { name: 'Which time suits you?' }).waitFor();
  return count;
}

async function answerByLink(world: World): Promise<void> {
  const { messages } = await world.api<{ messages: { subject: string; bodyHtml: string }[] }>('GET', `/inbox?user=${coach.address}`);
  const asking = messages.filter(({ subject }) => subject.startsWith('Which time suits you'));
  expect(asking.length === 1, `one mail with the link went out, not ${asking.length}`);
  const page = await world.context.newPage();
  await page.goto(/href="([^"]+)"/.exec(asking[0]!.bodyHtml)![1]!);
  const times = page.getByRole('radiogroup');
  await times.first().waitFor();
  await captureStandalone(page, world.pictures, 'coach-votes');
  const last = (await times.count()) - 1;
  for (let index = 0; index <= last; index += 1) await times.nth(index).getByRole('radio', { name: index === last ? 'Yes' : 'No', exact: true }).check();
  await page.getByRole('button', { name: 'Save my answers' }).click();
  await page.getByText('The invitation comes by mail.').waitFor();
  await page.close();
}

async function useAssistantLink(world: World, teams: Page): Promise<void> {
  const app = appIn(teams);
  await app.getByRole('link', { name: 'See the session' }).click();
  await app.getByRole('button', { name: 'Make a link' }).click();
  const url = await app.getByLabel('Link', { exact: true }).inputValue();
  const page = await world.context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'Find another time' }).click();
  await page.getByRole('button', { name: /^Take / }).first().waitFor();
  await captureStandalone(page, world.pictures, 'assistant');
  expect(!/coach|nora|maya/i.test(await page.locator('main').innerText()), 'the page says times and nothing else');
  await page.getByRole('button', { name: 'This time is fine' }).click();
  await page.getByText('Confirmed.').waitFor();
  await page.close();
}

/** A coach outside, whose calendar nobody can read: asked about a few times, and booked by their answer. */
export async function votesJourney(world: World, { step }: Steps): Promise<void> {
  const teams = await world.context.newPage();
  const engagementId = await startEngagement(world);
  let count = 0;
  await step('the coach’s calendar cannot be read and nothing suits the three: the client asks about some times at once', async () => {
    count = await ask(world, teams, engagementId);
  });
  await step('the times are held in the client’s calendar, and the vote says so', async () => {
    await eventually(async () => (await subjects(world)).filter((subject) => subject === 'Hold').length === count, 'every time is held in the calendar');
    await appIn(teams).getByText('The times are kept free').waitFor();
    await captureApp(teams, world.pictures, 'vote');
  });
  await step('the coach answers by the link in the one mail, without an account', () => answerByLink(world));
  await step('the session is booked and nothing is held any more', async () => {
    await appIn(teams).getByText('Booked.').first().waitFor();
    await eventually(async () => !(await subjects(world)).includes('Hold'), 'no hold is left');
    expect((await subjects(world)).filter((subject) => subject === 'Three-way coaching session').length === 1, 'one session is in the calendar');
  });
  await step('an assistant sees times by a link, and nothing else', () => useAssistantLink(world, teams));
  await teams.close();
}
