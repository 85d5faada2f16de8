import { readFile } from 'node:fs/promises';
import { as, bookOn, castOf, engagementWith, toMonday } from './bands.ts';
import type { Person } from './outlook.ts';
import { captureApp, captureStandalone } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, type World } from './world.ts';

const hour = 3_600_000;

/** What became of sessions: found out by Teams' report, asked of the coach where it cannot be, disputed and corrected. */
export async function attendanceJourney(world: World, { step }: Steps): Promise<void> {
  const cast = await castOf(world);
  const { client, coach, outside } = cast;
  const monday = await toMonday(world);
  const page = await world.context.newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  const app = appIn(page);
  const open = (who: Person, path: string) => page.goto(`${world.origin}/sandbox/teams?${new URLSearchParams({ user: who.address, subpage: path })}`);

  /** Books for Tuesday, lets the client do something there, and goes to the evening of the day. */
  async function past(with_: Person, does: object): Promise<{ session: string; engagement: string }> {
    const engagement = await engagementWith(world, cast, with_, monday);
    const session = await bookOn(world, client, engagement, new Date(monday.getTime() + 24 * hour));
    const { start, end } = await as<{ start: string; end: string }>(world, client, 'GET', `/sessions/${session}`);
    const { events } = await world.api<{ events: { id: string; joinUrl: string | null; start: string }[] }>('GET', `/calendar?user=${client.address}&from=${start}&to=${end}`);
    const entry = events.find((one) => one.joinUrl !== null && Date.parse(one.start) === Date.parse(start))!;
    await world.api('POST', '/meeting/behaviour', { user: client.address, id: entry.id, who: client.address, ...does });
    return { session, engagement };
  }

  let logged = '';
  let madeUp = '';
  await step('a missed session is found out, disputed by the client and corrected by the coach', async () => {
    const missed = await past(coach, { visits: [] });
    logged = missed.engagement;
    madeUp = (await past(coach, { visits: [] })).session;
    const asked = await past(outside, { visits: [{ from: 0, to: 60 }], guise: { kind: 'dial-in' } });
    const { url } = await as<{ url: string }>(world, client, 'POST', `/engagements/${asked.engagement}/coach-links`, {});
    await world.api('POST', '/clock', { now: new Date(monday.getTime() + 60 * hour).toISOString() });
    await open(client, `/sessions/${missed.session}`);
    await app.getByText('The client was not there').first().waitFor();
    await app.getByText(/waited \d+ minutes/).waitFor();
    await app.getByRole('button', { name: 'That is not how it was' }).click();
    await app.getByRole('textbox', { name: 'How was it?' }).fill('We spoke by telephone');
    await captureApp(page, world.pictures, 'attendance-dispute');
    await app.getByRole('button', { name: 'Leave it' }).click();
    await app.getByRole('button', { name: 'That is not how it was' }).and(app.locator(':focus')).press('Enter');
    await app.getByRole('button', { name: 'Send to the coach' }).click();
    await app.getByText('Until then it counts for nothing').waitFor();
    await app.getByRole('button', { name: 'Take it back' }).and(app.locator(':focus')).waitFor();
    await open(coach, '/');
    await app.getByRole('region', { name: 'Did it happen?' }).getByText(/says that is not how it was: “We spoke by telephone”/).waitFor();
    await captureApp(page, world.pictures, 'home-objection');
    await open(coach, `/sessions/${missed.session}`);
    await app.getByText('“We spoke by telephone”').first().waitFor();
    await captureApp(page, world.pictures, 'attendance-correct');
    await app.getByRole('button', { name: 'It happened' }).click();
    await app.getByText('Held', { exact: true }).first().waitFor();
    const outsidePage = await world.context.newPage();
    await outsidePage.goto(url);
    await outsidePage.getByRole('heading', { name: 'Did it happen?' }).waitFor();
    await captureStandalone(outsidePage, world.pictures, 'attendance-coach-page');
    await outsidePage.getByRole('button', { name: 'It happened' }).first().click();
    await outsidePage.getByRole('heading', { name: 'Did it happen?' }).waitFor({ state: 'detached' });
    await outsidePage.close();
    await open(client, `/sessions/${asked.session}`);
    await app.getByText(/said that it happened/).waitFor();
    await captureApp(page, world.pictures, 'attendance-held');
    await open(client, `/engagements/${missed.engagement}`);
    await app.getByRole('button', { name: 'Change when somebody is late' }).click();
    await app.getByRole('combobox', { name: 'Somebody is late' }).selectOption('10');
    await captureApp(page, world.pictures, 'attendance-policy');
    await app.getByRole('region', { name: 'When somebody is late' }).getByRole('button', { name: 'Save' }).click();
    await app.getByText('From 10 minutes after the start').waitFor();
  });

  await step('a person looks over what is kept about them, and takes it along', async () => {
    await open(client, '/');
    await app.getByRole('link', { name: 'Your data' }).click();
    await app.getByText(/\d entries/).first().waitFor();
    await captureApp(page, world.pictures, 'your-data');
    const [file] = await Promise.all([page.waitForEvent('download'), app.getByRole('button', { name: 'Download all of it' }).click()]);
    const own = JSON.parse(await readFile(await file.path(), 'utf8')) as { data: Record<string, unknown[]> };
    expect(/^fieldwork-[\d-]{10}\.json$/.test(file.suggestedFilename()) && JSON.stringify(own.data).includes('We spoke by telephone'), 'the file holds what the person wrote');
  });

  await step('a missed session is made up for with one press', async () => {
    await open(client, `/sessions/${madeUp}/rebook`);
    await app.getByRole('button', { name: /^Book / }).first().waitFor();
    await captureApp(page, world.pictures, 'rebook');
    await app.getByRole('button', { name: /^Book / }).first().click();
    await app.getByText('Coaching session').first().waitFor();
  });

  await step('the log has it all for client and coach, and for a lead without a word', async () => {
    await open(client, `/engagements/${logged}`);
    await app.getByRole('link', { name: 'Open the attendance log' }).click();
    await app.getByText('1 of 1', { exact: true }).waitFor();
    await app.getByRole('button', { name: /^What this rests on/ }).first().click();
    await app.getByText('“We spoke by telephone”').first().waitFor();
    await captureApp(page, world.pictures, 'attendance-log');
    await open(cast.lead, '/');
    await app.getByRole('link', { name: 'Attendance', exact: true }).click();
    await app.getByRole('heading', { name: 'Engagements' }).waitFor();
    expect((await app.getByText('We spoke by telephone').count()) === 0, 'a lead reads nothing that anybody wrote');
    await captureApp(page, world.pictures, 'programme-attendance');
  });
  await page.close();
}
