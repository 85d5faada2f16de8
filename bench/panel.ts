import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { openCold, slowed, type Opened, type Wish } from './panel/opening.ts';
import { yardstickPath } from './panel/pages.ts';
import { withPanel, type WithPanel } from './panel/with-panel.ts';
import { median, runBench } from './started.ts';

/*
 * npm run bench:panel: the side panel from a cold start to a line that can be typed into, beside a page that only initialises teams-js.
 * Both are served by the same server, compressed as it compresses, and opened by turns in a new browser context without a cache; the
 * browser is slowed down as `panel/opening.ts` says, and not. Fails when the panel's scripts weigh more than 120 kB as sent, or when it
 * takes more than 2.3 times as long. `-- --rounds 15`, CHROMIUM_PATH.
 */
const MOST_BYTES = 120_000;
const MOST_TIMES = 2.3;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);

async function typeIntoIt(page: Page): Promise<void> {
  const line = page.frameLocator('iframe').getByRole('textbox', { name: /What will you do/ });
  await line.fill('Ready to type');
  if ((await line.inputValue()) !== 'Ready to type') throw new Error('the line could not be typed into');
}

async function compare(browser: Browser, origin: string, wish: Wish, slow: boolean): Promise<{ panel: Opened[]; bare: Opened[] }> {
  const [panel, bare]: [Opened[], Opened[]] = [[], []];
  const ours = async () => void panel.push(await openCold(browser, origin, { ...wish, path: '/side-panel?theme=default' }, { slow }));
  const theirs = async () => void bare.push(await openCold(browser, origin, { ...wish, path: yardstickPath }, { slow }));
  for (let round = 0; round < rounds; round += 1) {
    for (const run of round % 2 === 0 ? [ours, theirs] : [theirs, ours]) await run();
  }
  return { panel, bare };
}

const say = (line: string): void => console.log(line);

async function measure({ browser, origin, wish }: WithPanel): Promise<void> {
  // A server that runs since a while, as those of an organisation do: the cold start is the panel's.
  for (let round = 0; round < 30; round += 1) await fetch(`${origin}/api/meetings/opening?chatId=chat`, { headers: { authorization: `Bearer ${wish.token}` } });
  const first = await openCold(browser, origin, wish, { slow: false, check: typeIntoIt });
  const total = [...first.scripts.values()].reduce((sum, bytes) => sum + bytes, 0);
  for (const [name, bytes] of [...first.scripts].toSorted((a, b) => b[1] - a[1])) say(`${name.padEnd(40)}${(bytes / 1000).toFixed(1).padStart(8)} kB`);
  say(`${'scripts before ready to type, as sent'.padEnd(40)}${(total / 1000).toFixed(1).padStart(8)} kB   (target ${MOST_BYTES / 1000})`);
  const ratios: number[] = [];
  for (const slow of [true, false]) {
    const { panel, bare } = await compare(browser, origin, wish, slow);
    const [ours, theirs] = [median(panel.map(({ ms }) => ms)), median(bare.map(({ ms }) => ms))];
    ratios.push(ours / theirs);
    const how = slow ? `processor /${slowed.cpu}, ${slowed.latencyMs} ms, ${slowed.megabitsPerSecond} Mbit/s` : 'not slowed down';
    say(`${how.padEnd(40)}${ours.toFixed(0).padStart(5)} ms, a page that only initialises teams-js ${theirs.toFixed(0)} ms: ${(ours / theirs).toFixed(2)} times (target ${MOST_TIMES}; medians of ${rounds})`);
  }
  if (total > MOST_BYTES) throw new Error(`the panel's scripts weigh ${total} bytes, more than ${MOST_BYTES}`);
  const worst = Math.max(...ratios);
  if (worst > MOST_TIMES) throw new Error(`the panel takes ${worst.toFixed(2)} times as long, more than ${MOST_TIMES}`);
}

runBench(() => withPanel(say, measure));
