import type { FrameLocator, Page } from 'playwright-core';
import { tabTo } from './keyboard.ts';
import { engagementOf, type Person } from './outlook.ts';
import { captureApp } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, type World } from './world.ts';

/** How many meetings of the engagement stand in a person's calendar over its half year. */
async function meetings(world: World, { address }: Person, coach: Person): Promise<number> {
  const { now } = await world.api<{ now: string }>('GET', '/clock');
  const to = new Date(Date.parse(now) + 180 * 86_400_000).toISOString();
  const { events } = await world.api<{ events: { subject: string; isCancelled: boolean; attendees: { address: string }[] }[] }>('GET', `/calendar?${new URLSearchParams({ user: address, from: now, to })}`);
  return events.filter(({ subject, isCancelled, attendees }) => !isCancelled && /session/i.test(subject) && attendees.some((one) => one.address === coach.address)).length;
}

async function moveTheLast(app: FrameLocator): Promise<void> {
  await app.getByRole('region', { name: 'Sessions', exact: true }).getByRole('link').last().click();
  await app.getByRole('button', { name: 'Move', exact: true }).click();
  await app.getByRole('heading', { level: 1, name: 'Find a new time' }).waitFor();
  await app.getByLabel('When', { exact: true }).selectOption('weeks-8');
  const choose = app.getByRole('button', { name: /^Choose / });
  const offers = app.getByRole('heading', { name: 'What would open times' }).locator('xpath=following-sibling::ul').getByRole('button');
  await choose.or(offers).first().waitFor();
  if ((await choose.count()) === 0) await offers.first().click();
  await choose.last().click();
  await app.getByRole('button', { name: 'Move the session' }).click();
  await app.getByText('Moved.').waitFor();
}

/** From nothing planned to a plan of which the next two are booked; one of them moves, and the rest is planned anew. A series, and back. */
export async function arcJourney(world: World, { step }: Steps): Promise<void> {
  const { pictures } = world;
  const { people } = await world.api<{ people: Person[] }>('GET', '/people');
  const named = (name: string): Person => people.find((one) => one.name.startsWith(name))!;
  const [client, coach, sponsor] = [named('Leila'), named('Anneke'), named('Maya')];
  const page: Page = await world.context.newPage();
  await page.setViewportSize({ width: 1360, height: 900 });
  const app = appIn(page);
  const toEngagement = async (): Promise<void> => {
    await page.goto(`${world.origin}/sandbox/teams?user=${client.address}`);
    await app.getByRole('link', { name: `Coaching with ${coach.name}` }).first().click();
    await app.getByRole('heading', { name: 'The whole engagement' }).waitFor();
  };

  await step('lay the whole engagement out: three-ways at start, middle and end, on no holiday', async () => {
    await engagementOf(world, client, coach, sponsor);
    await toEngagement();
    await app.getByText('Not laid out yet').waitFor();
    await captureApp(page, pictures, 'arc-empty');
    await app.getByRole('link', { name: 'Plan the whole engagement' }).click();
    await app.getByRole('heading', { name: 'How it is laid out' }).waitFor();
    await app.getByLabel(sponsor.name, { exact: true }).waitFor();
    await app.getByLabel('Weekday that is liked').selectOption('Tuesday');
    await app.getByRole('button', { name: 'Leave out days' }).click();
    await captureApp(page, pictures, 'arc-outline');
    await app.getByRole('button', { name: 'Lay it out' }).click();
    await app.getByRole('heading', { name: 'How it could be laid out' }).waitFor();
    expect((await app.getByRole('list', { name: 'Sessions of the plan' }).getByText('Three-way session').count()) === 3, 'three three-way sessions');
    await captureApp(page, pictures, 'arc-proposal');
    await app.getByRole('button', { name: 'Keep this plan' }).click();
    await app.getByRole('heading', { name: 'The plan', exact: true }).waitFor();
    await captureApp(page, pictures, 'arc-plan');
  });

  await step('book the next two of it with the keyboard: two meetings, each of its own', async () => {
    await app.getByLabel('Book', { exact: true }).selectOption('The next 2');
    await app.getByRole('button', { name: 'Find their times' }).click();
    await app.getByRole('list', { name: 'Sessions to book' }).waitFor();
    await captureApp(page, pictures, 'arc-times');
    // Whether the sponsor is free for the first depends on the day on which the story begins.
    const both = app.getByRole('button', { name: 'Book these 2' });
    const loosen = app.getByRole('button', { name: `${sponsor.name} optional` });
    await both.or(loosen).first().waitFor();
    if (!(await both.isVisible())) await loosen.click();
    await both.waitFor();
    await app.getByRole('button', { name: 'Leave it out' }).last().focus();
    await tabTo(page, /^Book these 2$/);
    await page.keyboard.press('Enter');
    await app.getByText('2 are booked.').waitFor();
    await captureApp(page, pictures, 'arc-booked');
    expect((await meetings(world, client, coach)) === 2, 'two meetings in the client’s calendar');
  });

  await step('one of them moves: the plan says so, and only what has to follows', async () => {
    await app.getByRole('link', { name: 'See the engagement' }).click();
    await moveTheLast(app);
    await toEngagement();
    await app.getByText('The plan needs another look.').waitFor();
    await captureApp(page, pictures, 'arc-needs-look');
    await app.getByRole('link', { name: 'Plan and book' }).click();
    await app.getByRole('button', { name: 'See what would change' }).first().click();
    await app.getByRole('heading', { name: 'What would change' }).waitFor();
    await captureApp(page, pictures, 'arc-changes');
    await app.getByRole('button', { name: 'Accept the changes' }).click();
    await app.getByText('The plan is kept').waitFor();
    expect((await meetings(world, client, coach)) === 2, 'booked sessions stay as they are');
  });

  await step('book a series in one action, and take it back in one', async () => {
    await toEngagement();
    await app.getByRole('link', { name: 'Book a series' }).click();
    await app.getByLabel('Begins').selectOption('On a date');
    const { now } = await world.api<{ now: string }>('GET', '/clock');
    await app.getByLabel('First date').fill(new Date(Date.parse(now) + 90 * 86_400_000).toISOString().slice(0, 10));
    await app.getByLabel('How many').fill('3');
    await captureApp(page, pictures, 'arc-series');
    await app.getByRole('button', { name: 'Find their times' }).click();
    await app.getByRole('list', { name: 'Sessions to book' }).waitFor();
    await app.getByRole('button', { name: 'Leave it out' }).last().click();
    await app.getByRole('button', { name: 'Book these 2' }).dblclick();
    await app.getByText('2 are booked.').waitFor();
    expect((await meetings(world, client, coach)) === 4, 'two more meetings, pressed twice');
    await app.getByRole('button', { name: 'Cancel these 2' }).click();
    await app.getByRole('button', { name: 'Cancel all 2' }).click();
    await app.getByText('They are gone from the calendars', { exact: false }).waitFor();
    // The calendars are cleared behind the screen.
    for (let tries = 0; tries < 60 && (await meetings(world, client, coach)) !== 2; tries += 1) await page.waitForTimeout(250);
    expect((await meetings(world, client, coach)) === 2, 'and only the others are left');
  });
  await page.close();
}
