import { as, bookOn, castOf, engagementWith, toMonday } from './bands.ts';
import type { Person } from './outlook.ts';
import { captureApp, captureStandalone } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, type World } from './world.ts';

const hour = 3_600_000;

/** What is shared is agreed by three; missed sessions lead where was agreed, the client first; what has left is read word for word. */
export async function disclosureJourney(world: World, { step }: Steps): Promise<void> {
  const cast = await castOf(world);
  const { client, coach, sponsor, outside } = cast;
  const monday = await toMonday(world);
  const page = await world.context.newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  const app = appIn(page);
  const open = (who: Person, path: string) => page.goto(`${world.origin}/sandbox/teams?${new URLSearchParams({ user: who.address, subpage: path })}`);
  const at = async (hours: number) => world.api('POST', '/clock', { now: new Date(monday.getTime() + hours * hour).toISOString() });
  const engagement = await engagementWith(world, cast, coach, monday);
  const path = `/engagements/${engagement}`;

  await step('three people agree on what is shared', async () => {
    await open(client, path);
    await app.getByRole('link', { name: 'The agreement' }).click();
    await app.getByRole('button', { name: 'Word the agreement' }).click();
    await app.getByRole('combobox', { name: 'The coach is prompted to talk after' }).selectOption('1');
    await app.getByRole('combobox', { name: 'The client is asked to tell after' }).selectOption('2');
    await app.getByRole('combobox', { name: 'The client has' }).selectOption('3');
    await app.getByRole('textbox', { name: 'In our own words' }).fill('We say so early when it does not fit.');
    await captureApp(page, world.pictures, 'sharing-wording');
    await app.getByRole('button', { name: 'Propose it' }).click();
    await app.getByText('has not accepted yet').first().waitFor();
    await as(world, coach, 'POST', `${path}/sharing/acceptance`, { version: 1 });
    await open(sponsor, path);
    await app.getByText('attendance is shown to nobody but client and coach').waitFor();
    await app.getByRole('link', { name: 'Read and accept' }).click();
    await app.getByRole('button', { name: 'I accept this' }).waitFor();
    await captureApp(page, world.pictures, 'sharing-accepting');
    await app.getByRole('button', { name: 'I accept this' }).click();
    await app.getByRole('heading', { name: 'What holds now' }).waitFor();
    await as(world, coach, 'POST', `${path}/sharing`, { newest: 1, terms: { ...(await as<{ suggested: object }>(world, coach, 'GET', `${path}/sharing`)).suggested, words: 'We say so early when it does not fit, and nobody minds.' } });
    await open(client, `${path}/sharing`);
    await app.getByRole('button', { name: 'Not like this' }).waitFor();
    await captureApp(page, world.pictures, 'sharing-changed');
    await app.getByRole('button', { name: 'Not like this' }).click();
    await app.getByText('was not taken up').waitFor();
  });

  await step('two sessions are missed, and the client is asked to go first', async () => {
    for (const days of [1, 2]) {
      const session = await bookOn(world, client, engagement, new Date(monday.getTime() + days * 24 * hour));
      const { start, end } = await as<{ start: string; end: string }>(world, client, 'GET', `/sessions/${session}`);
      const { events } = await world.api<{ events: { id: string; joinUrl: string | null; start: string }[] }>('GET', `/calendar?user=${client.address}&from=${start}&to=${end}`);
      const entry = events.find((one) => one.joinUrl !== null && Date.parse(one.start) === Date.parse(start))!;
      await world.api('POST', '/meeting/behaviour', { user: client.address, id: entry.id, who: client.address, visits: [] });
    }
    await at(86);
    await open(client, path);
    await app.getByRole('link', { name: 'Where this stands' }).click();
    await app.getByRole('textbox', { name: 'Message' }).waitFor();
    await captureApp(page, world.pictures, 'ladder-tell');
    await open(coach, `${path}/ladder`);
    await app.getByText(/tells .* by/).waitFor();
    expect((await app.getByRole('textbox', { name: 'Message' }).count()) === 0, 'the draft is the client’s alone');
  });

  await step('the date passes: the coach’s notice is shown to the client first, who stops it and tells in their own words', async () => {
    await at(24 * 9);
    await open(coach, `${path}/ladder`);
    await app.getByRole('button', { name: 'Show it to the client, then send' }).waitFor();
    await captureApp(page, world.pictures, 'ladder-ready');
    await app.getByRole('button', { name: 'Show it to the client, then send' }).click();
    await app.getByRole('heading', { name: 'A notice waits' }).waitFor();
    await open(client, `${path}/ladder`);
    await app.getByRole('textbox', { name: 'If it is not right, why?' }).fill('I would rather say it myself');
    await captureApp(page, world.pictures, 'ladder-held');
    await app.getByRole('button', { name: 'Stop it' }).click();
    await app.getByText('“I would rather say it myself”').waitFor();
    await app.getByRole('textbox', { name: 'Message' }).fill('Two sessions did not happen. May we talk?');
    await app.getByRole('button', { name: 'Send …' }).click();
    await app.getByRole('button', { name: 'Send it now' }).click();
    await app.getByText(/was told on/).waitFor();
  });

  await step('what has left stands word for word, and the client sees what the sponsor sees', async () => {
    await open(client, path);
    await app.getByRole('link', { name: 'What left Fieldwork about you' }).click();
    await app.getByText('Two sessions did not happen. May we talk?').waitFor();
    await captureApp(page, world.pictures, 'disclosures');
    await open(client, `${path}/as-sponsor`);
    await app.getByText('Sessions missed').waitFor();
    await captureApp(page, world.pictures, 'as-sponsor');
    await open(sponsor, path);
    await app.getByText('Sessions missed').waitFor();
    await captureApp(page, world.pictures, 'sponsor-engagement');
    expect((await app.getByText('in a row').count()) === 0, 'where missed sessions stand is between client and coach');
  });

  await step('a coach outside accepts on their page', async () => {
    const other = await engagementWith(world, cast, outside, monday);
    const { suggested } = await as<{ suggested: object }>(world, client, 'GET', `/engagements/${other}/sharing`);
    await as(world, client, 'POST', `/engagements/${other}/sharing`, { newest: 0, terms: suggested });
    const { url } = await as<{ url: string }>(world, client, 'POST', `/engagements/${other}/coach-links`, {});
    const outsidePage = await world.context.newPage();
    await outsidePage.goto(url);
    await outsidePage.getByRole('heading', { name: 'Please read and accept' }).waitFor();
    await captureStandalone(outsidePage, world.pictures, 'sharing-coach-page');
    await outsidePage.getByRole('button', { name: 'I accept this' }).click();
    await outsidePage.getByRole('heading', { name: 'Waits for acceptances' }).waitFor();
    await outsidePage.close();
  });
  await page.close();
}
