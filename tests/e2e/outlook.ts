import { randomUUID } from 'node:crypto';
import type { FrameLocator, Page } from 'playwright-core';
import { tabTo } from './keyboard.ts';
import { realOfficeJourney } from './office/journey.ts';
import { leftHalfDone } from './office/left.ts';
import { expect, type Steps } from './steps.ts';
import type { World } from './world.ts';
import { checkPane } from './pane-looks.ts';

export interface Person {
  address: string;
  objectId: string;
  name: string;
}

interface Entry {
  id: string;
  start: string;
  end: string;
  subject: string;
  joinUrl: string | null;
  attendees: { address: string }[];
}

const paneIn = (page: Page): FrameLocator => page.frameLocator('iframe[title="Fieldwork in Outlook"]');

/** An engagement of colleagues, made through the API. */
export async function engagementOf(world: World, client: Person, coach: Person, sponsor: Person | null = null): Promise<void> {
  const { token } = await world.api<{ token: string }>('POST', '/token', { user: client.address, surface: 'outlook' });
  const { now } = await world.api<{ now: string }>('GET', '/clock');
  const day = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10);
  const pick = ({ objectId, address, name }: Person) => ({ objectId, email: address, displayName: name });
  const body = { id: randomUUID(), client: pick(client), coach: pick(coach), sponsor: sponsor && pick(sponsor), goals: ['Ask before telling'], startsOn: day(0), endsOn: day(180) };
  const response = await fetch(`${world.origin}/api/engagements`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect(response.status === 201, `the engagement was not made: ${response.status} ${await response.text()}`);
}

async function meetings(world: World, { address }: Person, other: Person): Promise<Entry[]> {
  const { now } = await world.api<{ now: string }>('GET', '/clock');
  const to = new Date(Date.parse(now) + 90 * 86_400_000).toISOString();
  const { events } = await world.api<{ events: Entry[] }>('GET', `/calendar?${new URLSearchParams({ user: address, from: now, to })}`);
  return events.filter(({ subject, attendees }) => /coaching session/i.test(subject) && attendees.some((one) => one.address === other.address || one.address === address));
}

/** The pane in Outlook from its three buttons, its two ways of signing in, and what it says when neither works. */
export async function outlookJourney(world: World, steps: Steps): Promise<void> {
  const { step } = steps;
  const page = await world.context.newPage();
  const { people } = await world.api<{ people: Person[] }>('GET', '/people');
  // Fieldwork's own mailbox is nobody's coach.
  const [client, coach] = people.filter(({ name }) => name !== 'Fieldwork').slice(-2) as [Person, Person];
  const outlook = (who: Person, more: Record<string, string>) => page.goto(`${world.origin}/sandbox/outlook?${new URLSearchParams({ user: who.address, ...more })}`);
  const openPane = () => page.getByRole('toolbar', { name: 'Ribbon' }).getByRole('button', { name: 'Fieldwork' }).click();

  await step('Outlook: on a new meeting, one press fills people, time, text and mark; nothing is sent by itself', async () => {
    await engagementOf(world, client, coach);
    await outlook(client, { view: 'compose' });
    await openPane();
    const pane = paneIn(page);
    await pane.getByRole('heading', { level: 1, name: 'Make this a coaching session' }).waitFor();
    await pane.getByLabel('Kind').selectOption('chemistry');
    await pane.getByLabel('Kind').selectOption('coaching');
    await pane.getByLabel('Agenda (optional)').fill('What went better than expected');
    await page.getByRole('button', { name: 'Close the pane' }).click();
    await openPane();
    await pane.getByText('What went better than expected').waitFor();
    const first = pane.getByRole('button', { name: 'Fill the form with this time' }).first();
    await first.waitFor();
    await checkPane(page, world.pictures, 'outlook-form');
    await first.focus();
    await page.keyboard.press('Enter');
    await pane.getByRole('heading', { level: 1, name: 'Ready to send' }).waitFor();
    expect((await page.getByLabel('Subject').inputValue()) === 'Coaching session', 'the subject is filled');
    expect((await page.getByLabel('Required').inputValue()) === coach.address, 'the coach is invited');
    expect((await meetings(world, coach, client)).length === 0, 'nothing is sent before the person sends it');
    await checkPane(page, world.pictures, 'outlook-filled');
  });

  await step('Outlook: closing the pane loses nothing, and once sent it is one meeting with a Teams link', async () => {
    await page.getByRole('button', { name: 'Close the pane' }).click();
    await openPane();
    await paneIn(page).getByRole('heading', { level: 1, name: 'Ready to send' }).waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Everybody is invited.').waitFor();
    const { now } = await world.api<{ now: string }>('GET', '/clock');
    await world.api('POST', '/clock', { now: new Date(Date.parse(now) + 120_000).toISOString() });
    const found = await meetings(world, coach, client);
    expect(found.length === 1 && found[0]!.joinUrl !== null, `one meeting with a link: ${JSON.stringify(found)}`);
  });

  await step('Outlook: on a session, organiser and attendee see it, with its agenda and the way to move it', async () => {
    for (const [who, other] of [[client, coach], [coach, client]] as const) {
      const [entry] = await meetings(world, who, other);
      await outlook(who, { view: 'calendar', event: entry!.id });
      await openPane();
      const pane = paneIn(page);
      await pane.getByRole('heading', { level: 1, name: 'Coaching session' }).waitFor();
      await pane.getByText('What went better than expected').waitFor();
      await pane.getByRole('button', { name: 'Move' }).waitFor();
    }
    await checkPane(page, world.pictures, 'outlook-session');
  });

  await step('Outlook: on a message it knows the people, by keyboard too, signed in the older way', async () => {
    await outlook(coach, { view: 'mail', signin: 'legacy' });
    await page.getByRole('list', { name: 'Messages' }).getByRole('button').first().click();
    await openPane();
    const pane = paneIn(page);
    await pane.getByRole('heading', { name: `Coaching ${client.name}` }).waitFor();
    await checkPane(page, world.pictures, 'outlook-message');
    await page.getByRole('button', { name: 'Close the pane' }).focus();
    await tabTo(page, /^Find times/);
    await page.keyboard.press('Enter');
    await pane.getByRole('heading', { level: 1, name: 'Find times' }).waitFor();
  });

  await step('Outlook: where signing in is not allowed it says once what is missing, why, and who can grant it', async () => {
    await world.complaints.during(/consent|interaction/i, async () => {
      await outlook(coach, { view: 'mail', signin: 'refused' });
      await page.getByRole('list', { name: 'Messages' }).getByRole('button').first().click();
      await openPane();
      await paneIn(page).getByRole('heading', { level: 1, name: 'One permission is missing' }).waitFor();
      await paneIn(page).getByText('access_as_user').waitFor();
      await checkPane(page, world.pictures, 'outlook-consent');
    });
  });

  await step('Outlook: with Microsoft’s script blocked, or in no Outlook at all, the pane says so within seconds', async () => {
    await world.complaints.during(/appsforoffice|ERR_|Failed to load/i, async () => {
      const alone = await world.context.newPage();
      await alone.route('https://appsforoffice.microsoft.com/**', (route) => route.abort());
      for (const query of ['?office=microsoft', '']) {
        await alone.goto(`${world.origin}/task-pane${query}`);
        await alone.getByRole('heading', { name: 'Outlook did not answer' }).waitFor({ timeout: 9000 });
      }
      await alone.close();
    });
  });
  await page.close();
  const [meeting] = await meetings(world, coach, client);
  const [own] = await meetings(world, client, coach);
  await leftHalfDone(world, steps, { client: client.address, coach: coach.address, event: own!.id });
  await realOfficeJourney(world, steps, { client, coach, meeting: meeting! });
}
