import { may } from '../../../access/policies.ts';
import type { EngagementScope } from '../../../access/scope.ts';
import type { Ladder } from '../contract.ts';
import type { SharingRow } from '../store.ts';
import type { Known } from './situation.ts';
import { dateWords, tellingDraft } from './words.ts';

const iso = (at: Date | number): string => new Date(at).toISOString();
const isoOr = (at: Date | null): string | null => at && iso(at);

/** What became of a notice that was handed over. */
export type Delivery = 'waiting' | 'leaving' | 'said' | 'lost' | 'dropped' | null;

function noticeOf(row: SharingRow, { words }: Known, delivery: Delivery): Ladder['notice'] {
  if (row.step !== 'notice' || row.told_at !== null) return null;
  if (row.notice_state === null) return { state: 'ready', words, sendAt: null, waitsForClient: false };
  const shown = { words: row.notice_words ?? words, sendAt: isoOr(row.notice_send_at), waitsForClient: row.notice_shown_at === null };
  if (row.notice_state === 'held') return { ...shown, state: 'held' };
  const state = delivery === 'said' || delivery === 'lost' ? 'sent' : delivery === 'dropped' ? 'undelivered' : 'leaving';
  return { ...shown, state, waitsForClient: false };
}

/** A notice that has not left, for certain. */
const isBefore = (notice: Ladder['notice'], delivery: Delivery): boolean => notice?.state === 'held' || (notice?.state === 'leaving' && delivery === 'waiting');

/** What stands still, and for what. */
function standstillWords({ parties: { names }, standstill }: Known): string | null {
  if (standstill === null) return null;
  return {
    disputed: `Nothing goes on until ${names.coach} has looked at what ${names.client} sees otherwise.`,
    'open-question': 'Nothing goes on until it is known what became of every session.',
    paused: 'Paused: nothing goes on until then.',
    engagement: 'The engagement is not running, so nothing goes on.',
  }[standstill];
}

function noticeNext({ names }: Known['parties'], notice: Ladder['notice']): string {
  if (notice === null) return '';
  if (notice.state === 'held') return notice.waitsForClient ? `The notice waits until ${names.client} has seen it.` : 'The notice leaves at its time, unless it is stopped.';
  return {
    ready: `${names.coach} can send a notice of dates and counts. ${names.client} can still tell ${names.sponsor} first.`,
    leaving: `The notice is on its way to ${names.sponsor}.`,
    sent: `${names.sponsor} has the notice. Nothing else follows.`,
    undelivered: `The notice could not be given to ${names.sponsor}.`,
  }[notice.state];
}

function nextWords(row: SharingRow, all: Known, notice: Ladder['notice']): string {
  const { parties: { names }, terms: { ladder }, situation } = all;
  if (row.step === 'clear') return 'Nothing is open.';
  const stands = standstillWords(all);
  if (stands !== null) return stands;
  if (row.told_at !== null) return `${names.client} has told ${names.sponsor}. Nothing else follows.`;
  const then = situation.agreedFrom === null ? 'Nothing of it goes to anybody else.' : `After ${ladder.tellAt} in a row ${names.client} is asked to tell ${names.sponsor}.`;
  return {
    first: `It stays with ${names.client}. A session that is held ends it; after ${ladder.talkAt} in a row ${names.coach} is prompted to talk.`,
    talk: `A talk between the two of you. A session that is held ends it. ${then}`,
    tell: `${names.client} tells ${names.sponsor} by ${row.tell_by ? dateWords(row.tell_by, situation.zone) : ''}. After that ${names.coach} can send a notice of dates and counts.`,
    notice: noticeNext(all.parties, notice),
  }[row.step];
}

interface Seen {
  row: SharingRow;
  all: Known;
  scope: EngagementScope;
  notice: Ladder['notice'];
  delivery: Delivery;
}

/** Whether it is still the client's to tell. */
const isAsked = ({ row, all, notice }: Seen): boolean =>
  (row.step === 'tell' || row.step === 'notice') && row.told_at === null && row.telling_id === null && notice?.state !== 'sent' && all.situation.agreedFrom !== null;

const isReady = ({ row, all, notice }: Seen): boolean =>
  all.standstill === null && all.situation.agreedFrom !== null && row.telling_id === null && (notice?.state === 'ready' || notice?.state === 'undelivered');

function mayDo(seen: Seen): Ladder['can'] {
  const { row, scope, notice, delivery } = seen;
  const can = (action: Parameters<typeof may>[1]): boolean => may(scope, action, scope.status);
  const [pauses, tells, before] = [can('pause-ladder'), can('own-ladder') && isAsked(seen), isBefore(notice, delivery)];
  return {
    pause: pauses && row.paused_until === null,
    resume: pauses && row.paused_until !== null && (row.paused_by === scope.personId || scope.role === 'client'),
    talked: can('run-ladder') && row.step === 'talk' && row.talked_at === null,
    draft: tells,
    tell: tells,
    send: can('run-ladder') && isReady(seen),
    stop: can('run-ladder') && before,
    object: can('own-ladder') && before && row.objected_at === null,
  };
}

/** Where the ladder stands, for client or coach. */
export function presentLadder(row: SharingRow, all: Known, scope: EngagementScope, delivery: Delivery): Ladder {
  const { situation, parties } = all;
  const notice = noticeOf(row, all, delivery);
  const can = mayDo({ row, all, scope, notice, delivery });
  const draft = row.draft === '' ? tellingDraft(parties.names, situation.row.missed.map(({ at }) => at), situation.zone).lines.join('\n\n') : row.draft;
  return {
    engagementId: scope.engagementId,
    step: row.step,
    version: row.version,
    missed: situation.row.missed.map(({ id, at }) => ({ sessionId: id, at: iso(at) })),
    open: situation.row.open.map(({ id, at, why }) => ({ sessionId: id, at: iso(at), why })),
    standstill: all.standstill,
    pausedUntil: row.paused_until,
    agreement: all.agreement?.version ?? null,
    terms: all.terms.ladder,
    next: nextWords(row, all, notice),
    sponsorName: parties.names.sponsor,
    tellBy: isoOr(row.tell_by),
    talkedAt: isoOr(row.talked_at),
    draft: can.draft ? draft : null,
    told: row.told_at ? { at: iso(row.told_at), how: row.told_how === 'self' ? 'self' : 'mail', maybe: row.told_how === 'maybe' } : null,
    notice,
    objection: row.objected_at ? { at: iso(row.objected_at), why: row.objection } : null,
    can,
  };
}
