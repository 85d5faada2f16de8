import type { Database, Prepared } from '../db/database.ts';
import type { DueWork } from '../jobs/jobs.ts';
import type { Log } from '../log.ts';
import type { Seal } from '../seal.ts';

/** A Graph token and the epoch milliseconds of our clock from which it is not used any more. */
export interface Held {
  value: string;
  until: number;
}

interface Whose {
  tenantId: string;
  objectId: string;
}

/** Graph tokens of people for all processes. What cannot be read counts as not there: the person's sign-in is exchanged anew. */
export interface TokenVault {
  find(whose: Whose): Promise<Held | null>;
  keep(whose: Whose, held: Held): Promise<void>;
}

interface Row {
  key_id: string;
  sealed: Buffer;
  until: Date;
}

const aboutOf = ({ tenantId, objectId }: Whose): string => `graph-token ${tenantId}/${objectId}`.toLowerCase();

const finding: Prepared = { name: 'graph-token', sql: 'select key_id, sealed, until from graph_tokens where tenant_id = $1 and object_id = $2' };
const keeping: Prepared = {
  name: 'keep-graph-token',
  sql: `insert into graph_tokens (tenant_id, object_id, key_id, sealed, until) values ($1, $2, $3, $4, $5)
    on conflict (tenant_id, object_id) do update set key_id = excluded.key_id, sealed = excluded.sealed, until = excluded.until`,
};

/**
 * Tokens sealed in the database. The application's own token is not kept here: it opens every mailbox of its scope, and costs a process
 * one exchange an hour.
 */
export function createTokenVault(db: Pick<Database, 'read' | 'write'>, seal: Seal, log: Log): TokenVault {
  // A database in trouble must not keep anybody from Microsoft 365: without the vault there is one exchange more.
  const orNull = <T>(work: Promise<T>): Promise<T | null> =>
    work.catch((error: unknown) => {
      log.warn({ code: (error as { code?: unknown }).code }, 'the token vault could not be used');
      return null;
    });

  const save = async (whose: Whose, { value, until }: Held): Promise<void> => {
    const { keyId, sealed } = seal.close(value, aboutOf(whose));
    await db.write(whose.tenantId, keeping, [whose.tenantId, whose.objectId, keyId, sealed, new Date(until)]);
  };

  async function find(whose: Whose): Promise<Held | null> {
    const [row] = await db.read<Row>(whose.tenantId, finding, [whose.tenantId, whose.objectId]);
    const opened = row && seal.open({ keyId: row.key_id, sealed: row.sealed }, aboutOf(whose));
    if (!opened) return null;
    const held = { value: opened.text, until: row.until.getTime() };
    // So a key that was replaced is out of use after at most a token's life.
    if (opened.outdated) await save(whose, held);
    return held;
  }

  return {
    find: (whose) => orNull(find(whose)),
    keep: async (whose, held) => void (await orNull(save(whose, held))),
  };
}

const DAY = 86_400_000;

/** Removes tokens that ended a day ago. */
export const forgetTokens = ({ db }: { db: Database }): DueWork => ({
  name: 'graph-tokens',
  nextDueAt: async () => {
    const { rows } = await db.glance((tx) => tx.query<{ until: Date | null }>('select min(until) as until from graph_tokens'));
    return rows[0]?.until ? new Date(rows[0].until.getTime() + DAY) : null;
  },
  runDue: async (now) => (await db.system((tx) => tx.query('delete from graph_tokens where until <= $1', [new Date(now.getTime() - DAY)]))).rowCount,
});
