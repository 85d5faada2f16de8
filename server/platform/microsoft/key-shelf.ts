import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import type { Log } from '../log.ts';
import type { Seal } from '../seal.ts';

/** Entra's published keys and when they were read there, epoch milliseconds of our clock. */
export interface KeptKeys {
  jwks: JSONWebKeySet;
  readAt: number;
}

/** Keys as the last process read them. What cannot be read counts as not there. */
export interface KeyShelf {
  find(): Promise<KeptKeys | null>;
  keep(kept: KeptKeys): Promise<void>;
}

const about = 'signing-keys of Microsoft Entra';
const content = z.object({ readAt: z.number(), jwks: z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }) });

interface Row {
  key_id: string;
  sealed: Buffer;
}

/** The shelf in the database. Its time is sealed along, so that old keys cannot be passed off as new ones. */
export function createKeyShelf(db: Pick<Database, 'system' | 'glance'>, seal: Seal, log: Log): KeyShelf {
  const unusable = (error: unknown): null => {
    log.warn({ code: (error as { code?: unknown }).code }, 'the kept keys of Entra could not be used');
    return null;
  };
  async function find(): Promise<KeptKeys | null> {
    const { rows } = await db.glance((tx) => tx.query<Row>('select key_id, sealed from signing_keys'));
    const opened = rows[0] && seal.open({ keyId: rows[0].key_id, sealed: rows[0].sealed }, about);
    return opened ? content.parse(JSON.parse(opened.text)) : null;
  }
  async function keep(kept: KeptKeys): Promise<void> {
    const { keyId, sealed } = seal.close(JSON.stringify(kept), about);
    await db.system((tx) => tx.query(
      `insert into signing_keys (key_id, sealed, read_at) values ($1, $2, $3)
       on conflict (tenant_id) do update set key_id = excluded.key_id, sealed = excluded.sealed, read_at = excluded.read_at where signing_keys.read_at <= excluded.read_at`,
      [keyId, sealed, new Date(kept.readAt)],
    ));
  }
  return { find: () => find().catch(unusable), keep: async (kept) => void (await keep(kept).catch(unusable)) };
}
