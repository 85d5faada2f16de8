import type { Actor } from '../../../access/actor.ts';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import { unattended } from '../../../platform/microsoft/unattended.ts';
import { offerNotice, withdrawNotices } from '../../nudges/service.ts';
import { find } from '../../scheduling/service.ts';
import { againAfter, chaseKey, endingOf, humanNote, noteKey, timesNote, type Subject } from '../rules.ts';
import { endChase, putOff, readChase, stepDone, type ChaseRow, type Claim } from '../store.ts';

const hour = 3_600_000;
/** Hours for which every offered time can be booked, if nobody takes it. */
const standsFor = 24;
/** Hours between looks at a note that waits to be said, and for how many its times have to be bookable beyond the next look. */
const lookEvery = 6;
/** How often Microsoft is asked for times before a note goes without. */
const mostTries = 8;

const subjectOf = (row: ChaseRow): Subject => ({
  tenantId: row.tenant_id, sessionId: row.session_id, engagementId: row.engagement_id, why: row.why, start: new Date(row.starts_at).toISOString(),
  client: { id: row.client_id, name: row.client_name, zone: row.client_zone ?? 'UTC' }, coach: { id: row.coach_id, name: row.coach_name },
  ladder: row.ladder_step === 'first' || row.ladder_step === 'talk' ? row.ladder_step : null,
});

/** The client, for whom times are looked for; nobody is signed in, so free/busy is read in the application's own name. */
const clientOf = (row: ChaseRow): Actor => ({
  tenantId: row.tenant_id, objectId: row.client_object_id ?? '', personId: row.client_id, displayName: row.client_name, email: row.client_email, programmeLead: false, assertion: '',
});

type Times = { start: string; end: string }[];

/** Three of the finder's own times, soonest first; none when there are none, null when Microsoft cannot be asked now. */
async function timesFor(context: AppContext, row: ChaseRow): Promise<Times | null> {
  // A note is read hours after it was written: what it offers can still be booked a day later.
  const from = new Date(context.clock.now().getTime() + (row.notice_hours + standsFor) * hour).toISOString();
  const minutes = (new Date(row.ends_at).getTime() - new Date(row.starts_at).getTime()) / 60_000;
  try {
    const found = await find({ ...context, microsoft: unattended(context.microsoft) }, clientOf(row), row.engagement_id, { kind: row.kind, minutes, from, relax: [] });
    return found.slots.slice(0, 3).map(({ start, end }) => ({ start, end })).toSorted((a, b) => (a.start < b.start ? -1 : 1));
  } catch (failure) {
    if (failure instanceof MicrosoftFailure) return failure.passing && row.attempts < mostTries ? null : [];
    // Paused, or ended, since it was claimed: the next look ends it.
    if (failure instanceof AppError) return [];
    throw failure;
  }
}

/** Still claimed by us. */
const isOurs = (row: ChaseRow | null, claim: Claim): row is ChaseRow =>
  row !== null && row.due_at !== null && row.claimed_until !== null && new Date(row.claimed_until).getTime() === new Date(claim.claimed_until).getTime();

/** When the note before this step is far enough in the past; null when it is. One that waits, for leave or quiet, is not followed by another. */
function tooSoon({ step, last_note: note, last_note_at: at }: ChaseRow, now: Date): Date | null {
  if (step === 0 || note === null) return null;
  if (note === 'waiting') return new Date(now.getTime() + lookEvery * hour);
  const due = new Date(at ?? now).getTime() + againAfter;
  return due > now.getTime() ? new Date(due) : null;
}

/** A note that waits, for leave, quiet or a full week, with times that will be gone when it is said: it gets others. */
const isStale = ({ step, last_note: note, times, notice_hours: notice }: ChaseRow, now: Date): boolean =>
  step > 0 && note === 'waiting' && (times.length === 0 || times.some(({ start }) => Date.parse(start) < now.getTime() + (notice + 2 * lookEvery) * hour));

/** The client was asked to tell the sponsor of this row of misses: the first note would be a second message about the same, so the later one stands alone. */
const leftToLadder = ({ step, ladder_asks: asks }: ChaseRow): boolean => step === 0 && asks;

/** Takes one claimed chase a step on. Answers whether it was this claim's turn; repeating it after a kill offers nothing twice. */
export async function step(context: AppContext, claim: Claim): Promise<boolean> {
  const before = await context.db.system((tx) => readChase(tx, claim, context.clock.now()));
  if (!isOurs(before, claim)) return false;
  const now = context.clock.now();
  const isNext = before.step < 2 && !leftToLadder(before) && tooSoon(before, now) === null;
  const wants = endingOf(before) === null && (isNext || isStale(before, now));
  const times = wants ? await timesFor(context, before) : [];
  return context.db.system(async (tx) => {
    const row = await readChase(tx, claim, now, true);
    if (!isOurs(row, claim)) return false;
    const ending = endingOf(row);
    const later = tooSoon(row, now);
    if (ending) await end(tx, row, ending, now);
    else if (times !== null && times.length > 0 && isStale(row, now)) await sayOthers(tx, row, times, now);
    else if (later) await putOff(tx, row, later, false);
    else if (times === null) await putOff(tx, row, new Date(now.getTime() + hour), true);
    else await say(tx, row, times, now);
    return true;
  });
}

type Tx = Parameters<typeof endChase>[0];

/** It is over: what was not said yet is not true any more. */
export async function end(tx: Tx, row: Pick<ChaseRow, 'tenant_id' | 'session_id'>, ending: string, now: Date): Promise<void> {
  await endChase(tx, row, ending, now);
  await withdrawNotices(tx, row.tenant_id, chaseKey(row.session_id));
}

async function say(tx: Tx, row: ChaseRow, times: Times, now: Date): Promise<void> {
  if (row.step >= 2) {
    await offerNotice(tx, humanNote(subjectOf(row), now), now);
    await endChase(tx, row, 'handed-over', now);
    return;
  }
  const next = (row.step + 1) as 1 | 2;
  if (!leftToLadder(row)) await offerNotice(tx, timesNote(subjectOf(row), next, times, now), now);
  await stepDone(tx, row, { step: next, times, dueAt: new Date(now.getTime() + (leftToLadder(row) ? againAfter : lookEvery * hour)) });
}

/** The note that waits is worded anew, with times that can be booked. */
async function sayOthers(tx: Tx, row: ChaseRow, times: Times, now: Date): Promise<void> {
  await withdrawNotices(tx, row.tenant_id, noteKey(row.session_id, row.step));
  await offerNotice(tx, timesNote(subjectOf(row), row.step as 1 | 2, times, now), now);
  await stepDone(tx, row, { step: row.step, times, dueAt: new Date(now.getTime() + lookEvery * hour) });
}
