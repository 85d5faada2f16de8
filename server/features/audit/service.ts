import type { Actor } from '../../access/actor.ts';
import type { AppContext } from '../../context.ts';
import { erasedName } from '../../platform/db/erasure.ts';
import type { Handled } from '../../platform/http.ts';
import { origin } from '../../platform/request.ts';
import type { z } from 'zod';
import type { AuditLine, AuditPage, auditQuery } from './contract.ts';
import { subjectsOf } from './rules.ts';
import { actionsKnown, insertLine, linesBefore, type AuditRow } from './store.ts';
import { wordsOf } from './words/words.ts';

export { erasure, personal } from './store.ts';

/**
 * Writes down who did what, before it is answered: whoever was told that something is done can be asked about it. Reads, refusals and
 * calls of nobody (Microsoft's notifications) leave no line.
 */
export const auditTrail =
  (context: AppContext) =>
  async ({ method, path, call, reply }: Handled): Promise<void> => {
    const done = origin();
    if (method === 'get' || reply.status >= 400 || !done?.caller) return;
    const { tenantId, personId, by, programmeLead } = done.caller;
    const entry = {
      tenantId, actorId: personId, programmeLead, signedBy: by, at: context.clock.now(), requestId: done.requestId,
      action: `${method.toUpperCase()} ${path}`, subjects: subjectsOf(call.params, call.body, reply.body), status: reply.status,
    };
    await insertLine(context.db, entry);
  };

const concerning = ({ client, coach, about }: AuditRow): string | null => about ?? (client && coach ? `${client} with ${coach}` : null);

function presentLine(row: AuditRow): AuditLine {
  const [kind, did] = wordsOf(row.action);
  return {
    id: row.id,
    at: row.at.toISOString(),
    actorId: row.actor_id,
    actor: row.actor ?? erasedName,
    kind,
    did,
    concerning: concerning(row),
    role: row.role as AuditLine['role'],
    signedBy: row.signed_by as AuditLine['signedBy'],
    action: row.action,
    subjects: row.subjects,
    status: row.status,
    requestId: row.request_id,
  };
}

/** Lines that are read at once. */
const pageSize = 100;

/** Whoever leads the programme reads the organisation's lines, everybody else their own. */
export async function readTrail(context: AppContext, actor: Actor, query: z.output<typeof auditQuery>): Promise<AuditPage> {
  const of = { tenantId: actor.tenantId, actorId: actor.programmeLead ? null : actor.personId, personId: query.person ?? null };
  const rows = await context.db.scoped(actor.tenantId, async (tx) => {
    // The words are ours, so which actions are of a kind is known here and not in the table.
    const actions = query.kind ? (await actionsKnown(tx, actor.tenantId)).filter((action) => wordsOf(action)[0] === query.kind) : null;
    return linesBefore(tx, { ...of, actions }, query.before ?? null, pageSize + 1);
  });
  const lines = rows.slice(0, pageSize).map(presentLine);
  return { lines, next: rows.length > pageSize ? lines.at(-1)!.id : null };
}
