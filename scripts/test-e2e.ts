import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { environment } from '../server/platform/config.ts';
import { arcJourney } from '../tests/e2e/arc.ts';
import { attendanceJourney } from '../tests/e2e/attendance.ts';
import { recapJourney } from '../tests/e2e/recap.ts';
import { bandsJourney } from '../tests/e2e/bands.ts';
import { disclosureJourney } from '../tests/e2e/disclosure.ts';
import { fieldworkJourney } from '../tests/e2e/fieldwork.ts';
import { afterBooking, badDays, bookingJourney, lastLook } from '../tests/e2e/journey.ts';
import { outlookJourney } from '../tests/e2e/outlook.ts';
import { outsideCoachJourney } from '../tests/e2e/outside-coach.ts';
import { cardJourney, panelJourney } from '../tests/e2e/panel.ts';
import { privacyJourney } from '../tests/e2e/privacy.ts';
import { panelLooks } from '../tests/e2e/panel-looks.ts';
import { reviewTimeJourney } from '../tests/e2e/review-time.ts';
import { reviewJourney } from '../tests/e2e/review.ts';
import { lookAway } from '../tests/e2e/screens.ts';
import { todoJourney } from '../tests/e2e/todo.ts';
import { votesJourney } from '../tests/e2e/votes.ts';
import { createSteps, type Steps } from '../tests/e2e/steps.ts';
import { createWorld, type World, type WorldOptions } from '../tests/e2e/world.ts';
import { buildFrontEnd } from './build-front-end.ts';

// npm run test:e2e [-- --screenshots DIR] [--traffic FILE] [--readme-pictures DIR] [--pages DIR] [--quick]
//   --screenshots      where pictures of every screen go, in three themes and three widths (default: a temporary folder)
//   --traffic          file that every exchange with Graph is appended to
//   --readme-pictures  also takes the README's pictures into this folder: npm run test:e2e -- --quick --readme-pictures docs/pictures
//   --pages            already built pages, instead of building them
//   --only outlook|panel|arc|review|review-time|votes|bands|attendance|todo|recap|disclosure|privacy   the pane in Outlook; the panel beside a meeting; whole engagements and series; the weekly review with plan and
//                      agenda; its protected time; votes and links; changes at short notice; attendance; erasures and who did what, alone
//   --without          parts left out, separated by commas
//   --quick            the steps alone, without pictures and accessibility
// CHROMIUM_PATH names the browser where it is not at one of the usual places.
const say = (line: string): void => console.log(line);

function options() {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, screenshots: text, traffic: text, 'readme-pictures': text, pages: text, only: text, without: text } });
  return {
    pictures: resolve(values.screenshots ?? mkdtempSync(join(tmpdir(), 'fieldwork-screens-'))),
    trafficFile: values.traffic === undefined ? undefined : resolve(values.traffic),
    readmePictures: values['readme-pictures'] === undefined ? undefined : resolve(values['readme-pictures']),
    pages: values.pages,
    quick: values.quick ?? false,
    only: values.only,
    without: new Set(values.without?.split(',') ?? []),
  };
}

/** In a sandbox of its own: there the coach has shared nothing yet, or time may go on. */
async function apart(journey: typeof votesJourney, steps: Steps, options: WorldOptions, began: (world: World) => void): Promise<void> {
  const world = await createWorld(options);
  began(world);
  try {
    await journey(world, steps);
    await lastLook(world, steps);
  } finally {
    await world.close();
  }
}

async function besideMeetings(world: World, steps: Steps): Promise<void> {
  const start = await panelJourney(world, steps);
  await outsideCoachJourney(world, steps);
  await cardJourney(world, steps, start);
  await panelLooks(world, steps);
}

async function main(): Promise<boolean> {
  const { pictures, trafficFile, readmePictures, pages, quick, only, without } = options();
  const asked = (name: string): boolean => (only === undefined ? !without.has(name) : only === name);
  if (quick) lookAway();
  const staticDir = pages === undefined ? await buildFrontEnd(say) : resolve(pages);
  if (trafficFile !== undefined) rmSync(trafficFile, { force: true });
  const common = { chromiumPath: environment()['CHROMIUM_PATH'], staticDir, pictures, readmePictures, trafficFile, say };
  const world = await createWorld(common);
  let looked = world;
  const keepPicture = async (name: string): Promise<void> => {
    for (const [index, page] of looked.context.pages().entries()) await page.screenshot({ path: join(pictures, `failed-${index}-${name.replaceAll(/\W+/g, '-').slice(0, 60)}.png`) });
  };
  try {
    const steps = createSteps(say, keepPicture);
    if (only === undefined) {
      const windows = await bookingJourney(world, steps);
      await fieldworkJourney(world, steps);
      await afterBooking(world, steps, windows);
      await badDays(world, steps, windows);
    }
    if (asked('outlook')) await outlookJourney(world, steps);
    if (asked('arc')) await arcJourney(world, steps);
    if (asked('review')) await reviewJourney(world, steps);
    if (asked('review-time')) await reviewTimeJourney(world, steps);
    for (const [name, journey] of [['panel', besideMeetings], ['votes', votesJourney], ['bands', (one: World, all: Steps) => bandsJourney(one, all, only === 'bands')], ['attendance', attendanceJourney], ['todo', todoJourney], ['recap', recapJourney], ['disclosure', disclosureJourney], ['privacy', privacyJourney]] as const) {
      if (asked(name)) await apart(journey, steps, { ...common, trafficFile: undefined, readmePictures: undefined }, (one) => (looked = one));
    }
    looked = world;
    if (!['outlook', 'votes', 'bands', 'attendance', 'todo', 'recap', 'disclosure', 'privacy', 'panel'].includes(only ?? '')) await lastLook(world, steps);
    const { passed, failed } = steps.summary();
    say(`\nPictures of the screens: ${pictures}\n${passed} passed, ${failed} failed`);
    return failed === 0;
  } finally {
    await world.close();
  }
}

try {
  process.exit((await main()) ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  say('0 passed, 1 failed');
  process.exit(1);
}
