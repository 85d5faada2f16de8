import type { Actor } from '../../access/actor.ts';
import { seesOf, seesSession } from '../../access/visibility.ts';
import type { AppContext } from '../../context.ts';
import { presentSummary } from '../engagements/service.ts';
import { presentMe } from '../people/service.ts';
import { presentSession } from '../scheduling/service.ts';
import type { Home } from './contract.ts';
import { asksOf } from './rules.ts';
import { readHome } from './store.ts';

/** What is next, what is asked of the viewer, and where they take part. Never asks Microsoft: it opens at once. */
export async function homeOf(context: AppContext, actor: Actor): Promise<Home> {
  const now = context.clock.now();
  const rows = await readHome(context.db, actor, now);
  const engagements = rows.engagements.map((row) => presentSummary(row, actor));
  const agreed = new Map(rows.engagements.map((row) => [row.id, row.sponsor_sees]));
  const isSeen = ({ engagement_id: id, kind }: (typeof rows.sessions)[number]): boolean => {
    const role = engagements.find((one) => one.id === id)?.myRole ?? null;
    return seesSession(kind, seesOf({ role, programmeLead: actor.programmeLead }, agreed.get(id) ?? null));
  };
  const upcoming = rows.sessions.filter(isSeen).map((row) => {
    const engagement = engagements.find((one) => one.id === row.engagement_id);
    const standing = { role: engagement?.myRole ?? null, programmeLead: actor.programmeLead };
    return presentSession(row, { ...standing, personId: actor.personId, status: engagement?.status ?? 'ended' }, now);
  });
  const next = upcoming.find((session) => session.state === 'booked' || session.state === 'proposed') ?? null;
  return { me: presentMe(rows.me, actor), next, upcoming, asks: asksOf(engagements, upcoming, rows.coachesToAsk, rows.votes, actor.personId), engagements };
}
