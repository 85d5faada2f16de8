import { randomUUID } from 'node:crypto';
import { as, bookOn, castOf, engagementWith, toMonday } from './bands.ts';
import { captureApp } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, type World } from './world.ts';

const hour = 3_600_000;

interface Mail {
  subject: string;
  from: { address: string };
  bodyHtml: string;
}

/** What came of a session: seen beforehand, read back by both, mailed to the client and the coach outside, posted in the chat by a press. */
export async function recapJourney(world: World, { step }: Steps): Promise<void> {
  const cast = await castOf(world);
  const { client, outside } = cast;
  const monday = await toMonday(world);
  const page = await world.context.newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  const app = appIn(page);
  const engagement = await engagementWith(world, cast, outside, monday);
  const session = await bookOn(world, client, engagement, new Date(monday.getTime() + 24 * hour));
  await as(world, client, 'POST', `/engagements/${engagement}/commitments`, { id: randomUUID(), sessionId: session, text: 'Let the team run the review <b>', due: { type: 'day', on: new Date(monday.getTime() + 96 * hour).toISOString().slice(0, 10) } });
  await as(world, client, 'POST', `/engagements/${engagement}/commitments`, { id: randomUUID(), sessionId: session, text: 'לדבר עם הצוות' });
  const { end } = await as<{ end: string }>(world, client, 'GET', `/sessions/${session}`);

  await step('the client sees beforehand what is sent to whom, and chooses about the meeting’s chat', async () => {
    await page.goto(`${world.origin}/sandbox/teams?${new URLSearchParams({ user: client.address, subpage: `/sessions/${session}` })}`);
    const panel = app.getByRole('region', { name: 'What is sent afterwards, and to whom' });
    await panel.getByText(/Sent after/).waitFor();
    await panel.getByRole('radio', { name: 'In the meeting chat when one of us presses a button' }).check();
    await panel.getByRole('button', { name: 'Post it in the meeting chat, in my name' }).waitFor();
    for (const summary of await panel.locator('summary').all()) await summary.click();
    await captureApp(page, world.pictures, 'recap-before');
    await panel.getByRole('button', { name: 'Post it in the meeting chat, in my name' }).click();
    await panel.getByText('It is in the meeting chat.').waitFor();
  });

  await step('once the session is over it is in the mail of the client and of the coach outside', async () => {
    await app.getByRole('button', { name: 'That is what we agreed' }).click();
    await app.getByText('You said yes. Waiting for your coach.').waitFor();
    await world.api('POST', '/clock', { now: new Date(Date.parse(end) + 24 * hour).toISOString() });
    for (const { address } of [client, outside]) {
      const { messages } = await world.api<{ messages: Mail[] }>('GET', `/inbox?user=${encodeURIComponent(address)}`);
      const recaps = messages.filter(({ subject }) => subject.endsWith(': recap'));
      expect(recaps.length === 1 && recaps[0]!.bodyHtml.includes('Let the team run the review &lt;b&gt;'), `one recap to ${address}: ${recaps.length}`);
    }
    await page.reload();
    await app.getByText(/This is what was sent/).waitFor();
    await captureApp(page, world.pictures, 'recap-sent');
    await page.goto(`${world.origin}/sandbox/outlook?user=${outside.address}`);
    await page.getByText(/: recap/).first().waitFor();
    await page.close();
  });
}
