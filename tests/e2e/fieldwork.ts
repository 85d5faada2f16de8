import { client } from './people.ts';
import { captureApp, capturePanel } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, type World } from './world.ts';

/** Fieldwork captured beside the meeting: typed in one line, seen at once in every open surface, kept without a connection. */
export async function fieldworkJourney(world: World, { step }: Steps): Promise<void> {
  const panel = await world.context.newPage();
  await panel.setViewportSize({ width: 1280, height: 900 });
  const app = appIn(panel);
  const line = (frame = app) => frame.getByRole('textbox', { name: /What will you do/ });

  await step('fieldwork is one line in the side panel, and its day is understood', async () => {
    await panel.goto(`${world.origin}/sandbox/teams?user=${client.address}&surface=panel`);
    await line().fill('Ask Priya what slows her down by tomorrow');
    await app.getByText(/^By \w+ \d/).waitFor();
    await line().press('Enter');
    await app.getByRole('listitem').filter({ hasText: 'Ask Priya what slows her down' }).getByText('by tomorrow').first().waitFor();
    await line().fill('Let the team run the review');
    await line().press('Enter');
    await app.getByRole('checkbox', { name: 'Done: Let the team run the review' }).waitFor();
    await capturePanel(panel, world.pictures, 'side-panel-fieldwork');
  });

  await step('another open surface shows it at once, and a tick there is a tick here', async () => {
    const tab = await world.context.newPage();
    await tab.goto(`${world.origin}/sandbox/teams?user=${client.address}`);
    await appIn(tab).getByRole('link', { name: 'See the details' }).click();
    await appIn(tab).getByRole('checkbox', { name: 'Done: Let the team run the review' }).check();
    await app.getByRole('checkbox', { name: 'Done: Let the team run the review', checked: true }).waitFor();
    await tab.close();
  });

  await step('a line is changed and dated on the first screen; who changed it meanwhile elsewhere is shown both wordings', async () => {
    const tab = await world.context.newPage();
    await tab.goto(`${world.origin}/sandbox/teams?user=${client.address}`);
    const home = appIn(tab);
    await home.getByRole('heading', { name: 'Your fieldwork' }).waitFor();
    await app.getByRole('button', { name: 'Change: Ask Priya what slows her down' }).click();
    await app.getByLabel('Wording').fill('Ask Priya and Tom what slows them down');
    await home.getByRole('button', { name: 'Change: Ask Priya what slows her down' }).click();
    await home.getByLabel('Wording').fill('');
    await home.getByRole('button', { name: 'Save' }).click();
    await home.getByRole('alert').getByText('Say what it is.').waitFor();
    await home.getByLabel('Wording').and(home.locator(':focus')).fill('Ask Priya what would help her');
    const { now } = await world.api<{ now: string }>('GET', '/clock');
    const inAMonth = new Date(Date.parse(now) + 30 * 86_400_000);
    await home.getByLabel('By when', { exact: true }).fill(inAMonth.toISOString().slice(0, 10));
    await captureApp(tab, world.pictures, 'home-fieldwork-changing');
    await home.getByRole('button', { name: 'Save' }).click();
    await home.getByRole('button', { name: 'Change: Ask Priya what would help her' }).and(home.locator(':focus')).waitFor();
    await app.getByRole('listitem').filter({ hasText: 'Ask Priya what would help her' }).first().waitFor();
    await world.complaints.during(/409/, async () => {
      await app.getByRole('button', { name: 'Save' }).click();
      await app.getByText('Theirs: “Ask Priya what would help her”. Yours: “Ask Priya and Tom what slows them down”.').waitFor();
    });
    await capturePanel(panel, world.pictures, 'side-panel-both-wordings');
    await app.getByRole('button', { name: 'Use mine' }).click();
    await app.locator('input:focus, button:focus').waitFor();
    await home.getByRole('listitem').filter({ hasText: 'Ask Priya and Tom what slows them down' }).getByText(new RegExp(`^by \\w+ ${inAMonth.getUTCDate()} `)).first().waitFor();
    await home.getByRole('button', { name: 'Remove: Ask Priya and Tom what slows them down' }).click();
    await home.getByRole('button', { name: 'Undo' }).and(home.locator(':focus')).press('Enter');
    await home.getByRole('button', { name: 'Change: Ask Priya and Tom what slows them down' }).and(home.locator(':focus')).waitFor();
    await tab.close();
  });

  await step('what is typed without a connection is kept, and is there once when it is back', async () => {
    await world.complaints.during(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|ERR_CONNECTION/, async () => {
      await world.context.setOffline(true);
      await line().fill('Write down one decision a day');
      await line().press('Enter');
      await app.getByText('not sent yet').waitFor();
      await world.context.setOffline(false);
      await app.getByText('not sent yet').waitFor({ state: 'detached' });
    });
    await panel.reload();
    await app.getByRole('checkbox', { name: 'Done: Write down one decision a day' }).waitFor();
    const lines = await app.getByRole('checkbox', { name: 'Done: Write down one decision a day' }).count();
    expect(lines === 1, 'once');
  });

  await step('read back, and the client says yes', async () => {
    await app.getByRole('button', { name: 'That is what we agreed' }).click();
    await app.getByText('You said yes. Waiting for your coach.').waitFor();
    await panel.close();
  });
}
