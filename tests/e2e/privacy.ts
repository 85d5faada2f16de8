import { as, castOf, engagementWith, toMonday } from './bands.ts';
import type { Person } from './outlook.ts';
import { captureApp } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, type World } from './world.ts';

/** Somebody is erased: asked for and taken back, asked for by a lead, carried out; and who did what is read. */
export async function privacyJourney(world: World, { step }: Steps): Promise<void> {
  const cast = await castOf(world);
  const { client, coach, lead } = cast;
  const engagement = await engagementWith(world, cast, coach, await toMonday(world));
  const page = await world.context.newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  const app = appIn(page);
  const open = (who: Person, path: string) => page.goto(`${world.origin}/sandbox/teams?${new URLSearchParams({ user: who.address, subpage: path })}`);

  await step('a person asks to be erased, reads what that means, and takes it back', async () => {
    await open(client, '/your-data');
    await app.getByRole('heading', { name: 'What Microsoft 365 keeps' }).waitFor();
    await captureApp(page, world.pictures, 'erasure-account');
    await app.getByRole('button', { name: 'Ask to be erased' }).click();
    await app.getByRole('button', { name: 'Ask for it' }).click();
    await app.getByText(/You asked for it on .* until then you can take it back/).waitFor();
    await captureApp(page, world.pictures, 'erasure-pending');
    await app.getByRole('button', { name: 'Take it back' }).click();
    await app.getByRole('button', { name: 'Keep it' }).click();
    await app.getByRole('button', { name: 'Ask to be erased' }).waitFor();
  });

  await step('a programme lead finds somebody who left and has them erased, and a week later they are', async () => {
    await open(lead, '/programme');
    await app.getByRole('link', { name: 'People' }).click();
    await app.getByRole('searchbox', { name: 'Part of a name or an address' }).fill(client.name.split(' ')[0]!);
    const row = app.getByRole('listitem').filter({ hasText: client.name });
    await row.getByRole('button', { name: 'Have erased' }).click();
    await captureApp(page, world.pictures, 'erasure-people');
    await row.getByRole('button', { name: 'Ask for it' }).click();
    await row.getByText(/To be erased on .* as a programme lead asked/).waitFor();
    const { now } = await world.api<{ now: string }>('GET', '/clock');
    for (const hours of [7 * 24 + 1, 7 * 24 + 4]) await world.api('POST', '/clock', { now: new Date(Date.parse(now) + hours * 3_600_000).toISOString() });
    await open(lead, '/programme/people');
    await app.getByText(/Somebody was erased on/).waitFor();
    await captureApp(page, world.pictures, 'erasure-done');
    const { participants } = await as<{ participants: { displayName: string }[] }>(world, coach, 'GET', `/engagements/${engagement}`);
    expect(participants.some(({ displayName }) => displayName === 'Former participant') && !participants.some(({ displayName }) => displayName === client.name), 'the coach keeps the coaching, without a name');
    await open(coach, `/engagements/${engagement}`);
    await app.getByText('Former participant').first().waitFor();
    await captureApp(page, world.pictures, 'erasure-coaching');
  });

  await step('a programme lead reads who did what, by person and kind', async () => {
    await open(lead, '/programme');
    await app.getByRole('link', { name: 'Who did what' }).click();
    await app.getByText(`${lead.name} asked that somebody be erased.`).waitFor();
    await captureApp(page, world.pictures, 'audit');
    await app.getByRole('combobox', { name: 'What' }).selectOption('privacy');
    await app.getByText('Former participant asked to be erased.').waitFor();
    expect((await app.getByText(/started a coaching/).count()) === 0, 'only what was chosen is shown');
    await captureApp(page, world.pictures, 'audit-erasures');
    await app.getByRole('combobox', { name: 'Person' }).fill(lead.name.slice(0, 3));
    await app.getByRole('option', { name: new RegExp(lead.name) }).click();
    await app.getByText(`${lead.name} asked that somebody be erased.`).waitFor();
    expect((await app.getByText('Former participant asked to be erased.').count()) === 0, 'and by whom alone');
    await captureApp(page, world.pictures, 'audit-of-one');
    await app.getByRole('button', { name: 'Choose another person' }).click();
    await app.getByText('Former participant asked to be erased.').waitFor();
  });
  await page.close();
}
