import express from 'express';
import pg from 'pg';
import { serve } from '../api/serve.ts';

/* The peer: Express 5 and pg, one row of the same database by its key, nothing else: no sign-in, no check, no log. */
const pool = new pg.Pool({ connectionString: process.argv[2]!, max: 10 });
const app = express();
app.get('/row/:id', async (request, response) => {
  const { rows } = await pool.query('select id, email, display_name, zone from people where id = $1 and tenant_id = $2', [request.params.id, process.argv[3]]);
  response.json(rows[0]);
});
await serve(app, {}, () => pool.end());
