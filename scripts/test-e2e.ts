import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { environment } from '../server/platform/config.ts';
import { arcJourney } from '../tests/e2e/arc.ts';
import { fieldworkJourney } from '../tests/e2e/fieldwork.ts';
import { afterBooking, badDays, bookingJourney, lastLook } from '../tests/e2e/journey.ts';
import { outlookJourney } from '../tests/e2e/outlook.ts';
import { reviewJourney } from '../tests/e2e/review.ts';
import { lookAway } from '../tests/e2e/screens.ts';
import { votesJourney } from '../tests/e2e/votes.ts';
import { createSteps, type Steps } from '../tests/e2e/steps.ts';
import { createWorld, type WorldOptions } from '../tests/e2e/world.ts';
import { buildFrontEnd } from './build-front-end.ts';

// npm run test:e2e [-- --screenshots DIR] [--traffic FILE] [--readme-pictures DIR] [--pages DIR] [--quick]
//   --screenshots      where pictures of every screen go, in three themes and three widths (default: a temporary folder)
//   --traffic          file that every exchange with Graph is appended to
//   --readme-pictures  also takes the README's pictures into this folder: npm run test:e2e -- --quick --readme-pictures docs/pictures
//   --pages            already built pages, instead of building them
//   --only outlook|arc|review|votes   the pane in Outlook; whole engagements and series; the weekly review with plan and agenda; votes and links, alone
//   --quick            the steps alone, without pictures and accessibility
// CHROMIUM_PATH names the browser where it is not at one of the usual places.
const say = (line: string): void => console.log(line);

function options() {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, screenshots: text, traffic: text, 'readme-pictures': text, pages: text, only: text } });
  return {
    pictures: resolve(values.screenshots ?? mkdtempSync(join(tmpdir(), 'fieldwork-screens-'))),
    trafficFile: values.traffic === undefined ? undefined : resolve(values.traffic),
    readmePictures: values['readme-pictures'] === undefined ? undefined : resolve(values['readme-pictures']),
    pages: values.pages,
    quick: values.quick ?? false,
    only: values.only,
  };
}

/** In a sandbox of its own: there the coach has shared nothing yet. */
async function votesApart(steps: Steps, options: WorldOptions): Promise<void> {
  const world = await createWorld(options);
  try {
    await votesJourney(world, steps);
    await lastLook(world, steps);
  } finally {
    await world.close();
  }
}

async function main(): Promise<boolean> {
  const { pictures, trafficFile, readmePictures, pages, quick, only } = options();
  const asked = (name: string): boolean => only === undefined || only === name;
  if (quick) lookAway();
  const staticDir = pages === undefined ? await buildFrontEnd(say) : resolve(pages);
  if (trafficFile !== undefined) rmSync(trafficFile, { force: true });
  const common = { chromiumPath: environment()['CHROMIUM_PATH'], staticDir, pictures, readmePictures, trafficFile, say };
  const world = await createWorld(common);
  const keepPicture = async (name: string): Promise<void> => {
    for (const [index, page] of world.context.pages().entries()) await page.screenshot({ path: join(pictures, `failed-${index}-${name.replaceAll(/\W+/g, '-').slice(0, 60)}.png`) });
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
    if (asked('votes')) await votesApart(steps, { ...common, trafficFile: undefined, readmePictures: undefined });
    if (only !== 'outlook' && only !== 'votes') await lastLook(world, steps);
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
