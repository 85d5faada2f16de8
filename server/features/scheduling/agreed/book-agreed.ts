import { authoriseSystem } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import type { Relaxation, SessionKind } from '../contract.ts';
import { madeOptional } from '../find/query.ts';
import { allows } from '../find/recheck.ts';
import { factsFor, prepare } from '../find/search.ts';
import { organizerOf } from '../rules.ts';
import { insertSession } from '../store.ts';

/** A time that everybody who has to come said yes to, while nobody may be looking. */
export interface Agreed {
  tenantId: string;
  engagementId: string;
  /** Of the session; the same again books once. */
  id: string;
  /** Who asked for it. */
  askedBy: string;
  kind: SessionKind;
  start: Date;
  minutes: number;
  relax: Relaxation[];
}

/**
 * Looks at the calendars once more in the application's own name and stores the session; `also` runs in the same transaction. The calendar
 * follows by the sync's own guarantees. Answers 'taken' when the finder would not offer the time any more, and rejects with
 * MicrosoftFailure when it cannot be asked.
 */
export async function bookAgreed(context: AppContext, agreed: Agreed, also: (tx: Queryable) => Promise<void>): Promise<'booked' | 'taken'> {
  const { tenantId, engagementId, id, kind, start, minutes } = agreed;
  const scope = authoriseSystem(tenantId, engagementId, agreed.askedBy);
  const facts = await factsFor(context, scope, id);
  const party = facts.engagement.people.find((person) => person.id === agreed.askedBy);
  // A coach outside has no mailbox here to make a meeting in.
  const asker = party && party.object_id === null ? '' : agreed.askedBy;
  const organizerId = organizerOf(facts.engagement, { personId: asker });
  const organizer = facts.engagement.people.find((person) => person.id === organizerId)!;
  const end = new Date(start.getTime() + minutes * 60_000);
  const relax = agreed.relax.filter((one) => one.type !== 'later' && one.type !== 'length');
  if (!facts.moving) {
    const microsoft = context.microsoft.application(tenantId);
    const read = (emails: string[], from: string, to: string) => microsoft.schedules(organizer.object_id!, emails, from, to);
    const search = await prepare(context, read, tenantId, facts, { wish: { kind, minutes, from: start, to: end }, relax });
    // Notice was kept when the time was asked about; that people took their time to answer is no reason against it.
    if (!allows({ ...search.query, noticeMinutes: 0 }, start.getTime(), minutes)) return 'taken';
  }
  const now = context.clock.now();
  const made = {
    id, kind, start, end, agenda: '', state: 'booked' as const, optionalPeople: madeOptional(relax), relaxed: relax,
    organizerId, sponsorId: facts.engagement.sponsor_id, checked: true, now,
  };
  const outcome = await context.db.scoped(tenantId, async (tx) => {
    const stored = await insertSession(tx, scope, made);
    if (stored === 'overlap') return stored;
    await also(tx);
    return stored;
  });
  return outcome === 'overlap' ? 'taken' : 'booked';
}
