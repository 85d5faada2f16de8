import type { Party } from '../../../access/actor.ts';
import { may } from '../../../access/policies.ts';
import { prove, proveSession } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import type { LiveEvent } from '../../../platform/live/event-log.ts';
import { follow, type EventSink } from '../../../platform/live/stream.ts';
import type { Board } from '../contract.ts';
import { presentCommitment, presentReadback } from '../present.ts';
import { readBoard, readNews } from './store.ts';

/** Everything of a session that client and coach have before them; 404 for everybody else. */
export async function boardOf(context: AppContext, party: Party, sessionId: string): Promise<Board> {
  const row = await readBoard(context.db, party.tenantId, sessionId);
  const scope = proveSession(row, party, 'see-fieldwork');
  const { off, lines, before, goals, confirmed, zone, last } = row!;
  return {
    sessionId,
    engagementId: scope.engagementId,
    myRole: scope.role!,
    off,
    lastTime: before.map((one) => presentCommitment(one, scope)),
    commitments: lines.map((one) => presentCommitment(one, scope)),
    goals,
    readback: presentReadback(lines, confirmed),
    zone,
    can: { write: may(scope, 'do-fieldwork', scope.status) },
    lastEventId: last,
  };
}

/** Follows an engagement's fieldwork after an event, until the reader goes or has no part in it any more. */
export async function live(context: AppContext, party: Party, engagementId: string, after: string): Promise<(sink: EventSink) => Promise<void>> {
  const read = async (from: string): Promise<LiveEvent[]> => {
    const row = await readNews(context.db, party.tenantId, engagementId, from);
    prove(row, party, engagementId, 'see-fieldwork');
    return row!.events;
  };
  // Refused before the stream begins, so that it is refused with a status.
  await read(after);
  return (sink) => follow(sink, { live: context.live, topic: engagementId, after, read });
}
