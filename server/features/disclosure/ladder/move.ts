import type { Queryable } from '../../../platform/db/database.ts';
import { newId } from '../../../platform/ids.ts';
import { offerNotice, stateOfNotice, withdrawNotices } from '../../nudges/service.ts';
import { noteOutcome } from '../ledger/store.ts';
import { advance, nextDay, type Standing } from '../rules.ts';
import { changeSharing, holdSharing, type Key, type SharingChanges, type SharingRow } from '../store.ts';
import { known, standingOf, type Known } from './situation.ts';
import { ladderKey, shownKey, shownNotice, sponsorKey, sponsorNotice, stepNotices, tellKey, tellPrefix } from './words.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Milliseconds after which a mail of the client's that nobody heard of again counts as one that may have arrived. */
const unheard = 10 * minute;

const at = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** What words and notices of one step are made of. */
export const about = (all: Known, standing: Pick<Standing, 'round' | 'tellBy'>, now: Date) => ({
  scope: all.scope, parties: all.parties, terms: all.terms.ladder, round: standing.round, tellBy: standing.tellBy, now,
});

/** Nothing of what was prepared for the sponsor is left. */
export const nothingPrepared: SharingChanges = {
  notice_state: null, notice_id: null, notice_words: null, notice_send_at: null, notice_by: null, notice_shown_at: null,
};

const fromStanding = ({ step, round, since, tellBy, heard: isHeard, suspendedAt, sendAt }: Standing): SharingChanges => ({
  step, round, since: at(since), tell_by: at(tellBy), suspended_at: at(suspendedAt), notice_send_at: at(sendAt), ...(!isHeard && { tell_heard_at: null }),
});

const forgotten: SharingChanges = { ...nothingPrepared, tell_heard_at: null, told_at: null, told_how: null, objection: '', objected_at: null, draft: '' };

/** A notice that was handed over and not said, because something came in between, waits here again. */
async function takenBack(tx: Queryable, key: Key, row: SharingRow, all: Known): Promise<SharingChanges> {
  if (row.notice_state !== 'offered' || row.notice_id === null || !all.parties.sponsor) return {};
  const state = await stateOfNotice(tx, { tenantId: key.tenantId, personId: all.parties.sponsor.id }, sponsorKey(key.engagementId, row.notice_id));
  if (state?.state !== 'dropped' || state.reason !== 'withdrawn') return {};
  // Its key is used up by nothing: withdrawn, it can be offered again.
  return { notice_state: 'held' };
}

/** What a notice in its hold needs: other words begin it anew, the client has to have been shown it, then it is handed over. */
async function holdOn(tx: Queryable, row: SharingRow, all: Known, now: Date): Promise<SharingChanges> {
  const hold = all.terms.ladder.holdHours * hour;
  if (row.notice_state !== 'held' || row.notice_id === null) return {};
  if (JSON.stringify(inOrder(row.notice_words)) !== JSON.stringify(inOrder(all.words))) return prepare(tx, all, row, now);
  const client = { tenantId: all.scope.tenantId, personId: all.parties.client.id };
  let shownAt = row.notice_shown_at;
  if (shownAt === null) {
    const told = await stateOfNotice(tx, client, shownKey(all.scope.engagementId, row.notice_id));
    if (told?.state === 'said' || told?.state === 'lost') shownAt = told.settledAt;
  }
  if (shownAt === null) {
    // Taken back while something was open, it is to be shown again; offered twice, it is said once.
    await offerNotice(tx, shownNotice(about(all, standingOf(row), now), row.notice_id, all.words), now);
    return {};
  }
  const sendAt = Math.max(row.notice_send_at!.getTime(), row.notice_shown_at === null ? shownAt.getTime() + hold : 0);
  if (sendAt > now.getTime()) return { notice_shown_at: shownAt, notice_send_at: new Date(sendAt) };
  await offerNotice(tx, sponsorNotice(about(all, standingOf(row), now), row.notice_id, all.words), now);
  return { notice_shown_at: shownAt, notice_state: 'offered' };
}

const inOrder = (words: { subject: string; lines: string[] } | null): unknown => words && [words.subject, words.lines];

/** Puts the notice, as it reads now, into its hold, and shows it to the client. */
export async function prepare(tx: Queryable, all: Known, row: SharingRow, now: Date): Promise<SharingChanges> {
  const noticeId = newId();
  await offerNotice(tx, shownNotice(about(all, standingOf(row), now), noticeId, all.words), now);
  return {
    notice_state: 'held', notice_id: noticeId, notice_words: all.words, notice_shown_at: null,
    notice_send_at: new Date(now.getTime() + all.terms.ladder.holdHours * hour),
  };
}

/** A mail of the client's whose answer nobody heard may have arrived: it is never sent again. */
async function givenUp(tx: Queryable, key: Key, row: SharingRow, now: Date): Promise<SharingChanges> {
  if (row.telling_id === null || now.getTime() - row.telling_at!.getTime() < unheard) return {};
  await noteOutcome(tx, key, row.telling_id, 'lost', now);
  return { telling_id: null, telling_at: null, told_at: now, told_how: 'maybe' };
}

/** Whether the client was told by now that it is theirs to tell; a message that is on its way counts. */
async function heard(tx: Queryable, row: SharingRow, all: Known, now: Date): Promise<SharingChanges> {
  if (row.step !== 'tell' || row.tell_heard_at !== null || row.tell_by === null) return {};
  const client = { tenantId: all.scope.tenantId, personId: all.parties.client.id };
  const notice = await stateOfNotice(tx, client, tellKey(all.scope.engagementId, row.round, row.tell_by.getTime()));
  return notice && ['leaving', 'said', 'lost'].includes(notice.state) ? { tell_heard_at: notice.settledAt ?? now } : {};
}

/** When the client's time to tell is next to be looked at: while they have not heard, once a day. */
const nextOfTell = ({ tell_by: by, tell_heard_at: heardAt }: SharingRow, zone: string, now: Date): number => (heardAt === null ? nextDay({ now: now.getTime(), zone }) : by!.getTime());

/** When to look again although nothing changes. */
function nextLook(row: SharingRow, zone: string, now: Date): Date | null {
  const times = [
    row.telling_id === null ? null : row.telling_at!.getTime() + unheard,
    row.paused_until === null ? null : Date.parse(`${row.paused_until}T00:00:00Z`),
    row.step === 'tell' && row.told_at === null && row.suspended_at === null ? nextOfTell(row, zone, now) : null,
    row.notice_state === 'held' && row.suspended_at === null ? (row.notice_shown_at === null ? now.getTime() + 30 * minute : row.notice_send_at!.getTime()) : null,
  ].filter((one) => one !== null);
  return times.length === 0 ? null : new Date(Math.max(Math.min(...times), now.getTime() + minute));
}

/** A row that is changed as one goes along, each change written once. */
class Moving {
  row: SharingRow;
  readonly #tx: Queryable;
  readonly #key: Key;

  constructor(tx: Queryable, key: Key, row: SharingRow) {
    this.#tx = tx;
    this.#key = key;
    this.row = row;
  }

  async change(changes: SharingChanges): Promise<void> {
    const before = this.row as unknown as Record<string, unknown>;
    const differs = Object.entries(changes).filter(([name, value]) => JSON.stringify(before[name] ?? null) !== JSON.stringify(value ?? null));
    if (differs.length === 0) return;
    await changeSharing(this.#tx, this.#key, Object.fromEntries(differs));
    this.row = { ...this.row, ...changes, version: this.row.version + 1 };
  }
}

/** Takes one step of the rules: what was prepared goes with a step that is left, and a step that begins, or goes on, is told. */
async function step(tx: Queryable, moving: Moving, all: Known, now: Date): Promise<void> {
  const before = standingOf(moving.row);
  const { standing, entered, undo } = advance(before, all.situation);
  const stops = standing.suspendedAt !== null && before.suspendedAt === null;
  if (undo || stops) await withdrawNotices(tx, all.scope.tenantId, ladderKey(all.scope.engagementId));
  await moving.change({ ...fromStanding(standing), ...(undo ? forgotten : {}), ...(standing.step === 'clear' ? { talked_at: null } : {}) });
  const goesOn = before.suspendedAt !== null && standing.suspendedAt === null && moving.row.told_at === null;
  // The same with an earlier date, which nobody has heard.
  if (entered === 'tell') await withdrawNotices(tx, all.scope.tenantId, tellPrefix(all.scope.engagementId, standing.round));
  const say = entered ?? (goesOn ? standing.step : null);
  for (const notice of say === null ? [] : stepNotices(say, about(all, standing, now))) await offerNotice(tx, notice, now);
}

/** Brings the ladder of one engagement to where it stands now, inside the caller's transaction. Done again it changes nothing. */
export async function move(tx: Queryable, key: Key, now: Date): Promise<SharingRow> {
  const moving = new Moving(tx, key, await holdSharing(tx, key));
  const pausedUntil = moving.row.paused_until;
  if (pausedUntil !== null && pausedUntil <= now.toISOString().slice(0, 10)) await moving.change({ paused_until: null, paused_by: null });
  await moving.change(await givenUp(tx, key, moving.row, now));
  const all = await known(tx, key, moving.row, now);
  await moving.change(await heard(tx, moving.row, all, now));
  await step(tx, moving, all, now);
  await moving.change(await takenBack(tx, key, moving.row, all));
  const { row } = moving;
  if (row.suspended_at === null && row.step === 'notice' && row.told_at === null) await moving.change(await holdOn(tx, row, all, now));
  await changeSharing(tx, key, { look_at: nextLook(moving.row, all.situation.zone, now) }, false);
  return moving.row;
}
