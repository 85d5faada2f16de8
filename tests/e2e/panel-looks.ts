import { randomUUID } from 'node:crypto';
import type { FrameLocator, Page } from 'playwright-core';
import { as, bookOn, castOf, engagementWith, toMonday } from './bands.ts';
import type { Person } from './outlook.ts';
import { captureApp, capturePanel, captureStandalone } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, type World } from './world.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const html = '<b>Ask</b> <img src=x onerror=alert(1)> the team';

/** A Teams meeting that somebody made by hand; answers its chat. */
async function meetingBy(world: World, organizer: Person, invited: Person[], from: Date): Promise<string> {
  const { organisation, apps } = await world.api<{ organisation: { tenantId: string }; apps: { clientId: string; secret: string }[] }>('GET', '/people');
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: apps[0]!.clientId, client_secret: apps[0]!.secret, scope: 'https://graph.microsoft.com/.default' });
  const { access_token: token } = (await (await fetch(`${world.origin}/sandbox/entra/${organisation.tenantId}/oauth2/v2.0/token`, { method: 'POST', body: form })).json()) as { access_token: string };
  const at = (time: Date) => ({ dateTime: time.toISOString().slice(0, 19), timeZone: 'UTC' });
  const event = {
    subject: 'A word before lunch', start: at(from), end: at(new Date(from.getTime() + hour)), isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness',
    attendees: invited.map(({ address, name }) => ({ type: 'required', emailAddress: { address, name } })),
  };
  const answer = await fetch(`${world.origin}/sandbox/graph/v1.0/users/${organizer.address}/events`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(event) });
  expect(answer.ok, `a meeting can be made: ${answer.status}`);
  const { onlineMeeting } = (await answer.json()) as { onlineMeeting: { joinUrl: string } };
  return decodeURIComponent(/meetup-join\/([^/]+)/.exec(onlineMeeting.joinUrl)![1]!);
}

/** What a person has in the clipboard after copying from a page, put into the line as Ctrl+V does. */
async function paste(app: FrameLocator, page: Page, text: string): Promise<void> {
  await app.getByRole('textbox', { name: /What will you do/ }).focus();
  await page.keyboard.insertText(text);
}

/** The panel's rarer screens: a meeting of no session, somebody without a part, what was typed badly, what slipped twice, somebody late. */
export async function panelLooks(world: World, { step }: Steps): Promise<void> {
  const cast = await castOf(world);
  const { client, outside, lead } = cast;
  const monday = await toMonday(world);
  const engagement = await engagementWith(world, cast, outside, monday);
  const session = await bookOn(world, client, engagement, new Date(monday.getTime() + day));
  const second = await bookOn(world, client, engagement, new Date(monday.getTime() + 3 * day));
  const { start } = await as<{ start: string }>(world, client, 'GET', `/sessions/${session}`);
  const chat = await meetingBy(world, client, [lead], new Date(start));
  const page = await world.context.newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  const app = appIn(page);
  const line = app.getByRole('textbox', { name: /What will you do/ });
  const panelOf = (who: Person) => page.goto(`${world.origin}/sandbox/teams?${new URLSearchParams({ user: who.address, surface: 'panel', chat })}`);
  const tabOf = (who: Person, path: string) => page.goto(`${world.origin}/sandbox/teams?${new URLSearchParams({ user: who.address, subpage: path })}`);

  await step('beside a meeting of no session its client chooses one; who has no part in it is told so plainly', async () => {
    await panelOf(lead);
    await app.getByText('No coaching session here').waitFor();
    await capturePanel(page, world.pictures, 'side-panel-no-part');
    await panelOf(client);
    await app.getByText('Is it one of yours?').waitFor();
    await capturePanel(page, world.pictures, 'side-panel-which-session');
    await app.getByRole('button', { name: /^This is it: .*/ }).first().click();
    await line.waitFor();
    await app.getByRole('button', { name: 'It is another meeting' }).waitFor();
    await capturePanel(page, world.pictures, 'side-panel-linked');
  });

  await step('a day that does not exist, one that has passed, pasted HTML and emoji alone are shown as typed', async () => {
    await line.fill('Write it down by 30 february');
    await app.getByText('There is no such day. It stays part of the text.').waitFor();
    await capturePanel(page, world.pictures, 'side-panel-no-such-day');
    await line.press('Enter');
    await line.fill('Call Sam by yesterday');
    await app.getByText('That day has passed. It stays part of the text.').waitFor();
    await line.press('Enter');
    await paste(app, page, html);
    await line.press('Enter');
    await line.fill('🙂🙂');
    await line.press('Enter');
    for (const text of ['Write it down by 30 february', 'Call Sam by yesterday', html, '🙂🙂']) await app.getByRole('checkbox', { name: `Done: ${text}`, exact: true }).waitFor();
    expect((await app.locator('li img').count()) === 0, 'nothing that was pasted is run');
    await capturePanel(page, world.pictures, 'side-panel-as-typed');
  });

  await step('a long list stands in the panel as a whole, and its last line is changed like its first', async () => {
    const before = await app.locator('li[data-line]').count();
    for (let index = 0; index < 60; index += 1) await as(world, client, 'POST', `/engagements/${engagement}/commitments`, { id: randomUUID(), sessionId: session, text: `Line ${index}` });
    const last = app.getByRole('checkbox', { name: 'Done: Line 59', exact: true });
    await last.waitFor();
    await page.reload();
    await last.waitFor();
    await app.locator('li[data-line]').nth(before + 59).waitFor();
    expect((await app.locator('li[data-line]').count()) === before + 60, 'every line is there once');
    await last.focus();
    await page.keyboard.press('Space');
    await app.getByRole('checkbox', { name: 'Done: Line 59', exact: true, checked: true }).waitFor();
    await app.getByRole('button', { name: 'Up: Line 59', exact: true }).press('Enter');
    await app.locator('li[data-line]').nth(before + 58).getByText('Line 59', { exact: true }).waitFor();
    await capturePanel(page, world.pictures, 'side-panel-long');
  });

  await step('about the beginning of a session one can say that one is late', async () => {
    const among = await engagementWith(world, cast, cast.coach, monday);
    const near = await bookOn(world, client, among, new Date(monday.getTime() + day));
    const begins = (await as<{ start: string }>(world, client, 'GET', `/sessions/${near}`)).start;
    await world.api('POST', '/clock', { now: new Date(Date.parse(begins) - 5 * minute).toISOString() });
    await tabOf(client, `/sessions/${near}`);
    await app.getByText('Running late?').waitFor();
    await captureApp(page, world.pictures, 'running-late');
    await app.getByRole('button', { name: '5 minutes late' }).click();
    await app.getByText('The others are told that you are about 5 minutes late.').waitFor();
  });

  await step('the coach outside chooses between sessions on the page of their link', async () => {
    const { url } = await as<{ url: string }>(world, client, 'POST', `/engagements/${engagement}/coach-links`, {});
    const coach = await world.context.newPage();
    await coach.goto(url);
    await coach.getByRole('combobox', { name: 'Session' }).selectOption(second);
    await coach.getByText('Nothing agreed yet').waitFor();
    await coach.getByRole('combobox', { name: 'Session' }).selectOption(session);
    await coach.getByText('Call Sam by yesterday').first().waitFor();
    await captureStandalone(coach, world.pictures, 'coach-page-sessions');
    await coach.close();
  });

  await step('what slipped twice is asked about without reproach, and help that is wanted is on the agenda', async () => {
    const on = (days: number) => new Date(Date.parse(start) + days * day).toISOString().slice(0, 10);
    const path = `/engagements/${engagement}/commitments`;
    const made = await as<{ id: string; version: number }>(world, client, 'POST', path, { id: randomUUID(), sessionId: session, text: 'Let somebody else open the meeting', due: { type: 'day', on: on(0) } });
    await world.api('POST', '/clock', { now: new Date(Date.parse(start) + 1.4 * day).toISOString() });
    const once = (await as<{ commitments: { id: string; version: number; slips: number }[] }>(world, client, 'GET', path)).commitments.find(({ id }) => id === made.id)!;
    expect(once.slips === 1, `slipped once: ${once.slips}`);
    await as(world, client, 'PATCH', `/commitments/${made.id}`, { version: once.version, due: { type: 'day', on: on(1) } });
    const next = await as<{ start: string }>(world, client, 'GET', `/sessions/${second}`);
    await world.api('POST', '/clock', { now: new Date(Date.parse(next.start) - 40 * minute).toISOString() });
    await tabOf(client, `/sessions/${second}`);
    await app.getByText('It slipped twice. What would help?').waitFor();
    await captureApp(page, world.pictures, 'slipped-twice');
    await app.getByRole('button', { name: 'Get help' }).click();
    await app.getByText('Help with: Let somebody else open the meeting').waitFor();
  });
  await page.close();
}
