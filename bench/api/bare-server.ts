import express from 'express';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { pino } from 'pino';
import { scratchDatabase } from './database.ts';
import { clientId, tenantId } from './population.ts';
import { serve } from './serve.ts';

/* What nobody could do with less: Express verifies the token and reads one row. The keys are at hand; verified tokens are not remembered. */
const [databaseUrl, keys, now] = process.argv.slice(2) as [string, string, string];
const { db, remove } = await scratchDatabase(databaseUrl || null, pino({ level: 'silent' }));
const keySet = createLocalJWKSet(JSON.parse(keys) as JSONWebKeySet);

const app = express();
app.get('/row', async (request, response) => {
  const token = request.headers.authorization!.slice('Bearer '.length);
  const { payload } = await jwtVerify(token, keySet, {
    algorithms: ['RS256'], audience: clientId, issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`, currentDate: new Date(now),
  });
  const { rows } = await db.pool.query('select id, email, display_name, zone from people where tenant_id = $1 and object_id = $2', [payload.tid, payload.oid]);
  response.json(rows[0]);
});
await serve(app, {}, remove);
