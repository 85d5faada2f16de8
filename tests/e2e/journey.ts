import type { Page } from 'playwright-core';
import { focusedName, tabTo } from './keyboard.ts';
import { client, coach, sponsor } from './people.ts';
import { captureApp, capturePage, capturePanel, captureStandalone, expectGoodScreens, switchTheme } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, opening, type World } from './world.ts';

/** The windows that are open on the way. */
interface Windows {
  start: Page;
  teams: Page;
  coachMail: Page;
  coachPage: Page;
}

interface Entry {
  id: string;
  subject: string;
  start: string;
  isCancelled: boolean;
  isOrganizer: boolean;
  showAs: string;
  attendees: { address: string; response: string }[];
  joinUrl: string | null;
}

interface Mail {
  kind: string;
  subject: string;
  from: { address: string };
}

/** What the calendar knows a session by, whatever its subject: who is in it. */
export async function sessionsOf(world: World, user: string): Promise<Entry[]> {
  const { now } = await world.api<{ now: string }>('GET', '/clock');
  const to = new Date(Date.parse(now) + 120 * 86_400_000).toISOString();
  const { events } = await world.api<{ events: Entry[] }>('GET', `/calendar?${new URLSearchParams({ user, from: now, to })}`);
  return events.filter(({ attendees }) => attendees.some(({ address }) => address === coach.address));
}

const inboxOf = async (world: World, user: string): Promise<Mail[]> =>
  (await world.api<{ messages: Mail[] }>('GET', `/inbox?user=${encodeURIComponent(user)}`)).messages;

/** Looks until it is so; for what another window sees a moment later. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await holds())) {
    expect(performance.now() < end, `It did not come to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** From the first page to a booked session in three calendars. */
export async function bookingJourney(world: World, { step }: Steps): Promise<Windows> {
  const windows = {} as Windows;
  const { pictures } = world;

  await step('the first page says what this is and who there is', async () => {
    windows.start = await world.context.newPage();
    await windows.start.goto(world.sandbox.url);
    await windows.start.getByRole('heading', { name: 'A simulated Microsoft 365' }).waitFor();
    await windows.start.getByRole('link', { name: `Open Teams as ${client.name}` }).first().waitFor();
    expect((await windows.start.getByRole('listitem').filter({ hasText: 'Open Outlook' }).count()) >= 10, 'everybody has a card');
    await capturePage(windows.start, pictures, 'sandbox');
    await world.readme('sandbox', windows.start);
  });

  await step('for developers: order a fault, see it, clear it, take a token', async () => {
    const { start } = windows;
    await start.getByRole('button', { name: 'For developers' }).click();
    await start.getByRole('button', { name: 'Add', exact: true }).click();
    await start.getByText('POST /me/events: 503, 2 times; happened 0 times').waitFor();
    await start.getByRole('button', { name: 'Get a token' }).click();
    await start.getByRole('textbox', { name: 'Access token' }).waitFor();
    await capturePage(start, pictures, 'sandbox-developers');
    await start.getByRole('button', { name: 'Clear all' }).click();
    await start.getByText('Everything works at the moment.').waitFor();
    await start.getByRole('button', { name: 'For developers' }).click();
  });

  await step('be the client: the app opens inside Teams with its welcome', async () => {
    windows.teams = await opening(windows.start, () => windows.start.getByRole('link', { name: `open Teams as ${client.name}`, exact: true }).click());
    await appIn(windows.teams).getByRole('heading', { name: `Welcome, ${client.name}` }).waitFor();
    await captureApp(windows.teams, pictures, 'welcome');
  });

  await step('create an engagement with the manager as sponsor and a coach outside', async () => {
    const app = appIn(windows.teams);
    await app.getByRole('link', { name: 'Start an engagement' }).click();
    await app.getByRole('heading', { name: 'Start an engagement' }).waitFor();
    await app.getByRole('combobox', { name: 'Coach' }).fill(coach.address);
    await app.getByRole('option', { name: new RegExp(coach.address) }).click();
    await app.getByLabel('Their name').fill(coach.name);
    await app.getByRole('button', { name: sponsor.name }).click();
    await app.getByLabel('Goal 1').fill('Decide sooner, with less in hand');
    await captureApp(windows.teams, pictures, 'new-engagement');
    await app.getByRole('button', { name: 'Start the engagement' }).click();
    await app.getByRole('heading', { level: 1, name: `Coaching with ${coach.name}` }).waitFor();
  });

  await step('take the sponsor out and name the manager again; nothing else on the page comes twice', async () => {
    const app = appIn(windows.teams);
    await app.getByRole('button', { name: 'Change the sponsor' }).click();
    await captureApp(windows.teams, pictures, 'sponsor');
    await app.getByRole('button', { name: 'No sponsor' }).click();
    await app.getByRole('button', { name: 'Add a sponsor' }).click();
    await app.getByRole('button', { name: sponsor.name }).click();
    await app.getByRole('button', { name: 'Save' }).click();
    await app.getByText(`${sponsor.name} is the sponsor now`).waitFor();
    await app.getByRole('button', { name: 'Change the sponsor' }).waitFor();
    const parts = await app.getByRole('heading', { level: 2 }).allTextContents();
    expect(new Set(parts).size === parts.length, `each part once: ${parts.join(', ')}`);
  });

  await step('before anything is known of the coach, nothing counts as free', async () => {
    const app = appIn(windows.teams);
    await app.getByRole('link', { name: 'Find times' }).first().click();
    await app.getByText(/nothing is known|not known|no calendar/i).first().waitFor();
    await captureApp(windows.teams, pictures, 'find-times-unknown');
    await app.getByRole('button', { name: 'The engagement' }).click();
  });

  await step('send the coach a personal link', async () => {
    const app = appIn(windows.teams);
    await app.getByRole('button', { name: 'Send a link by mail' }).click();
    await app.getByText(`Sent to ${coach.address}`).waitFor();
    await captureApp(windows.teams, pictures, 'engagement');
  });

  await step('be the coach: the mail is there, and its link opens the coach’s page', async () => {
    windows.coachMail = await opening(windows.start, () => windows.start.getByRole('link', { name: `Inbox & calendar of ${coach.name}` }).click());
    await windows.coachMail.getByRole('list', { name: 'Messages' }).getByRole('button').first().click();
    await capturePage(windows.coachMail, pictures, 'outlook-inbox');
    const mail = windows.coachMail.frameLocator('iframe[title^="Text of"]');
    windows.coachPage = await opening(windows.coachMail, () => mail.locator('a[href*="/coach#"]').first().click());
    await windows.coachPage.getByRole('heading', { name: 'Your availability' }).waitFor();
    await windows.coachPage.getByText(`You coach ${client.name}`).waitFor();
  });

  await step('the coach sets the calendar feed from the first page, and it is read', async () => {
    const feed = await windows.start.getByRole('textbox', { name: `${coach.name}’s calendar feed` }).inputValue();
    expect(feed.startsWith(`${world.origin}/sandbox/feeds/`), `the first page shows the feed's address, not ${feed}`);
    await windows.coachPage.getByRole('combobox', { name: 'Where you work' }).click();
    await windows.coachPage.getByRole('combobox', { name: 'Where you work' }).pressSequentially('St. John’s');
    await windows.coachPage.getByRole('option', { name: /St Johns/ }).click();
    await windows.coachPage.getByLabel('Calendar link (optional)').fill(feed);
    await windows.coachPage.getByRole('button', { name: 'Save' }).click();
    await windows.coachPage.getByText('Saved.', { exact: false }).waitFor();
    await windows.coachPage.getByLabel('Read', { exact: true }).waitFor();
    await captureStandalone(windows.coachPage, pictures, 'coach-page');
  });

  await step('search: nothing fits, and the page says who and what is in the way', async () => {
    const app = appIn(windows.teams);
    await app.getByRole('link', { name: 'Find times' }).first().click();
    await app.getByRole('heading', { name: 'What is in the way' }).waitFor();
    expect((await app.getByRole('button', { name: /^Choose / }).count()) === 0, 'no time is offered');
    await app.getByRole('heading', { name: 'What would open times' }).waitFor();
    await captureApp(windows.teams, pictures, 'find-times-none');
    await world.readme('find-times', windows.teams);
  });

  await step('a change of theme reaches the app at once, without loading it again', async () => {
    const app = appIn(windows.teams);
    const body = app.locator('.fui-FluentProvider').first();
    await app.locator('html').evaluate((html) => html.setAttribute('data-visit', 'same'));
    const light = await body.evaluate((element) => getComputedStyle(element).backgroundColor);
    await switchTheme(windows.teams, 'contrast');
    await until('another background', async () => (await body.evaluate((element) => getComputedStyle(element).backgroundColor)) !== light);
    expect((await app.locator('html').getAttribute('data-visit')) === 'same', 'the app was not loaded again');
    await switchTheme(windows.teams, 'default');
  });

  await step('loosen one thing by one click: times appear, each with its reason', async () => {
    const app = appIn(windows.teams);
    const offers = app.getByRole('heading', { name: 'What would open times' }).locator('xpath=following-sibling::ul').getByRole('button');
    await offers.first().click();
    await app.getByRole('list', { name: 'Loosened for this search' }).waitFor();
    await app.getByRole('button', { name: /^Choose / }).first().waitFor();
    await captureApp(windows.teams, pictures, 'find-times');
  });

  await step('book with the keyboard alone', async () => {
    const app = appIn(windows.teams);
    const { teams } = windows;
    await app.getByRole('button', { name: /^Take back/ }).first().focus();
    await tabTo(teams, /^Choose /);
    const chosen = await focusedName(teams);
    await teams.keyboard.press('Enter');
    await app.getByRole('heading', { name: 'Book this time?' }).waitFor();
    await captureApp(teams, pictures, 'book');
    await app.getByRole('heading', { name: 'Book this time?' }).waitFor();
    await app.locator('body').evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await app.getByLabel('Agenda (optional)').focus();
    await teams.keyboard.type('Where I decide too late');
    await tabTo(teams, /^Book$/);
    await teams.keyboard.press('Enter');
    await app.getByText('Booked.').waitFor();
    expect(chosen.startsWith('Choose '), 'the time was chosen by its name');
    await captureApp(teams, pictures, 'booked');
  });

  await step('it stands once in each calendar of the organisation, and the coach is invited', async () => {
    const [mine, theirs, invited] = await Promise.all([sessionsOf(world, client.address), sessionsOf(world, sponsor.address), inboxOf(world, coach.address)]);
    expect(mine.length === 1 && mine[0]!.isOrganizer, `the client organises one event, not ${mine.length}`);
    expect(mine[0]!.joinUrl !== null, 'it has a Teams link');
    expect(theirs.length === 1 && !theirs[0]!.isOrganizer && theirs[0]!.start === mine[0]!.start, 'the sponsor has a copy at the same time');
    expect(invited.filter(({ kind }) => kind === 'invitation').length === 1, 'the coach has one invitation');
  });
  return windows;
}

/** Changes of a session ask nobody, however soon it is: these steps must not depend on the weekday they run on. */
async function changeFreely(world: World): Promise<void> {
  const { token } = await world.api<{ token: string }>('POST', '/token', { user: client.address, surface: 'teams' });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = async (path: string, init: RequestInit = {}) => (await fetch(`${world.origin}/api${path}`, { headers, ...init })).json() as Promise<never>;
  const { engagements } = (await ask('/engagements')) as { engagements: { id: string }[] };
  for (const { id } of engagements) {
    const { version, rules } = (await ask(`/engagements/${id}`)) as { version: number; rules: object };
    const body = JSON.stringify({ version, rules: { ...rules, reschedule: { freeHours: 0, agreeHours: 0 } } });
    await ask(`/engagements/${id}`, { method: 'PATCH', body });
  }
}

/** What people then do with it. */
export async function afterBooking(world: World, { step }: Steps, windows: Windows): Promise<void> {
  const { pictures } = world;

  await step('the coach accepts the invitation in their mail program', async () => {
    const { coachMail } = windows;
    await coachMail.getByRole('button', { name: /Invitation/ }).first().click();
    await coachMail.getByRole('button', { name: 'Accept' }).click();
    await coachMail.getByText('In your calendar: accepted').waitFor();
    await capturePage(coachMail, pictures, 'outlook-invitation');
    await coachMail.getByRole('button', { name: 'Calendar' }).click();
    await until('it stands in the coach’s calendar', async () => (await sessionsOf(world, coach.address)).length === 1);
  });

  await step('the client sees the answer in the inbox, and the event with its answers in the calendar', async () => {
    const page = await world.context.newPage();
    await page.goto(`${world.origin}/sandbox/outlook?user=${client.address}`);
    await page.getByRole('button', { name: /Accepted:/ }).click();
    const [session] = await sessionsOf(world, client.address);
    const week = session!.start.slice(0, 10);
    await page.goto(`${world.origin}/sandbox/outlook?user=${client.address}&view=calendar&week=${week}`);
    await page.getByRole('button', { name: new RegExp(`^${escaped(session!.subject)}`) }).click();
    const people = page.getByRole('list', { name: 'People' });
    await people.getByText('accepted').waitFor();
    await capturePage(page, pictures, 'outlook-calendar');
    const meeting = await opening(page, () => page.getByRole('link', { name: 'Join the Teams meeting' }).click());
    await meeting.close();
    await page.close();
  });

  await step('the sponsor has the invitation too', async () => {
    const mails = await inboxOf(world, sponsor.address);
    expect(mails.some(({ kind, from }) => kind === 'invitation' && from.address === client.address), 'from the client, whose session it is');
  });

  await step('the side panel of the meeting shows the session, and leads to the tab', async () => {
    const page = await world.context.newPage();
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${world.origin}/sandbox/teams?user=${client.address}&surface=panel`);
    await appIn(page).getByRole('heading', { level: 1, name: /session/i }).waitFor();
    await appIn(page).getByText('Decide sooner, with less in hand').waitFor();
    await capturePanel(page, pictures, 'side-panel');
    await appIn(page).getByRole('button', { name: 'Open the session' }).click();
    await appIn(page).getByRole('heading', { name: 'Where it stands' }).waitFor();
    expect(!page.url().includes('surface=panel'), 'Teams shows the tab');
    await page.close();
  });

  await step('the session and the home page say where it stands', async () => {
    const app = appIn(windows.teams);
    await app.getByRole('button', { name: 'See the session' }).click();
    await app.getByText('1 of 2 answered yes').waitFor();
    await captureApp(windows.teams, pictures, 'session');
    const outlook = await opening(windows.teams, () => app.getByRole('button', { name: 'Open in Outlook' }).click());
    await outlook.getByRole('article').getByRole('link', { name: 'Join the Teams meeting' }).waitFor();
    await outlook.close();
    await world.readme('session', windows.teams);
    await windows.teams.goto(`${world.origin}/sandbox/teams?user=${client.address}`);
    await app.getByRole('heading', { name: 'Next', exact: true }).waitFor();
    await captureApp(windows.teams, pictures, 'home');
    await world.readme('home', windows.teams);
  });

  await step('move it in the tab: one event, at the new time, and everybody is asked anew', async () => {
    const app = appIn(windows.teams);
    await changeFreely(world);
    const [before] = await sessionsOf(world, client.address);
    await app.getByRole('link', { name: 'See the details' }).click();
    await app.getByRole('button', { name: 'Move', exact: true }).click();
    await app.getByRole('heading', { level: 1, name: 'Find a new time' }).waitFor();
    const choose = app.getByRole('button', { name: /^Choose / });
    const offers = app.getByRole('heading', { name: 'What would open times' }).locator('xpath=following-sibling::ul').getByRole('button');
    await choose.or(offers).first().waitFor();
    if ((await choose.count()) === 0) await offers.first().click();
    await choose.last().click();
    await app.getByRole('button', { name: 'Move the session' }).click();
    await app.getByText('Moved.').waitFor();
    const [after, ...more] = await sessionsOf(world, client.address);
    expect(more.length === 0, 'there is still one event');
    expect(after!.start !== before!.start, 'it is at another time');
    expect(after!.attendees.every(({ response }) => response === 'none' || response === 'notResponded'), 'nobody has answered the new time yet');
    await app.getByRole('button', { name: 'See the session' }).click();
  });

  await step('cancel it: everybody is told, and no calendar is blocked by it any more', async () => {
    const app = appIn(windows.teams);
    await app.getByRole('button', { name: 'Cancel the session' }).click();
    await app.getByLabel('A word to the others (optional)').fill('Sorry, another time.');
    await app.getByRole('region', { name: 'Cancel this session?' }).getByRole('button', { name: 'Cancel the session' }).click();
    await app.getByText('Cancelled, and taken out of the calendars').waitFor();
    expect((await sessionsOf(world, client.address)).length === 0, 'it is gone from the client’s calendar');
    expect((await sessionsOf(world, sponsor.address)).every(({ isCancelled, showAs }) => isCancelled && showAs === 'free'), 'the sponsor’s copy says so');
    const told = await inboxOf(world, coach.address);
    expect(told[0]?.kind === 'cancellation', 'the coach has been told');
    await captureApp(windows.teams, pictures, 'cancelled');
  });
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** When Microsoft does not answer, or says no, or a link has ended. */
export async function badDays(world: World, { step }: Steps, windows: Windows): Promise<void> {
  const { pictures } = world;

  await step('Microsoft does not answer: what was booked waits in sight, and is done once it does, exactly once', async () => {
    const app = appIn(windows.teams);
    await app.getByRole('link', { name: 'Find another time' }).click();
    const choose = app.getByRole('button', { name: /^Choose / });
    const offers = app.getByRole('heading', { name: 'What would open times' }).locator('xpath=following-sibling::ul').getByRole('button');
    await choose.or(offers).first().waitFor();
    if ((await choose.count()) === 0) await offers.first().click();
    await world.api('POST', '/faults', { match: 'POST /me/events', fault: '503', retryAfter: 2 });
    await choose.first().click();
    await app.getByRole('button', { name: 'Book', exact: true }).click();
    await app.getByText(/waiting for Microsoft 365/).first().waitFor();
    await captureApp(windows.teams, pictures, 'waiting');
    expect((await sessionsOf(world, client.address)).length === 0, 'nothing is in the calendar yet');
    await world.api('DELETE', '/faults');
    const { now } = await world.api<{ now: string }>('GET', '/clock');
    await world.api('POST', '/clock', { now: new Date(Date.parse(now) + 30 * 60_000).toISOString() });
    await app.getByText('Booked.').waitFor();
    expect((await sessionsOf(world, client.address)).length === 1, 'it is there once');
  });

  await step('consent is missing: one screen says which permission, why, and who can grant it', async () => {
    await world.complaints.during(/status of (403|502|503)/, async () => {
      const app = appIn(windows.teams);
      await world.api('POST', '/faults', { match: '*', fault: 'consent-revoked' });
      await windows.teams.goto(`${world.origin}/sandbox/teams?user=${client.address}`);
      await app.getByRole('link', { name: /Coaching with/ }).click();
      await app.getByRole('link', { name: 'Find times' }).first().click();
      await app.getByText(/permission|consent|administrator/i).first().waitFor();
      await captureApp(windows.teams, pictures, 'consent');
      await world.api('DELETE', '/faults');
    });
  });

  await step('time moves on: a personal link ends, and its page says so', async () => {
    const { start, coachPage } = windows;
    await start.bringToFront();
    const later = new Date();
    later.setFullYear(later.getFullYear() + 1);
    await start.getByLabel('Move to (your time)').fill(later.toISOString().slice(0, 16));
    await start.getByRole('button', { name: 'Move', exact: true }).click();
    await start.getByText('The clock was moved').waitFor({ timeout: 180_000 });
    await world.complaints.during(/status of (401|404|410)/, async () => {
      await coachPage.reload();
      await coachPage.getByRole('heading', { name: 'This link no longer works' }).waitFor();
      await captureStandalone(coachPage, pictures, 'link-ended');
    });
  });

  await step('the clock never goes back', async () => {
    const { start } = windows;
    await world.complaints.during(/status of 400/, async () => {
      await start.getByLabel('Move to (your time)').fill('2020-01-01T09:00');
      await start.getByRole('button', { name: 'Move', exact: true }).click();
      await start.getByText(/time never goes back/).waitFor();
    });
  });
}

/** What must hold of everything that was seen. */
export async function lastLook(world: World, { step }: Steps): Promise<void> {
  await step('every screen is free of accessibility violations and fits its frame', async () => expectGoodScreens(), { apart: true });
  await step('no page complained on its console', async () => {
    const list = world.complaints.list();
    expect(list.length === 0, list.join('\n'));
  }, { apart: true });
}
