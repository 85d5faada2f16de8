import type { Page } from 'playwright-core';
import type { ReviewTime, ReviewWeeks } from '../../server/features/blocks/contract.ts';
import { playedAddress } from '../../src/sandbox/teams/host/links.ts';
import { client } from './people.ts';
import { asClient, engagementOf } from './review.ts';
import { captureApp, captureStandalone } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, opening, type World } from './world.ts';

interface Registered {
  organisation: { tenantId: string };
  apps: { clientId: string; secret: string }[];
}

/** Puts something into the client's calendar through the simulated Graph, as any other program does. Times are UTC. */
async function occupy(world: World, start: string, end: string): Promise<void> {
  const { organisation: { tenantId }, apps: [application] } = await world.api<Registered>('GET', '/people');
  const asked = new URLSearchParams({ grant_type: 'client_credentials', client_id: application!.clientId, client_secret: application!.secret, scope: 'https://graph.microsoft.com/.default' });
  const token = (await (await fetch(`${world.origin}/sandbox/entra/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body: asked })).json()) as { access_token: string };
  const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
  const made = await fetch(`${world.origin}/sandbox/graph/v1.0/users/${client.address}/events`, {
    method: 'POST', headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ subject: 'Board preparation', start: at(start.slice(0, 19)), end: at(end.slice(0, 19)), showAs: 'busy' }),
  });
  expect(made.status === 201, `an event in the calendar: ${made.status}`);
}

const later = (iso: string, hours: number): string => new Date(Date.parse(iso) + hours * 3_600_000).toISOString();

/** Moves the tenant's clock and lets the app catch up with it. */
async function pass(world: World, hours: number): Promise<void> {
  const { now } = await world.api<{ now: string }>('GET', '/clock');
  await world.api('POST', '/clock', { now: later(now, hours) });
}

/** The chart as it is after a quarter of a year, which would take too long to live through. */
async function withAllOutcomes(teams: Page, look: () => Promise<void>): Promise<void> {
  const outcomes = ['none', 'none', 'none', 'kept', 'lost', 'kept', 'kept', 'skipped', 'kept', 'lost', 'kept', 'open'] as const;
  await teams.route('**/api/review-time/weeks', async (route) => {
    const answered = await route.fetch();
    const body = (await answered.json()) as ReviewWeeks;
    const weeks = body.weeks.map((one, index) => ({ ...one, outcome: outcomes[index], moved: index > 4 && index % 2 === 1 ? 1 : 0 }));
    await route.fulfill({ response: answered, json: { ...body, weeks } });
  });
  await look();
  await teams.unroute('**/api/review-time/weeks');
}

/** The client keeps time free for the review: set up by a press, defended, put back, chosen anew, and seen on the first screen. */
export async function reviewTimeJourney(world: World, { step }: Steps): Promise<void> {
  const { pictures } = world;
  let teams: Page;
  const planned = async (): Promise<ReviewTime> => (await asClient(world))<ReviewTime>('GET', '/review-time');

  await step('the first screen leads to review time, which suggests one from the working hours', async () => {
    await engagementOf(world);
    const start = await world.context.newPage();
    await start.goto(world.sandbox.url);
    teams = await opening(start, () => start.getByRole('link', { name: `open Teams as ${client.name}`, exact: true }).click());
    await appIn(teams).getByRole('link', { name: 'Set up review time' }).click();
    await appIn(teams).getByText(/^Suggested from your working hours/).waitFor();
    await captureApp(teams, pictures, 'review-time-set-up');
  });

  await step('what cannot be is said at its field, and what can be is planned', async () => {
    const app = appIn(teams);
    await app.getByRole('button', { name: 'Change it first' }).click();
    await app.getByLabel('Not before').fill('09:00');
    await app.getByLabel('Over by').fill('09:10');
    await app.getByLabel('Best time').fill('09:00');
    const holidays = app.getByLabel('Public holidays left out', { exact: true });
    await holidays.locator('option', { hasText: 'United Kingdom, by your time zone' }).waitFor({ state: 'attached' });
    await holidays.selectOption({ label: 'Germany' });
    await holidays.selectOption({ label: 'United Kingdom' });
    await app.getByLabel('Public holidays left out: part of the country').selectOption({ label: 'England' });
    await app.getByRole('button', { name: 'Start review time' }).click();
    await app.getByText('Has to be at least 30 minutes after the beginning.').waitFor();
    await captureApp(teams, pictures, 'review-time-form');
    await app.getByLabel('Over by').fill('10:30');
    await app.getByRole('radio', { name: /^Firm/ }).check();
    await app.getByRole('button', { name: 'Start review time' }).click();
    await app.getByRole('heading', { name: 'The next 4 weeks' }).waitFor();
    await app.getByText('Waiting for Microsoft 365', { exact: false }).waitFor({ state: 'hidden' });
    await app.getByText('Left out: United Kingdom, England').waitFor();
    expect((await app.getByRole('list', { name: 'Planned weeks' }).getByRole('listitem').count()) >= 4, 'four weeks are planned');
  });

  await step('something accepted over it moves it; it says why, and is put back', async () => {
    const [, , third, fourth] = (await planned()).blocks.filter(({ kind }) => kind === 'block');
    await occupy(world, third!.start!, third!.end!);
    // The whole week but its last hours: nothing is left in the hours that were chosen.
    await occupy(world, `${fourth!.week}T00:00:00`, later(`${fourth!.week}T00:00:00Z`, 4 * 24 + 14));
    await pass(world, 26);
    const app = appIn(teams);
    await teams.reload();
    await app.getByText(/week needs a time/).waitFor();
    await app.getByRole('link', { name: 'Choose a time' }).click();
    await app.getByText('Moved because you accepted something at that time.').waitFor();
    await app.getByRole('list', { name: 'Times that are free' }).getByRole('button').first().waitFor();
    await captureApp(teams, pictures, 'review-time');
    await world.readme('review-time', teams);
    await app.getByRole('button', { name: /^Put it back to/ }).first().click();
    await app.getByText('You put it back where it was: it is pinned there.').waitFor();
  });

  await step('where no room was found one press answers', async () => {
    const app = appIn(teams);
    await app.getByRole('list', { name: 'Times that are free' }).getByRole('button').first().click();
    await app.getByRole('heading', { name: 'Choose a time' }).waitFor({ state: 'hidden' });
    const weeks = (await planned()).blocks;
    expect(weeks.filter(({ state }) => state === 'pinned').length === 2, 'two weeks are pinned');
  });

  await step('a week is skipped, brought back, moved and let go by the keyboard alone', async () => {
    const app = appIn(teams);
    const press = async (name: RegExp) => {
      await app.getByRole('button', { name }).first().focus();
      await teams.keyboard.press('Enter');
    };
    await press(/^Skip this week: Next week/);
    await press(/^Bring it back: Next week/);
    await app.getByRole('button', { name: /^Pin: Next week/ }).waitFor();
    await press(/^Move: Next week/);
    await app.getByRole('list', { name: 'Times that are free' }).getByRole('button').first().waitFor();
    await press(/^Leave it there: Next week/);
    await press(/^Pin: Next week/);
    await press(/^Unpin: Next week/);
    await app.getByRole('button', { name: /^Pin: Next week/ }).waitFor();
  });

  await step('the entry in the calendar opens the review; what is used is kept, and the first screen shows the weeks', async () => {
    const { now } = await world.api<{ now: string }>('GET', '/clock');
    const query = new URLSearchParams({ user: client.address, from: now, to: later(now, 24 * 28) });
    const { events } = await world.api<{ events: { id: string; subject: string; start: string }[] }>('GET', `/calendar?${query}`);
    const entry = events.find(({ subject }) => subject === 'Review time')!;
    const page = await world.context.newPage();
    await page.goto(`${world.origin}/sandbox/outlook?${new URLSearchParams({ user: client.address, view: 'calendar', week: entry.start.slice(0, 10), event: entry.id })}`);
    const inTeams = await opening(page, () => page.frameLocator('iframe[title="Text of: Review time"]').getByRole('link', { name: 'Open your review' }).click());
    await appIn(inTeams).getByRole('heading', { level: 1, name: 'This week’s review' }).waitFor();
    await inTeams.close();
    await page.goto(`${world.origin}/tab#/review/now`);
    const onwards = page.getByRole('link', { name: 'Open this page in Teams' });
    await captureStandalone(page, pictures, 'tab-in-a-browser');
    const link = (await onwards.getAttribute('href'))!;
    await page.goto(`${world.origin}${playedAddress(link, client.address)}`);
    await appIn(page).getByRole('heading', { level: 1, name: 'This week’s review' }).waitFor();
    await page.close();
    await (await asClient(world))('POST', '/review/mark', { week: weekOf(now), mark: 'used' });
    await pass(world, 24 * 9);
    await teams.reload();
    const app = appIn(teams);
    await app.getByText(/^1 kept, .* in the last 12 weeks/).waitFor();
    await withAllOutcomes(teams, async () => {
      await teams.reload();
      await app.getByText('5 kept, 4 moved, 2 lost, 1 skipped in the last 12 weeks.').waitFor();
      await captureApp(teams, pictures, 'home-review-time');
    });
    await teams.reload();
  });

  await step('before it is switched off it says what happens to the blocks', async () => {
    const app = appIn(teams);
    await app.getByRole('link', { name: 'Change review time' }).click();
    await app.getByRole('button', { name: 'Switch review time off' }).click();
    await app.getByText(/leave your calendar, and so does the weekly series/).last().waitFor();
    await captureApp(teams, pictures, 'review-time-off');
    await app.getByRole('button', { name: 'Switch it off' }).click();
    await app.getByRole('heading', { name: 'Review time is off' }).waitFor();
    await app.getByText('Waiting for Microsoft 365', { exact: false }).waitFor({ state: 'hidden' });
  });
}

/** ISO week of an instant by UTC, `2026-W10`. */
function weekOf(iso: string): string {
  const day = new Date(iso);
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const week = Math.ceil(((day.getTime() - Date.UTC(day.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7);
  return `${day.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}
