import type { AddCommitment, Board, ChangeCommitment, Commitment, CommitmentState, CommitmentStep, ReviewCommitment, TakeStep } from '../../../server/features/commitments/contract.ts';
import type { Sending } from '../../components/outbox.ts';

/** A commitment as it is shown: what was just done is there at once, marked until the server has it. */
export type ShownCommitment = Commitment & { pending: boolean };
/** Lines that stand together: a session's, or (without a session) an engagement's. */
export type Lines = Pick<Board, 'engagementId' | 'myRole' | 'commitments' | 'goals' | 'zone' | 'can' | 'lastEventId'> & { sessionId: string | null; lastTime: Commitment[] };
export type Shown<B extends Lines> = Omit<B, 'commitments' | 'lastTime'> & { commitments: ShownCommitment[]; lastTime: ShownCommitment[] };
export type ShownBoard = Shown<Board>;

export const addPath = (engagementId: string): string => `/api/engagements/${engagementId}/commitments`;
export const onePath = (id: string): string => `/api/commitments/${id}`;

const idOf = (path: string): string | null => /^\/api\/commitments\/([^/]+)/.exec(path)?.[1] ?? null;

const after: Partial<Record<CommitmentStep, CommitmentState>> = { accept: 'open', tick: 'done', untick: 'open', drop: 'dropped', reopen: 'open' };

/** The day that was chosen; words are understood where they arrive. */
export const dayOf = (due: AddCommitment['due']): string | null => (due?.type === 'day' ? due.on : null);

function changedBy(row: ShownCommitment, { path, body }: Sending): ShownCommitment {
  if (path.endsWith('/step')) {
    const { step } = body as TakeStep;
    const answered = ['shrink', 'get-help', 'drop'].includes(step);
    return { ...row, state: after[step] ?? row.state, asks: row.asks && !answered, wantsHelp: row.wantsHelp || step === 'get-help', pending: true };
  }
  if (path.endsWith('/review')) {
    const { outcome, sessionId, learnt = '', due } = body as ReviewCommitment;
    return { ...row, dueOn: due === undefined ? row.dueOn : dayOf(due), review: { sessionId, outcome, learnt, at: row.createdAt, version: row.review?.version ?? 0 }, pending: true };
  }
  const { text = row.text, goalId = row.goalId, due } = body as ChangeCommitment;
  return { ...row, text, goalId, dueOn: due === undefined ? row.dueOn : dayOf(due), pending: true };
}

const isRemoval = ({ path, body }: Sending): boolean => path.endsWith('/step') && (body as TakeStep).step === 'remove';

function newRow(board: Lines, { body }: Sending): ShownCommitment {
  const { id, text, goalId = null, due } = body as AddCommitment;
  const state = board.myRole === 'client' ? ('open' as const) : ('proposed' as const);
  return {
    id, text, goalId, state, engagementId: board.engagementId, sessionId: board.sessionId, dueOn: dayOf(due), proposedBy: board.myRole, slips: 0, asks: false, wantsHelp: false,
    review: null, version: 0, createdAt: '', doneAt: null, can: { reword: false, accept: false, tick: false }, pending: true,
  };
}

/** A row as it is shown stays the same thing for as long as the row does. */
const shownAs = new WeakMap<Commitment, ShownCommitment>();

function plainly(row: Commitment): ShownCommitment {
  const shown = shownAs.get(row) ?? { ...row, pending: false };
  shownAs.set(row, shown);
  return shown;
}

/** The board with what was done here and has not arrived yet. */
export function overlay<B extends Lines>(board: B, waiting: readonly Sending[]): Shown<B> {
  const plain = (rows: Commitment[]): ShownCommitment[] => rows.map(plainly);
  const shown = { commitments: plain(board.commitments), lastTime: plain(board.lastTime) };
  const adding = addPath(board.engagementId);
  for (const one of waiting) {
    const id = idOf(one.path);
    const change = (rows: ShownCommitment[]): ShownCommitment[] =>
      isRemoval(one) ? rows.filter((row) => row.id !== id) : rows.map((row) => (row.id === id ? changedBy(row, one) : row));
    if (id) {
      shown.commitments = change(shown.commitments);
      shown.lastTime = change(shown.lastTime);
    } else if (one.path === adding && (one.body as AddCommitment).sessionId === board.sessionId && !shown.commitments.some((row) => row.id === (one.body as AddCommitment).id)) {
      shown.commitments = [...shown.commitments, newRow(board, one)];
    }
  }
  return { ...board, ...shown };
}
