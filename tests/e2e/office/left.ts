import type { FrameLocator, Page } from 'playwright-core';
import { expect, type Steps } from '../steps.ts';
import type { World } from '../world.ts';
import { checkPane } from '../pane-looks.ts';

/** The played Outlook of one person, at one machine. */
export interface Desk {
  page: Page;
  pane: FrameLocator;
  /** The address in the sandbox, e.g. `{ view: 'mail' }`. */
  at: Record<string, string>;
}

/** Opens an item and the pane beside it. */
export async function openDesk(world: World, page: Page, user: string, at: Record<string, string>): Promise<Desk> {
  await page.goto(`${world.origin}/sandbox/outlook?${new URLSearchParams({ user, ...at })}`);
  if (at['view'] === 'mail') await page.getByRole('list', { name: 'Messages' }).getByRole('button').first().click();
  await page.getByRole('toolbar', { name: 'Ribbon' }).getByRole('button', { name: 'Fieldwork' }).click();
  return { page, pane: page.frameLocator('iframe[title="Fieldwork in Outlook"]'), at };
}

/** At once, or by asking the coach: as near as the session is. */
const cancelling = /^(Cancel the session|Ask to cancel)$/;

/** The server has it: what is only in this browser is nothing to another machine. */
const kept = (page: Page) => page.waitForResponse((response) => response.url().endsWith('/api/drafts') && response.request().method() === 'PUT' && response.ok());

interface Parts {
  client: string;
  coach: string;
  /** A session in the client's calendar. */
  event: string;
}

/** What is half done when Outlook takes the pane away is there when the item is opened again, here and elsewhere; until it is sent. */
export async function leftHalfDone(world: World, { step }: Steps, { client, coach, event }: Parts): Promise<void> {
  const page = await world.context.newPage();

  await step('Outlook: a booking left half done beside a message is there again on another machine, and gone once it is booked', async () => {
    const { pane } = await openDesk(world, page, coach, { view: 'mail' });
    await pane.getByRole('link', { name: /^Find times/ }).click();
    await pane.getByLabel('Length').selectOption('45');
    await pane.getByRole('button', { name: /^Choose / }).first().click();
    const saved = kept(page);
    await pane.getByLabel('Agenda (optional)').fill('Half a thought');
    await saved;
    await checkPane(page, world.pictures, 'outlook-book');
    const context = await world.context.browser()!.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/London' });
    const there = await openDesk(world, await context.newPage(), coach, { view: 'mail' });
    await there.pane.getByRole('heading', { name: 'Book this time?' }).waitFor();
    expect((await there.pane.getByLabel('Agenda (optional)').inputValue()) === 'Half a thought', 'what was written is there');
    await there.pane.getByRole('button', { name: 'Book', exact: true }).click();
    await there.pane.getByRole('heading', { name: 'What happens now' }).waitFor();
    await context.close();
    // This machine has nothing unsent: it hears from the server that it is done.
    await openDesk(world, page, coach, { view: 'mail' });
    await pane.getByRole('heading', { level: 1, name: 'Coaching with these people' }).waitFor();
  });

  await step('Outlook: a word to the others, half written when another item was chosen, is there again; what is put away stays away', async () => {
    const { pane } = await openDesk(world, page, client, { view: 'calendar', event });
    await pane.getByRole('button', { name: cancelling }).click();
    await pane.getByLabel(/^A word to the (others|coach)/).fill('I am so');
    await openDesk(world, page, client, { view: 'calendar', event });
    await pane.getByRole('region', { name: /cancel this session\?/i }).waitFor();
    expect((await pane.getByLabel(/^A word to the (others|coach)/).inputValue()) === 'I am so', 'what was written is there');
    await checkPane(page, world.pictures, 'outlook-cancel');
    const gone = page.waitForResponse((response) => response.url().includes('/api/drafts') && response.request().method() === 'DELETE');
    await pane.getByRole('button', { name: 'Keep the session' }).click();
    await gone;
    await openDesk(world, page, client, { view: 'calendar', event });
    await pane.getByRole('button', { name: cancelling }).waitFor();
    expect((await pane.getByLabel(/^A word to the (others|coach)/).count()) === 0, 'it is not asked again');
  });

  await step('Outlook: a series half laid out is there again when the item is opened again', async () => {
    const { pane } = await openDesk(world, page, client, { view: 'calendar', event });
    await pane.getByRole('button', { name: 'The engagement' }).click();
    await pane.getByRole('link', { name: 'Book a series' }).click();
    const saved = kept(page);
    await pane.getByLabel('How many').fill('9');
    await saved;
    await openDesk(world, page, client, { view: 'calendar', event });
    await pane.getByRole('heading', { level: 1, name: 'Book a series' }).waitFor();
    expect((await pane.getByLabel('How many').inputValue()) === '9', 'what was typed is there');
    await checkPane(page, world.pictures, 'outlook-series');
    const gone = page.waitForResponse((response) => response.url().includes('/api/drafts') && response.request().method() === 'DELETE');
    await pane.getByLabel('How many').fill('6');
    await gone;
  });

  await step('Outlook: beside a session the client writes fieldwork down and ticks it', async () => {
    const { pane } = await openDesk(world, page, client, { view: 'calendar', event });
    const line = pane.getByRole('textbox', { name: /What will you do/ });
    await line.fill('Ask one open question a day');
    await line.press('Enter');
    const tick = pane.getByRole('checkbox', { name: 'Done: Ask one open question a day' });
    await tick.waitFor();
    await checkPane(page, world.pictures, 'outlook-session-fieldwork');
    await tick.check();
    await openDesk(world, page, client, { view: 'calendar', event });
    await pane.getByRole('checkbox', { name: 'Done: Ask one open question a day', checked: true }).waitFor();
  });
  await page.close();
}
