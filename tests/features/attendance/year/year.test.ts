import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startApi, type Api } from '../../../support/api.ts';
import { address } from '../../../support/seed.ts';
import { byNight, compare, deliveriesTo, miscounted, onLeave, receivedBy, Requests, trulyMissed, type Line } from './check.ts';
import { agrees, DAY, live, organisation, plan, rowsOf, seedOfYear, size, sponsorOf, terms, wanted, zoneOf, type Leave, type Planned } from './world.ts';

interface Verdict {
  session_id: string;
  state: string | null;
  look_attempts: number;
  meeting_id: string | null;
}
interface Notice {
  who: string;
  kind: string;
  key: string;
  settled_at: Date;
  session_id: string | null;
  engagement_id: string;
}
type Left = Line & { to: string; at: Date; engagement_id: string; agreement: number | null; by_id: string | null };

let api: Api;
let requests: Requests;
let planned: Planned[];
let leaves: Leave[];
beforeEach(async () => {
  api = await startApi({ seed: organisation() });
  requests = new Requests(api);
  planned = [];
});
afterEach(() => api.close());

const count = (of: (string | null)[]) => Object.fromEntries([...new Set(of)].map((one) => [one, of.filter((other) => other === one).length]));

/** No verdict is missing, and none is against somebody who was there. */
async function checkVerdicts(): Promise<Verdict[]> {
  const verdicts = await rowsOf<Verdict>(api, 'select session_id, state, look_attempts, meeting_id from attendance');
  const truth = new Map(planned.map((one) => [one.sessionId, one]));
  expect(verdicts).toHaveLength(planned.length);
  expect(verdicts.filter(({ state }) => state === null)).toEqual([]);
  expect(verdicts.filter(({ session_id: id, state }) => (state === 'client-no-show' && truth.get(id)!.client) || (state === 'coach-no-show' && truth.get(id)!.coach))).toEqual([]);
  return verdicts;
}

/** Nothing came twice, by night or to somebody on leave: by what was kept, and by what came. */
async function checkNotices(): Promise<Notice[]> {
  const notices = await rowsOf<Notice>(api, "select p.email as who, n.kind, n.key, n.settled_at, n.session_id, n.engagement_id from notices n join people p on p.id = n.person_id where n.state = 'said'");
  const most = (kind: string): number => Math.max(0, ...Object.values(count(notices.filter((one) => one.kind === kind).map((one) => `${one.who} ${one.session_id}`)) as Record<string, number>));
  expect([most('did-it-happen') <= 1, most('rebook') <= 2, most('rebook-person') <= 1]).toEqual([true, true, true]);
  const deliveries = [...zoneOf.keys()].flatMap((who) => deliveriesTo(api, who));
  expect(deliveries.length).toBeGreaterThan(0);
  expect(await miscounted(api, deliveries)).toEqual([]);
  expect(byNight(deliveries)).toEqual([]);
  expect(onLeave(deliveries, leaves)).toEqual([]);
  return notices;
}

/** Nothing of attendance reaches a sponsor but by the last step of an agreement that all three accepted, after the client had their say. */
function checkLadder(left: readonly Left[], notices: readonly Notice[]): void {
  const agreed = new Set(planned.filter(({ number }) => agrees(number)).map(({ engagementId }) => engagementId));
  const about = left.filter(({ source }) => source === 'attendance-notice' || source === 'client-telling');
  expect(about.filter(({ engagement_id: id, agreement, by_id: by }) => !agreed.has(id) || agreement !== 1 || by === null)).toEqual([]);
  expect(about.filter(({ engagement_id: id, at }) => trulyMissed(planned, id, at.getTime()) < terms.ladder.tellAt)).toEqual([]);
  const said = (id: string, kind: string, part: string, before: number): boolean =>
    notices.some((one) => one.engagement_id === id && one.kind === kind && one.key.includes(part) && one.settled_at.getTime() <= before);
  expect(about.filter(({ engagement_id: id, at }) => !said(id, 'ladder-tell', ':tell:', at.getTime() - (terms.ladder.tellDays - 1) * DAY))).toEqual([]);
  expect(about.filter(({ engagement_id: id, at }) => !said(id, 'ladder-notice', ':shown:', at.getTime() - terms.ladder.holdHours * 3_600_000))).toEqual([]);
}

/** The ledger and the sponsors' mailboxes and feeds, message by message. */
async function checkLedger(notices: readonly Notice[]): Promise<{ left: Left[]; received: number }> {
  const left = await rowsOf<Left>(api,
    `select d.id, d.at, d.source, d.subject, d.words, d.engagement_id, d.agreement, d.by_id, p.email as to, coalesce(o.outcome, case n.state when 'said' then 'sent' else n.state end) as outcome
     from disclosures d join people p on p.id = d.to_id left join disclosure_outcomes o on o.disclosure_id = d.id left join notices n on d.key = 'notice:' || n.id::text order by d.at`);
  checkLadder(left, notices);
  const sponsors = [...new Set(planned.map(({ number }) => sponsorOf(number)))];
  const received = sponsors.map((name) => receivedBy(api, address(name)));
  const differences = sponsors.map((name, index) => compare(received[index]!, left.filter(({ to }) => to === address(name))));
  expect(differences.filter(({ unwritten, invented }) => unwritten.length + invented.length > 0)).toEqual([]);
  expect(received.flat().length).toBeGreaterThanOrEqual(size.engagements);
  return { left, received: received.flat().length };
}

/** Three requests for a session whose report was there at the first look and that nothing went wrong with. */
function checkRequests(verdicts: readonly Verdict[]): number {
  const first = verdicts.filter(({ state, look_attempts: attempts, meeting_id: id }) => state === 'held' && attempts === 1 && id !== null && requests.of(id)?.failed === false);
  expect(first.filter(({ meeting_id: id }) => requests.of(id!)!.answered !== 3)).toEqual([]);
  return first.length;
}

it(`${size.engagements} engagements with ${size.sessions} sessions each: nobody who was there is called missing, and nobody hears a thing twice or by night`, async () => {
  const from = new Date('2026-03-09T09:00:00Z');
  for (let number = 0; number < size.engagements; number += 1) planned.push(...(await plan(api, number, from)));
  leaves = await live(api, planned, new Date(from.getTime() + (size.sessions - 1) * size.everyDays * DAY + 12 * DAY), () => requests.count());
  const verdicts = await checkVerdicts();
  const notices = await checkNotices();
  const { left, received } = await checkLedger(notices);
  const first = checkRequests(verdicts);
  if (wanted === 0) return;
  expect(first).toBeGreaterThan(0);
  console.log(JSON.stringify({
    seed: seedOfYear, engagements: size.engagements, sessions: planned.length, verdicts: count(verdicts.map(({ state }) => state)), notices: count(notices.map(({ kind }) => kind)), leaves: leaves.length,
    received, ledger: count(left.map(({ source }) => source)), looks: verdicts.reduce((sum, one) => sum + one.look_attempts, 0), atFirstLook: first,
  }));
}, wanted > 0 ? 7_200_000 : 60_000);
