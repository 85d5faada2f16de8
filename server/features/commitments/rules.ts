import { createHash } from 'node:crypto';
import type { Role } from '../../access/roles.ts';
import type { CommitmentState, CommitmentStep, Outcome } from './contract.ts';
import type { CommitmentRow } from './store.ts';
import { endOfDay } from './when/read-when.ts';

/** After this many the client is asked: shrink it, drop it, or get help? (product.md C) */
const slipsThatAsk = 2;

/** What a step changes; null when it is not this person's to take, or makes no sense now. */
export type Stepped = Partial<Pick<CommitmentRow, 'state' | 'accepted_at' | 'done_at' | 'removed_at' | 'asks' | 'wants_help'>>;

type Step = (row: CommitmentRow, now: Date) => Stepped | null;

const onlyIf = (holds: (row: CommitmentRow) => boolean, change: (now: Date) => Stepped): Step => (row, now) => (holds(row) ? change(now) : null);
const isIn = (...states: CommitmentState[]) => (row: CommitmentRow): boolean => row.removed_at === null && states.includes(row.state);

/** Each answers an empty change when it is so already: pressed twice, it is one. */
const steps: Record<CommitmentStep, Step> = {
  accept: (row, now) => (isIn('proposed')(row) ? { state: 'open', accepted_at: now } : isIn('open', 'done')(row) ? {} : null),
  tick: (row, now) => (isIn('open')(row) ? { state: 'done', done_at: now, asks: false, wants_help: false } : isIn('done')(row) ? {} : null),
  untick: (row) => (isIn('done')(row) ? { state: 'open', done_at: null } : isIn('open')(row) ? {} : null),
  drop: (row) => (isIn('proposed', 'open')(row) ? { state: 'dropped', asks: false, wants_help: false } : isIn('dropped')(row) ? {} : null),
  // What was never taken on is a proposal again.
  reopen: (row) => (isIn('dropped')(row) ? { state: row.accepted_at === null ? 'proposed' : 'open' } : isIn('open', 'proposed')(row) ? {} : null),
  remove: (row, now) => (row.removed_at === null ? { removed_at: now } : {}),
  restore: (row) => (row.removed_at === null ? {} : { removed_at: null }),
  shrink: onlyIf(isIn('open'), () => ({ asks: false })),
  'get-help': onlyIf(isIn('open'), () => ({ asks: false, wants_help: true })),
};

/** Only a proposal that was not taken up yet is the coach's own. */
const isCoachs = (row: CommitmentRow): boolean => row.state === 'proposed' && row.proposer === 'coach';

/** Steps that anybody at the table may take for the client; the rest are the client's, or a coach's with their own proposal. */
const anybodys = new Set<CommitmentStep>(['tick', 'untick']);

export function mayStep(role: Role | null, row: CommitmentRow, step: CommitmentStep): boolean {
  if (role === 'client') return true;
  if (role !== 'coach') return false;
  return anybodys.has(step) || ((step === 'remove' || step === 'restore') && isCoachs(row));
}

/** The client owns the wording; a coach rewords what they proposed until it is taken on. */
export const mayReword = (role: Role | null, row: CommitmentRow): boolean => role === 'client' || (role === 'coach' && isCoachs(row));

export const stepTo = (row: CommitmentRow, step: CommitmentStep, now: Date): Stepped | null => steps[step](row, now);

/** What a look back makes of it. */
export function reviewTo(row: CommitmentRow, outcome: Outcome, now: Date): Stepped {
  if (outcome === 'done') return { state: 'done', done_at: row.done_at ?? now, asks: false, wants_help: false };
  if (outcome === 'dropped') return { state: 'dropped', done_at: null, asks: false, wants_help: false };
  return { state: 'open', done_at: null, accepted_at: row.accepted_at ?? now };
}

/** When its due day will have gone by without its being done; null when that cannot happen any more. */
export function slipDueAt(row: Pick<CommitmentRow, 'state' | 'removed_at' | 'due_on' | 'slipped_on'>, zone: string): Date | null {
  const open = row.state === 'open' && row.removed_at === null && row.due_on !== null;
  // A day counts once, however often it is looked at.
  return open && row.slipped_on !== row.due_on ? endOfDay(row.due_on!, zone) : null;
}

/** The row after its due day went by. */
export const slipped = (row: Pick<CommitmentRow, 'slips' | 'due_on'>): { slips: number; slipped_on: string | null; asks: boolean } => ({
  slips: row.slips + 1,
  slipped_on: row.due_on,
  asks: row.slips + 1 >= slipsThatAsk,
});

/** Names a list as it stands, so that what was confirmed can be told from what is there now. 32 hexadecimal digits. */
export function digestOf(rows: Pick<CommitmentRow, 'id' | 'text' | 'due_on' | 'state'>[]): string {
  const said = rows.filter(({ state }) => state !== 'dropped').map(({ id, text, due_on, state }) => [id, text, due_on, state === 'proposed']);
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32);
}
