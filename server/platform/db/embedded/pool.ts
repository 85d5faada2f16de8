import pg from 'pg';
import { columnTypes } from '../column-types.ts';
import type { Engine } from './engine.ts';
import { EngineSocket } from './socket.ts';

/** A `pg` pool over the embedded engine: one connection, because PGlite has one session. Closing it leaves the engine open. */
export function enginePool(engine: Engine, options: { waitMs: number }): pg.Pool {
  return new pg.Pool({
    user: 'postgres',
    database: 'postgres',
    password: 'embedded',
    ssl: false,
    stream: () => new EngineSocket(engine),
    types: columnTypes,
    // For `inOnePacket`: what is not awaited is sent all the same.
    pipeline: true,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: options.waitMs,
  });
}
