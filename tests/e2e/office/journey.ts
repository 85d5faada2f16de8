import type { BrowserContext } from 'playwright-core';
import { collectComplaints } from '../complaints.ts';
import { expect, type Steps } from '../steps.ts';
import type { World } from '../world.ts';
import type { Named, OpenItem, Opening } from './parent.ts';
import { installOffice, openReal, type RealPane } from './smoke.ts';

/** Somebody of the simulated tenant. */
interface Person {
  address: string;
  name: string;
}

/** A session's meeting, as it stands in the coach's calendar. */
interface Meeting {
  id: string;
  subject: string;
  joinUrl: string | null;
  start: string;
  end: string;
}

interface Parts {
  client: Person;
  coach: Person;
  meeting: Meeting;
}

/** What Outlook on the web has: `NestedAppAuth` is left out, because this release of office.js brings no bridge for it. */
const sets = { Mailbox: '1.14', IdentityAPI: '1.3' };

/** As often as a page may ask for a token until it shows a refusal: once in silence, once with a window; the page asks who is there, once. */
const mostAsked = 2;

const named = ({ address, name }: Person): Named => ({ address, name });
const messageFrom = (from: Person, to: Person, subject: string): OpenItem => ({ itemType: 1, id: 'AAMkADsmoke/+=', subject, sender: named(from), from: named(from), to: [named(to)], cc: [] });
const tokensAsked = async ({ played }: RealPane): Promise<number> => (await played()).asked.filter((one) => one === 'executeMethod 98').length;

/**
 * The pane's real page with Microsoft's real office.js (the npm release, at the CDN's address) in a stand-in for Outlook on the web: that
 * the script starts our page, hands over what is open and writes the form as the page asks. What Outlook does beyond that is not shown.
 */
export async function realOfficeJourney(world: World, { step }: Steps, { client, coach, meeting }: Parts): Promise<void> {
  const context = await world.context.browser()!.newContext({ viewport: { width: 400, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/London' });
  context.setDefaultTimeout(15_000);
  const complaints = collectComplaints(context);
  const unanswered = await installOffice(context, world);
  const { now } = await world.api<{ now: string }>('GET', '/clock');
  const tokenOf = async ({ address }: Person) => (await world.api<{ token: string }>('POST', '/token', { user: address, surface: 'outlook' })).token;
  const open = async (who: Person, item: OpenItem, more: Partial<Opening> = {}) =>
    openReal(context, { item, user: named(who), sets, token: await tokenOf(who), now: Date.parse(now), ...more });

  await step('Microsoft’s office.js: the pane starts, signs in by Outlook’s token and knows the people of a message; then of the next', async () => {
    const real = await open(coach, messageFrom(client, coach, 'About Thursday'));
    await real.pane.getByRole('heading', { level: 1, name: 'Coaching with these people' }).waitFor();
    await real.pane.getByText('About Thursday').waitFor();
    await real.pane.getByRole('heading', { name: `Coaching ${client.name}` }).waitFor();
    expect((await tokensAsked(real)) > 0, 'the token came from getAccessToken');
    await real.open(messageFrom({ address: 'nobody@elsewhere.example', name: 'Nobody' }, coach, 'An offer'));
    await real.pane.getByRole('heading', { name: 'No coaching here' }).waitFor();
    await real.page.close();
  });

  await step('Microsoft’s office.js: one press fills the form of a new meeting through it', async () => {
    const real = await open(client, { itemType: 5 });
    await real.pane.getByRole('button', { name: 'Fill the form with this time' }).first().click();
    await real.pane.getByRole('heading', { level: 1, name: 'Ready to send' }).waitFor();
    const { form, asked } = await real.played();
    expect(form.subject === 'Coaching session', `the subject: ${form.subject}`);
    expect(form.people[0].map(({ address }) => address).join() === coach.address, `the people: ${JSON.stringify(form.people)}`);
    expect(form.times[1] - form.times[0] === 3_600_000 && form.times[0] > Date.parse(now), `the times: ${JSON.stringify(form.times)}`);
    expect(/^[0-9a-f-]{36}$/.test(String(form.properties['fieldworkSession'])), `the mark: ${JSON.stringify(form.properties)}`);
    expect(!asked.some((one) => /^ExecuteMethod .*\?$/.test(one)), `calls that the stand-in does not play: ${asked.join()}`);
    // The time is given back: later steps book here.
    await real.pane.getByRole('button', { name: 'Choose another time' }).click();
    await real.pane.getByRole('heading', { level: 1, name: 'Make this a coaching session' }).waitFor();
    expect((await real.played()).form.properties['fieldworkSession'] === undefined, 'the mark is taken out again');
    await real.page.close();
  });

  await step('Microsoft’s office.js: a session that is booked is found by the link in its text, for its organiser and who attends', async () => {
    const times = { start: Date.parse(meeting.start), end: Date.parse(meeting.end) };
    const item: OpenItem = { itemType: 2, id: meeting.id, subject: meeting.subject, organizer: named(client), to: [named(client), named(coach)], cc: [], ...times, body: `<a href="${(meeting.joinUrl ?? '').replaceAll('&', '&amp;')}">Join</a>` };
    for (const who of [client, coach]) {
      const real = await open(who, item);
      await real.pane.getByRole('heading', { level: 1, name: 'Coaching session' }).waitFor();
      await real.page.close();
    }
  });

  await step('Microsoft’s office.js: nested app authentication that is only claimed falls back; a refusal is one screen, never a loop', async () => {
    const claimed = await open(coach, messageFrom(client, coach, 'About Thursday'), { sets: { ...sets, NestedAppAuth: '1.1' } });
    await claimed.pane.getByRole('heading', { level: 1, name: 'Coaching with these people' }).waitFor();
    await claimed.page.close();
    for (const [code, title] of [[13005, 'One permission is missing'], [13001, 'Sign in']] as const) {
      const real = await open(coach, messageFrom(client, coach, 'About Thursday'), { token: code });
      await real.pane.getByRole('heading', { level: 1, name: title }).waitFor();
      // A loop would show within this second.
      await real.page.waitForTimeout(1000);
      const asked = await tokensAsked(real);
      expect(asked > 0 && asked <= mostAsked, `after ${code} a token was asked for ${asked} times`);
      await real.page.close();
    }
  });

  await step('Microsoft’s office.js: in a tab of its own, where there is no Outlook, the page says so and offers the browser', async () => {
    await notOutlook(context);
  });

  await step('Microsoft’s office.js: nothing was loaded from elsewhere, nothing refused by the page’s policy', async () => {
    expect(unanswered.urls.length === 0, `asked of the network: ${unanswered.urls.join(' ')}`);
    expect(complaints.list().length === 0, complaints.list().join('\n'));
  });
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  await context.close();
}

/** At the top of a tab office.js says that there is no host. */
async function notOutlook(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await page.goto('https://fieldwork.example/task-pane?office=microsoft');
  await page.getByRole('heading', { name: 'Outlook did not answer' }).waitFor({ timeout: 7000 });
  await page.getByRole('link', { name: 'Fieldwork in Teams' }).waitFor();
  await page.close();
}
