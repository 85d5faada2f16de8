import { useCallback, useEffect, useRef } from 'react';
import type { ChangeCommitment, CommitmentStep, ReviewCommitment } from '../../../server/features/commitments/contract.ts';
import { newId } from '../../api/ids.ts';
import type { LineChange } from './change-line.tsx';
import { onePath, type ShownCommitment } from './overlay.ts';

/** A step with a line as a request. */
export const stepOf = (id: string, step: CommitmentStep) => ({ key: newId(), method: 'post' as const, path: `${onePath(id)}/step`, body: { step } });

/** A change of a line as a request. */
export const changeOf = (row: ShownCommitment, change: LineChange) => ({ key: newId(), method: 'patch' as const, path: onePath(row.id), body: { version: row.version, ...change } satisfies ChangeCommitment });

/** A look back on a line as a request. */
export const reviewOf = (row: ShownCommitment, body: ReviewCommitment) => ({ key: newId(), method: 'put' as const, path: `${onePath(row.id)}/review`, body });

/** The latest of something that is asked for when it is needed: what asks stays the same thing. */
export function useLatest<T>(value: T): () => T {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return useCallback(() => latest.current, []);
}
