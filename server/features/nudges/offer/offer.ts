import type { Queryable } from '../../../platform/db/database.ts';
import { newId } from '../../../platform/ids.ts';
import type { NoticeKind, NoticeWeight } from '../contract.ts';
import { dropByKey, dropOf, insertNotice } from './store.ts';

/** Something to be said to one person, once, when it is due and the person wants to hear. */
export interface NoticeDraft {
  tenantId: string;
  personId: string;
  engagementId: string;
  sessionId: string | null;
  /** Never said twice to the person, e.g. `declined:${sessionId}:${version}`. */
  key: string;
  kind: NoticeKind;
  /** At most 120 characters. */
  subject: string;
  /** Plain text, a paragraph each, blame-free. */
  lines: string[];
  /** Paths inside Fieldwork (`/sessions/<id>`); for people outside they become their personal page. */
  links: { label: string; path: string }[];
  /** Not said before. */
  dueAt: Date;
  /** Not said later: then it is dropped. */
  expiresAt: Date;
  weight: NoticeWeight;
}

/** The name of the work that says what is due: `context.jobs.wake(noticesName)`. */
export const noticesName = 'notices';

const most = { subject: 120, line: 1000, lines: 20, links: 5 };

/** Cut at a whole character: what offers a notice must not fail because somebody's title is long. */
const clip = (text: string, length: number): string =>
  [...text].length > length ? `${[...text].slice(0, length - 1).join('')}…` : text;

/**
 * Keeps a notice inside the caller's own transaction; it is said when due, by the person's rules. A key that the person was offered
 * before changes nothing, unless that one was withdrawn before it was said.
 */
export async function offerNotice(tx: Queryable, draft: NoticeDraft, now: Date): Promise<void> {
  await insertNotice(tx, newId(), {
    ...draft,
    subject: clip(draft.subject, most.subject),
    lines: draft.lines.slice(0, most.lines).map((line) => clip(line, most.line)),
    links: draft.links.slice(0, most.links).map(({ label, path }) => ({ label: clip(label, most.subject), path })),
  }, now);
}

/** Takes back what was not said yet, of everybody whose key starts with `keyPrefix`: it is no longer true. */
export async function withdrawNotices(tx: Queryable, tenantId: string, keyPrefix: string): Promise<void> {
  await dropByKey(tx, tenantId, keyPrefix);
}

/** Takes back what was not said yet to somebody about an engagement that is not theirs any more. */
export async function withdrawNoticesOf(tx: Queryable, person: { tenantId: string; personId: string }, engagementId: string): Promise<void> {
  await dropOf(tx, person, engagementId);
}
