import { randomUUID } from 'node:crypto';
import type { FrameLocator, Page } from 'playwright-core';
import { client, coach } from './people.ts';
import { captureApp, captureStandalone } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, opening, type World } from './world.ts';

const mine = 'I let the team decide on the roadmap. مرحبا <b>bold</b>';
const nobodys = 'I put off the talk with Kit';

/** Fieldwork's own API as the client, for what the journey has to start from. */
export async function asClient(world: World): Promise<<T>(method: string, path: string, body?: unknown) => Promise<T>> {
  const { token } = await world.api<{ token: string }>('POST', '/token', { user: client.address, surface: 'teams' });
  return async <T>(method: string, path: string, body?: unknown) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${world.origin}/api${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...sent });
    expect(response.ok, `${method} ${path}: ${response.status}`);
    return (await response.json()) as T;
  };
}

/** The client's engagement: the one of the journey before, or a new one where this journey is walked alone. */
export async function engagementOf(world: World): Promise<string> {
  const call = await asClient(world);
  const { engagements } = await call<{ engagements: { id: string; status: string }[] }>('GET', '/engagements');
  const going = engagements.find(({ status }) => status === 'active');
  if (going) return going.id;
  const { pick } = await call<{ pick: object }>('GET', '/me');
  const { now } = await world.api<{ now: string }>('GET', '/clock');
  const day = (days: number): string => new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10);
  const id = randomUUID();
  const outside = { objectId: null, email: coach.address, displayName: coach.name };
  await call('POST', '/engagements', { id, client: pick, coach: outside, sponsor: null, goals: ['Decide sooner, with less in hand', 'Delegate more'], startsOn: day(0), endsOn: day(180) });
  return id;
}

const answerIn = (app: FrameLocator, prompt: string) => app.getByRole('textbox', { name: prompt });

/** The client reviews the week, brings one answer, and the coach outside reads exactly that one. */
export async function reviewJourney(world: World, { step }: Steps): Promise<void> {
  const { pictures } = world;
  let teams: Page;
  let engagement: string;
  const first = 'What moved this week, however little?';

  await step('the first screen leads to this week’s review', async () => {
    engagement = await engagementOf(world);
    const start = await world.context.newPage();
    await start.goto(world.sandbox.url);
    teams = await opening(start, () => start.getByRole('link', { name: `open Teams as ${client.name}`, exact: true }).click());
    await appIn(teams).getByRole('link', { name: 'Begin: this week’s review' }).click();
    await appIn(teams).getByRole('heading', { name: 'This week’s review', level: 1 }).waitFor();
    await captureApp(teams, pictures, 'review-new');
  });

  await step('what is typed is saved by itself, also when the connection is lost meanwhile', async () => {
    const app = appIn(teams);
    await answerIn(app, first).fill(mine);
    await app.getByText('Saved', { exact: true }).waitFor();
    await world.complaints.during(/ERR_FAILED|Failed to load resource/, async () => {
      await teams.route('**/api/review/answer', (route) => route.abort());
      await answerIn(app, 'What did I avoid or find hard?').fill(nobodys);
      await app.getByText(/^Offline\. It is kept here/).waitFor();
      await teams.unroute('**/api/review/answer');
      await app.getByText(/^Offline\./).waitFor({ state: 'hidden' });
    });
    await teams.reload();
    await appIn(teams).getByRole('link', { name: 'Go on: this week’s review' }).click();
    await appIn(teams).getByRole('heading', { name: 'This week’s review', level: 1 }).waitFor();
    expect((await answerIn(appIn(teams), first).inputValue()) === mine, 'the first answer is there after a reload');
    expect((await answerIn(appIn(teams), 'What did I avoid or find hard?').inputValue()) === nobodys, 'and so is the one that was typed offline');
  });

  await step('two answers that are on their way at once are both counted', async () => {
    const app = appIn(teams);
    // Neither is answered before both have been sent.
    const sent: (() => Promise<void>)[] = [];
    await teams.route('**/api/review/answer', async (route) => {
      sent.push(() => route.continue());
      if (sent.length === 2) await Promise.all(sent.map((go) => go()));
    });
    await answerIn(app, 'What did I avoid or find hard?').fill('');
    await answerIn(app, 'What will I try next?').fill('Ask before I answer');
    await app.getByText(/^2 of 3 answered/).waitFor();
    await app.getByText('Saved', { exact: true }).nth(1).waitFor();
    expect(sent.length === 2 && (await app.getByText(/^2 of 3 answered/).count()) === 1, 'one emptied, one filled');
    await teams.unroute('**/api/review/answer');
    await answerIn(app, 'What did I avoid or find hard?').fill(nobodys);
    await app.getByText(/^3 of 3 answered/).waitFor();
  });

  await step('one answer is brought, the agenda is filled, and the review is done', async () => {
    const app = appIn(teams);
    await app.getByRole('checkbox', { name: /^Bring this to/ }).first().check();
    await app.getByText(/can read this one/).waitFor();
    await app.getByRole('textbox', { name: 'Something to talk about' }).fill('How I prepare for the board');
    await app.getByRole('button', { name: 'Add', exact: true }).click();
    await app.getByRole('list', { name: 'Agenda items' }).getByText('How I prepare for the board').waitFor();
    await captureApp(teams, pictures, 'review');
    await app.getByRole('button', { name: 'Done', exact: true }).click();
    await app.getByText('Done for this week.').waitFor();
  });

  await step('the plan is changed in place, and the change is told', async () => {
    const app = appIn(teams);
    await app.getByRole('link', { name: 'Open the plan' }).click();
    await app.getByRole('button', { name: 'Change goal 1' }).click();
    await app.getByRole('textbox', { name: 'In your own words' }).fill('Stop waiting for the last ten per cent');
    await app.getByRole('button', { name: 'Add a step' }).click();
    await app.getByRole('textbox', { name: 'Step 1', exact: true }).fill('Decide the pricing question without another round');
    await captureApp(teams, pictures, 'plan-form');
    await app.getByRole('button', { name: 'Save', exact: true }).click();
    await app.getByRole('heading', { name: 'Stop waiting for the last ten per cent' }).waitFor();
    await app.getByRole('button', { name: 'Change goal 1' }).and(app.locator(':focus')).waitFor();
    await captureApp(teams, pictures, 'action-plan');
    await app.getByRole('link', { name: 'Earlier versions' }).click();
    await app.getByRole('button', { name: 'What changed' }).first().click();
    await app.locator('ins').filter({ hasText: 'pricing question' }).waitFor();
    await captureApp(teams, pictures, 'plan-history');
  });

  await step('the coach outside reads what was brought, and nothing else of it', async () => {
    const { url } = await (await asClient(world))<{ url: string }>('POST', `/engagements/${engagement}/coach-links`, {});
    const page = await world.context.newPage();
    await page.goto(url);
    await page.getByRole('heading', { name: 'Brought from the review' }).waitFor();
    await page.getByText(mine).first().waitFor();
    const words = await page.locator('body').innerText();
    expect(!words.includes(nobodys), 'and not what was kept');
    await captureStandalone(page, pictures, 'coach-preparation');
    await page.close();
  });
}
