import { as, bookOn, castOf, engagementWith } from './bands.ts';
import { captureStandalone } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, type World } from './world.ts';

const hour = 3_600_000;
/** What one does the other sees within this; generous, for a machine that is busy. Milliseconds. */
const soon = 1_000;

/** A morning on which people work, at least two days ahead. */
async function morningAhead(world: World): Promise<Date> {
  const { now } = await world.api<{ now: string }>('GET', '/clock');
  const at = new Date(Math.floor(Date.parse(now) / (24 * hour)) * 24 * hour + 54 * hour);
  while ([0, 5, 6].includes(at.getUTCDay())) at.setTime(at.getTime() + 24 * hour);
  return at;
}

/** A coach outside, in a browser with nothing but their link, and the client in the panel beside the meeting: the same fieldwork, at once. */
export async function outsideCoachJourney(world: World, { step }: Steps): Promise<void> {
  const cast = await castOf(world);
  const { client, outside } = cast;
  const morning = await morningAhead(world);
  const [page, panel] = [await world.context.newPage(), await world.context.newPage()];
  const app = appIn(panel);
  const text = 'Ask the three of them what they would stop';

  await step('a coach outside proposes fieldwork on the page of their link, and the client’s open panel shows it at once', async () => {
    const engagement = await engagementWith(world, cast, outside, morning);
    const session = await bookOn(world, client, engagement, morning);
    const { url } = await as<{ url: string }>(world, client, 'POST', `/engagements/${engagement}/coach-links`, {});
    const { start, end } = await as<{ start: string; end: string }>(world, client, 'GET', `/sessions/${session}`);
    const { events } = await world.api<{ events: { joinUrl: string | null; start: string }[] }>('GET', `/calendar?user=${client.address}&from=${start}&to=${end}`);
    const chat = decodeURIComponent(/meetup-join\/([^/]+)/.exec(events.find((one) => one.joinUrl !== null && Date.parse(one.start) === Date.parse(start))!.joinUrl!)![1]!);
    await panel.goto(`${world.origin}/sandbox/teams?${new URLSearchParams({ user: client.address, surface: 'panel', chat })}`);
    await app.getByText('Nothing agreed yet').waitFor();
    await page.goto(url);
    await page.getByRole('textbox', { name: /What do you propose/ }).fill(`${text} by tomorrow`);
    await page.getByText(/^By \w+ \d/).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('proposed by the coach').waitFor();
    await app.getByRole('listitem').filter({ hasText: text }).getByText('proposed by the coach').waitFor({ timeout: soon });
    await captureStandalone(page, world.pictures, 'coach-page-fieldwork');
  });

  await step('the client takes it on, the coach sees that, and both say yes', async () => {
    await panel.bringToFront();
    await app.getByRole('button', { name: 'Take it on' }).click();
    await page.getByText('proposed by the coach').waitFor({ state: 'detached', timeout: soon + 500 });
    expect(await page.getByRole('checkbox', { name: `Done: ${text}` }).isEnabled(), 'the coach may tick what was taken on');
    await page.getByRole('button', { name: 'That is what we agreed' }).click();
    await app.getByRole('button', { name: 'Yes, that is it' }).click();
    await page.getByText('You both agreed to this.').waitFor();
    await captureStandalone(page, world.pictures, 'coach-page-agreed');
  });
  await Promise.all([page.close(), panel.close()]);
}
