import { randomUUID } from 'node:crypto';
import type { FrameLocator, Page } from 'playwright-core';
import type { Person } from './outlook.ts';
import { captureApp, captureStandalone } from './screens.ts';
import { expect, type Steps } from './steps.ts';
import { appIn, type World } from './world.ts';

const day = 86_400_000;

interface Cast {
  client: Person;
  coach: Person;
  sponsor: Person;
  lead: Person;
  outside: Person;
}

export async function castOf(world: World): Promise<Cast> {
  const { people, outsiders } = await world.api<{ people: Person[]; outsiders: Person[] }>('GET', '/people');
  const named = (name: string): Person => [...people, ...outsiders].find((one) => one.name.startsWith(name))!;
  return { client: named('Leila'), coach: named('Anneke'), sponsor: named('Maya'), lead: named('Ruth'), outside: named('Nora') };
}

/** Asks the product's own API as one of the people would. */
export async function as<T>(world: World, { address }: Person, method: string, path: string, body?: unknown): Promise<T> {
  const { token } = await world.api<{ token: string }>('POST', '/token', { user: address, surface: 'teams' });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${world.origin}/api${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  expect(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
  return (await answer.json()) as T;
}

/** The next Monday at six: whatever today is, Tuesday is between one and two days away, and Monday itself is near. */
export async function toMonday(world: World): Promise<Date> {
  const { now } = await world.api<{ now: string }>('GET', '/clock');
  const today = Math.floor(Date.parse(now) / day) * day;
  const monday = new Date(today + ((8 - new Date(today).getUTCDay()) % 7 || 7) * day + day / 4);
  await world.api('POST', '/clock', { now: monday.toISOString() });
  return monday;
}

export async function engagementWith(world: World, { client, sponsor }: Cast, coach: Person, monday: Date): Promise<string> {
  const pick = ({ objectId, address, name }: Person) => ({ objectId: objectId ?? null, email: address, displayName: name });
  const on = (days: number) => new Date(monday.getTime() + days * day).toISOString().slice(0, 10);
  const body = { id: randomUUID(), client: pick(client), coach: pick(coach), sponsor: pick(sponsor), goals: [], startsOn: on(-7), endsOn: on(180) };
  return (await as<{ id: string }>(world, client, 'POST', '/engagements', body)).id;
}

/** Books whatever is left of that day for the two. */
export async function bookOn(world: World, client: Person, engagementId: string, from: Date): Promise<string> {
  const { participants } = await as<{ participants: { id: string; role: string; inTenant: boolean }[] }>(world, client, 'GET', `/engagements/${engagementId}`);
  const long = { startMinute: 360, endMinute: 1260 };
  const relax = participants.filter(({ role }) => role !== 'sponsor').flatMap(({ id, inTenant }) => [{ type: 'hours', personId: id, ...long }, ...(inTenant ? [] : [{ type: 'unconfirmed', personId: id }])]);
  const loose = [{ type: 'notice', hours: 0 }, { type: 'spacing' }, { type: 'buffers', minutes: 0 }, ...relax];
  const window = { from: from.toISOString(), to: new Date(from.getTime() + 15 * 3_600_000).toISOString() };
  const { slots } = await as<{ slots: { start: string }[] }>(world, client, 'POST', `/engagements/${engagementId}/times`, { kind: 'coaching', minutes: 60, relax: loose, ...window });
  expect(slots.length > 0, `there is a time on ${window.from.slice(0, 10)}`);
  const start = slots.map((slot) => slot.start).toSorted().at(-1);
  return (await as<{ id: string }>(world, client, 'POST', `/engagements/${engagementId}/sessions`, { id: randomUUID(), kind: 'coaching', start, minutes: 60, relax: loose })).id;
}

async function chooseAnother(app: FrameLocator, page: Page): Promise<void> {
  await app.getByRole('heading', { level: 1, name: 'Find a new time' }).waitFor();
  await app.getByLabel('When', { exact: true }).selectOption('weeks-4');
  const choose = app.getByRole('button', { name: /^Choose / });
  const offers = app.getByRole('heading', { name: 'What would open times' }).locator('xpath=following-sibling::ul').getByRole('button');
  await choose.or(offers).first().waitFor();
  if ((await choose.count()) === 0) await offers.first().click();
  // The form's own way back, and the browser's: both close the form and stay on the screen.
  for (const leave of [() => app.getByRole('button', { name: 'Other times' }).click(), () => page.evaluate(() => history.back())]) {
    await choose.last().click();
    await app.getByRole('heading', { name: 'Ask the coach for this time?' }).waitFor();
    await leave();
    await choose.last().waitFor();
    await app.getByRole('heading', { level: 1, name: 'Find a new time' }).waitFor();
  }
  await choose.last().click();
}

/**
 * What the engagement's bands do to a session: the coach is asked, late needs a reason; seen by all who see it. Two screens are looked at
 * in every theme and width, all of them with `everyPicture`.
 */
export async function bandsJourney(world: World, { step }: Steps, everyPicture = false): Promise<void> {
  const { pictures } = world;
  const cast = await castOf(world);
  const { client, coach, sponsor, lead, outside } = cast;
  const monday = await toMonday(world);
  const page = await world.context.newPage();
  await page.setViewportSize({ width: 1360, height: 900 });
  const app = appIn(page);
  const open = (who: Person, path: string) => page.goto(`${world.origin}/sandbox/teams?${new URLSearchParams({ user: who.address, subpage: path })}`);
  const look = (name: string): Promise<void> => (everyPicture ? captureApp(page, pictures, name) : Promise.resolve());
  let [inside, near, late] = ['', '', ''];

  await step('between one and two days before, the client asks the coach to cancel', async () => {
    inside = await engagementWith(world, cast, coach, monday);
    near = await bookOn(world, client, inside, new Date(monday.getTime() + day));
    late = await bookOn(world, client, inside, monday);
    await open(client, `/sessions/${near}`);
    await app.getByText('The coach agrees to changes now.').waitFor();
    await look('bands-near');
    await app.getByRole('button', { name: 'Ask to cancel' }).click();
    await app.getByLabel('A word to the coach (optional)').fill('The board meets that day.');
    await look('bands-ask-cancel');
    await app.getByRole('button', { name: 'Ask the coach' }).click();
    await app.getByText('You ask to cancel this session.').waitFor();
    await look('bands-asked');
  });

  await step('the coach inside sees it at home, and agrees: it is off, and what happened says so', async () => {
    await open(coach, '/');
    await app.getByRole('link', { name: /^Answer: Leila asks to cancel a session/ }).click();
    await app.getByText('The board meets that day.').waitFor();
    await look('bands-coach-answers');
    await app.getByRole('button', { name: 'Agree to cancel' }).click();
    await app.getByText('The session is cancelled.').waitFor();
    await app.getByText('You agreed.', { exact: true }).first().waitFor();
    await look('bands-coach-agreed');
  });

  await step('late, cancelling asks for a reason, which client and coach know and nobody else', async () => {
    await open(client, `/sessions/${late}`);
    await app.getByText('It is soon.').waitFor();
    await app.getByRole('button', { name: 'Cancel the session' }).click();
    const question = app.getByRole('region', { name: 'Cancel this session?' });
    await question.getByRole('radio', { name: 'Illness' }).waitFor();
    await captureApp(page, pictures, 'bands-late');
    await question.getByRole('radio', { name: 'Illness' }).check();
    await question.getByRole('button', { name: 'Cancel the session' }).click();
    await app.getByText(`Cancelled at short notice by ${client.name}: illness.`).waitFor();
    await look('bands-late-cancelled');
    // The session's fieldwork is none of theirs, and the browser says so too.
    await world.complaints.during(/status of 404/, async () => {
      // With nothing agreed, how late and by whom is not the sponsor's to know either.
      for (const [name, who, words] of [['sponsor', sponsor, 'Cancelled.'], ['lead', lead, `Cancelled at short notice by ${client.name}.`]] as const) {
        await open(who, `/sessions/${late}`);
        await app.getByText(words, { exact: true }).waitFor();
        expect((await app.getByText(/illness/i).count()) === 0, `the ${name} is not told why`);
        await look(`bands-${name}`);
      }
    });
  });

  await step('a coach outside is asked on their own page, and the meeting moves when they agree', async () => {
    const apart = await engagementWith(world, cast, outside, monday);
    const session = await bookOn(world, client, apart, new Date(monday.getTime() + day));
    const { url } = await as<{ url: string }>(world, client, 'POST', `/engagements/${apart}/coach-links`, {});
    await open(client, `/sessions/${session}`);
    await app.getByRole('button', { name: 'Ask to move' }).click();
    await chooseAnother(app, page);
    await look('bands-ask-move');
    await app.getByRole('button', { name: 'Ask the coach' }).click();
    await app.getByText(/You ask to move it to|Asked/).first().waitFor();
    await look('bands-move-asked');
    const outsidePage = await world.context.newPage();
    await outsidePage.goto(url);
    await outsidePage.getByRole('heading', { name: 'Asked of you' }).waitFor();
    await captureStandalone(outsidePage, pictures, 'bands-coach-page');
    await outsidePage.getByRole('button', { name: 'Agree to the new time' }).click();
    await outsidePage.getByRole('heading', { name: 'Asked of you' }).waitFor({ state: 'detached' });
    await outsidePage.close();
    await open(client, `/sessions/${session}`);
    await app.getByText('Booked', { exact: true }).first().waitFor();
    await app.getByText('You can move or cancel freely until').waitFor();
    await app.getByText(/^You moved it from/).waitFor();
    await look('bands-moved');
  });

  await step('the bands and the reminder are the engagement’s own, read and changed with its rules', async () => {
    await open(client, `/engagements/${inside}`);
    const rules = app.getByRole('region', { name: 'Rhythm and rules' });
    await rules.getByText('The client is reminded after 3 weeks').waitFor();
    await rules.getByRole('button', { name: /Change/ }).click();
    await app.getByLabel('Free until').selectOption('72');
    await app.getByLabel('Remind when nothing is booked for').selectOption('28');
    await look('bands-rules');
    await app.getByRole('button', { name: /^Save/ }).click();
    await rules.getByText('The client is reminded after 4 weeks').waitFor();
    await rules.getByText('Free until 3 days before, with the coach’s agreement until 1 day before').waitFor();
  });
  await page.close();
}
