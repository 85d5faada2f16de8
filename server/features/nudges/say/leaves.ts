import type { Queryable } from '../../../platform/db/database.ts';
import type { NoticeKind } from '../contract.ts';
import type { PersonKey } from './store.ts';

/** A notice in a message that is about to leave. */
export interface LeavingNotice {
  id: string;
  key: string;
  kind: NoticeKind;
  engagementId: string;
  subject: string;
  lines: string[];
}

/** Asked in the transaction that marks a message as leaving: which of its notices may still. What it writes stands before anything was said. */
export type Leaves = (tx: Queryable, message: PersonKey & { notices: LeavingNotice[] }, now: Date) => Promise<string[]>;
