import type { AppContext } from '../../../context.ts';
import type { Follower, FollowedMailbox } from '../../following/service.ts';
import { reviewWorkName } from '../rules.ts';
import { concernOf, lookInRound, lookSoon, type Concern } from './rules.ts';
import { comingBlocks, lookAllBy, lookBy, nextStarts, type Look, type Watched } from './store.ts';

/** Asks for a look at a client's blocks as what is known of them decides; null for none. */
async function ask(context: AppContext, { tenantId, personId }: FollowedMailbox, decide: (watched: Watched, now: number) => Look | null): Promise<void> {
  const now = context.clock.now();
  const asked = await context.db.scoped(tenantId, async (tx) => {
    const watched = await comingBlocks(tx, tenantId, personId, now);
    const look = watched && decide(watched, now.getTime());
    return look && (await lookBy(tx, tenantId, personId, look)) ? look : null;
  });
  if (asked) await context.jobs.wake(reviewWorkName, asked.at);
}

function inRound({ zone, blocks }: Watched, now: number): Look {
  const starts = blocks.flatMap(({ start }) => (start !== null && start > now ? [start] : []));
  return { at: new Date(lookInRound(now, zone, starts.length === 0 ? null : Math.min(...starts))), closely: false };
}

function byConcern(watched: Watched, concerns: readonly Concern[], now: number): Look | null {
  const closely = concerns.includes('own');
  if (closely || concerns.includes('touches')) return { at: new Date(lookSoon(now)), closely };
  return concerns.includes('may-touch') ? inRound(watched, now) : null;
}

/**
 * Review blocks follow their clients' calendars. Nothing is read for it: where the calendar is read for a session anyway, it is known what
 * changed, and a block that is touched is looked at within minutes; elsewhere the next round looks at free/busy.
 */
export const blockFollower: Follower = {
  purpose: 'blocks',
  changed: (context, mailbox, changes, whole) =>
    // In everything there is may be what was missed.
    ask(context, mailbox, (watched, now) => byConcern(watched, whole ? ['may-touch'] : changes.map((change) => concernOf(watched.blocks, change)), now)),
  async noticed(tx, mailboxes, now) {
    const looks = (await nextStarts(tx, mailboxes, now)).map(({ zone, start, ...whose }) => ({ ...whose, at: new Date(lookInRound(now.getTime(), zone, start)) }));
    const asked = await lookAllBy(tx, looks);
    return asked === null ? null : { name: reviewWorkName, at: asked };
  },
};
