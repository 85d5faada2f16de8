import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Figures } from '../../../server/features/attendance-log/contract.ts';
import type { AuditPage } from '../../../server/features/audit/contract.ts';
import type { ReviewTime } from '../../../server/features/blocks/contract.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Me } from '../../../server/features/people/contract.ts';
import type { Erasure, KnownPeople, OwnData } from '../../../server/features/privacy/contract.ts';
import { erasures } from '../../../server/features/privacy/jobs.ts';
import { calendarSync } from '../../../server/features/scheduling/jobs.ts';
import { allErasure } from '../../../server/features/privacy/service.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { patternOf } from '../../../server/platform/db/erasure.ts';
import { calendarAt } from '../../../server/sandbox/tenant/views.ts';
import { startApi, type Answer, type Api } from '../../support/api.ts';
import { everyRow } from '../../support/every-row.ts';
import { dana, startEngagement } from '../../support/engagement.ts';
import { address, idFor, tenantId } from '../../support/seed.ts';

let api: Api;
beforeEach(async () => void (api = await startApi()));
afterEach(() => api.close());

const rowsOf = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> => (await api.context.db.system((tx) => tx.query<Row>(sql, values))).rows;
const made = <Body>(answer: Answer<unknown>): Body => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Body;
};

/** Tables with nothing that anybody typed, and nobody in them. */
const others: Record<string, string> = {
  tenants: 'the organisation',
  schema_migrations: 'the database',
  rate_counts: 'a minute’s counts under keyed hashes',
  signing_keys: 'Microsoft’s public keys, sealed',
  live_events: 'which thing changed, for a day',
  agenda_prompts: 'that a session was asked about',
  fieldwork_digests: 'that open fieldwork was looked at before a session',
  series_sessions: 'which sessions were booked together',
  planned_sessions: 'goes with its plan',
  vote_slots: 'times',
  disclosure_outcomes: 'what became of a line of the ledger, as a code',
};

describe('what an erasure does', () => {
  it('is declared for every column that holds words or names somebody', async () => {
    const columns = await rowsOf<{ table: string; column: string }>(`
      select c.relname as table, a.attname as column from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and (a.atttypid in ('text'::regtype, 'varchar'::regtype, 'jsonb'::regtype, 'json'::regtype, 'bytea'::regtype, 'text[]'::regtype, 'uuid[]'::regtype)
          or a.atttypid = 'uuid'::regtype and a.attname ~ '(_by|by_id|to_id|person_id|actor_id|object_id|client_id|coach_id|sponsor_id|organizer_id)$')
        and not exists (select from pg_constraint k where k.contype = 'c' and k.conrelid = c.oid and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) ~ 'ANY \\(ARRAY')
      order by 1, 2`);
    expect(columns.length).toBeGreaterThan(150);
    const declared = (table: string, column: string): boolean =>
      allErasure.some((one) => one.table === table && (one.own || one.keeps?.[column] !== undefined || one.steps.some(({ set }) => set?.[column] !== undefined)));
    expect(columns.filter(({ table, column }) => !others[table] && !declared(table, column)).map(({ table, column }) => `${table}.${column}`)).toEqual([]);
    // Nothing is declared that is not there, and what is somebody's own alone goes.
    const known = new Set(columns.map(({ table, column }) => `${table}.${column}`));
    expect(allErasure.flatMap(({ table, keeps = {} }) => Object.keys(keeps).map((column) => `${table}.${column}`)).filter((one) => !known.has(one))).toEqual([]);
    expect(allErasure.filter(({ own, steps }) => own && !steps.some(({ set }) => !set)).map(({ table }) => table)).toEqual([]);
  });

  it('finds names as whole words, whatever is in them', async () => {
    const finds = async (names: (string | null)[], text: string) => (await rowsOf<{ found: boolean }>('select $2::text ~* $1 as found', [patternOf(names), text]))[0]!.found;
    expect(await finds(['Ann Lee'], 'Announcements, Lee')).toBe(false);
    expect(await finds(['Ann Lee'], 'with ANN LEE, perhaps')).toBe(true);
    expect(await finds(['a.b+c@alder.example', null], 'to a.b+c@alder.example')).toBe(true);
    expect(await finds(['a.b+c@alder.example'], 'to axb+c@alder.example')).toBe(false);
    expect(await finds(['Zoë (Guest)'], 'Zoë (Guest) came')).toBe(true);
    expect(await finds([null, ''], 'anything')).toBe(false);
  });

  it('leaves the ledger append-only but for emptying its words', async () => {
    const { id, participants } = await startEngagement(api);
    const line = randomUUID();
    await rowsOf(
      `insert into disclosures (tenant_id, id, engagement_id, at, source, key, to_id, to_address, subject, words) values ($1, $2, $3, now(), 'notice', 'k', $4, 'a@alder.example', 'Subject', 'Words')`,
      [tenantId, line, id, participants.find(({ role }) => role === 'sponsor')!.id],
    );
    const change = (set: string, erasing = true) => api.context.db.system(async (tx) => {
      if (erasing) await tx.query("set local app.erasure = 'on'");
      await tx.query(`update disclosures set ${set} where id = $1`, [line]);
    });
    for (const set of ["words = 'Other'", "words = '', at = at + interval '1 hour'", "words = '', key = ''", 'by_id = to_id', "source = 'recap'"]) await expect(change(set)).rejects.toMatchObject({ code: '42501' });
    await expect(change("words = ''", false)).rejects.toMatchObject({ code: '42501' });
    await expect(api.context.db.system(async (tx) => {
      await tx.query("set local app.erasure = 'on'");
      await tx.query('delete from disclosures');
    })).rejects.toMatchObject({ code: '42501' });
    // Nor does the product's own role get any further by saying that it erases.
    await expect(api.context.db.scoped(tenantId, async (tx) => {
      await tx.query("set local app.erasure = 'on'");
      await tx.query("update disclosures set words = ''");
    })).rejects.toMatchObject({ code: '42501' });
    await change("words = '', subject = ''");
    expect(await rowsOf('select to_address, subject, words from disclosures')).toEqual([{ to_address: 'a@alder.example', subject: '', words: '' }]);
  });
});

const aWeekOn = '2026-03-09T08:00:00.000Z';

const at = (instant: string): void => void api.simulation.clock.advanceTo(new Date(instant));

/** A week on, without what happens in it, and then the hours in which an erasure is carried out. */
async function aWeekLater(until = '2026-03-09T12:00:00Z'): Promise<void> {
  at(aWeekOn);
  await api.passTime(until);
}

describe('asking for an erasure', () => {
  it('is one’s own to do and to take back for a week', async () => {
    const amina = await api.as('amina');
    await startEngagement(api);
    const before = made<Erasure>(await amina.get('/api/me/erasure'));
    expect([before.asked, before.days]).toEqual([null, 7]);
    expect(before.microsoftKeeps.join(' ')).toMatch(/calendars.*Chats.*To Do.*Entra/s);
    const asked = made<Erasure>(await amina.post('/api/me/erasure'));
    expect(asked.asked).toEqual({ askedAt: '2026-03-02T08:00:00.000Z', dueAt: aWeekOn, byThemselves: true, begun: false });
    at('2026-03-04T08:00:00Z');
    expect(made<Erasure>(await amina.post('/api/me/erasure')).asked).toEqual(asked.asked);
    expect(made<Erasure>(await amina.delete('/api/me/erasure')).asked).toBe(null);
    expect(made<Erasure>(await amina.delete('/api/me/erasure')).asked).toBe(null);
    await aWeekLater();
    expect(made<Me>(await amina.get('/api/me')).person.displayName).toBe('Amina Example');
    const { lines } = made<AuditPage>(await amina.get('/api/audit'));
    expect(lines.map(({ action, at }) => [action, at]).slice(0, 4)).toEqual([
      ['DELETE /api/me/erasure', '2026-03-04T08:00:00.000Z'], ['DELETE /api/me/erasure', '2026-03-04T08:00:00.000Z'],
      ['POST /api/me/erasure', '2026-03-04T08:00:00.000Z'], ['POST /api/me/erasure', '2026-03-02T08:00:00.000Z'],
    ]);
  });

  it('is a programme lead’s for somebody who left, and whoever is still here hears of it and may take it back', async () => {
    const { participants } = await startEngagement(api);
    const [amina, lena, omar] = [await api.as('amina'), await api.as('lena'), await api.as('omar')];
    const id = participants.find(({ role }) => role === 'client')!.id;
    for (const who of [omar, amina]) {
      expect((await who.get('/api/programme/people')).status).toBe(404);
      expect((await who.post(`/api/people/${id}/erasure`)).status).toBe(404);
      expect((await who.delete(`/api/people/${id}/erasure`)).status).toBe(404);
    }
    expect((await lena.post(`/api/people/${randomUUID()}/erasure`)).status).toBe(404);
    const asked = made<{ erasure: Erasure['asked'] }>(await lena.post(`/api/people/${id}/erasure`));
    expect(asked.erasure).toMatchObject({ dueAt: aWeekOn, byThemselves: false });
    const kept = made<KnownPeople>(await lena.get('/api/programme/people?search=amina'));
    expect(kept.people).toEqual([{ id, displayName: 'Amina Example', email: address('amina'), inTenant: true, running: 1, erasure: asked.erasure }]);
    expect((await rowsOf<{ kind: string }>('select kind from notices where person_id = $1', [id])).map(({ kind }) => kind)).toEqual(['erasure-asked']);
    const { lines } = made<AuditPage>(await lena.get('/api/audit'));
    expect(lines[0]).toMatchObject({ action: 'POST /api/people/:personId/erasure', role: 'programme-lead', subjects: { personId: id } });
    expect(made<Erasure>(await amina.delete('/api/me/erasure')).asked).toBe(null);
    // What was not said yet is not said any more.
    expect(await rowsOf("select from notices where person_id = $1 and state = 'waiting'", [id])).toEqual([]);
    // What somebody asked for themselves is not the lead's to take back.
    made(await amina.post('/api/me/erasure'));
    expect((await lena.delete(`/api/people/${id}/erasure`)).status).toBe(409);
    made(await amina.delete('/api/me/erasure'));
    made(await lena.post(`/api/people/${id}/erasure`));
    expect((await lena.delete(`/api/people/${id}/erasure`)).status).toBe(200);
  });
});

const inCalendar = (name: string): number => calendarAt(api.simulation.tenant, address(name), api.context.clock.now(), new Date('2026-06-01')).filter(({ isCancelled }) => !isCancelled).length;

/** Amina's engagement with a session in a week and a half, review time, a reflection, and a session that was held yesterday. */
async function life(): Promise<Engagement> {
  const engagement = await startEngagement(api);
  const amina = await api.as('amina');
  const session = { id: randomUUID(), kind: 'coaching', start: '2026-03-12T10:00:00Z', minutes: 60, agenda: 'A hidden tamarin' };
  made<Session>(await amina.post(`/api/engagements/${engagement.id}/sessions`, session));
  made(await amina.put('/api/review/answer', { week: '2026-W10', key: 'one', text: 'A thoughtful marmoset', version: 0 }));
  made(await amina.post(`/api/engagements/${engagement.id}/commitments`, { id: randomUUID(), text: 'Ask the capuchin' }));
  const { suggested } = made<ReviewTime>(await amina.get('/api/review-time'));
  made(await amina.put('/api/review-time', { ...suggested, version: 0 }));
  await rowsOf(
    `insert into sessions (tenant_id, id, engagement_id, kind, state, starts_at, ends_at, event_starts_at, event_ends_at, event_id, checked, chat_app, organizer_id, booked_by, created_at, join_url)
     select tenant_id, $2, id, 'coaching', 'held', '2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z', '2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z', 'event of Amina', true, 'none', client_id, client_id, '2026-03-01T10:00:00Z', $3 from engagements where id = $1`,
    [engagement.id, randomUUID(), `https://teams.microsoft.com/l/meetup-join/0?context={"Oid":"${idFor('amina')}"}`],
  );
  const client = engagement.participants.find(({ role }) => role === 'client')!;
  const present = { kind: 'present', personId: client.id, role: 'client', name: client.displayName, source: 'teams-report', intervals: [], lateBy: 4, leftEarlyBy: 0 };
  await rowsOf(
    `insert into attendance (tenant_id, session_id, engagement_id, starts_at, ends_at, booked, state, found)
     select tenant_id, id, engagement_id, starts_at, ends_at, 'booked', 'held', $1 from sessions where state = 'held'`,
    [JSON.stringify({ state: 'held', evidence: [present], ruledOut: [] })],
  );
  await api.passTime('2026-03-02T09:00:00Z');
  return engagement;
}

const traces = /amina|tamarin|marmoset|capuchin/i;

const findings = async (pattern: RegExp, id: string): Promise<string[]> =>
  (await everyRow(api.context.db)).filter(({ text }) => pattern.test(text) || text.includes(id)).map(({ table, text }) => `${table}: ${text}`);

describe('an erasure', () => {
  it('ends what runs, empties the calendar, and leaves nothing of a client but that sessions took place', async () => {
    const { id, participants } = await life();
    const [amina, ines, lena] = [await api.as('amina'), await api.as('ines'), await api.as('lena')];
    const personId = participants.find(({ role }) => role === 'client')!.id;
    expect([inCalendar('amina') > 10, inCalendar('ines'), (await findings(traces, idFor('amina'))).length > 5]).toEqual([true, 1, true]);
    made(await amina.post('/api/me/erasure'));
    await aWeekLater('2026-03-09T09:00:00Z');
    expect([(await amina.delete('/api/me/erasure')).status, inCalendar('amina'), inCalendar('ines')]).toEqual([409, 0, 0]);
    expect((await rowsOf<{ status: string }>('select status from engagements')).map(({ status }) => status)).toEqual(['ended']);
    await api.passTime('2026-03-09T12:00:00Z');
    expect(await findings(traces, idFor('amina'))).toEqual([]);
    // The coach still has that it was, with nobody's name.
    const engagement = made<Engagement>(await ines.get(`/api/engagements/${id}`));
    expect(engagement.participants.find(({ role }) => role === 'client')).toMatchObject({ id: personId, displayName: 'Former participant', email: '', zone: null });
    const { sessions } = made<{ sessions: Session[] }>(await ines.get(`/api/engagements/${id}/sessions`));
    expect(sessions.map(({ state, agenda, joinUrl, calendar }) => [state, agenda, joinUrl, calendar.status])).toEqual([['held', '', null, 'done'], ['cancelled', '', null, 'done']]);
    expect(made<{ figures: Figures }>(await ines.get(`/api/engagements/${id}/attendance/log`)).figures).toMatchObject({ held: 1, counted: 1, clientMissed: 0, open: 0, client: { known: 1 } });
    expect(JSON.stringify(made<OwnData>(await ines.get('/api/me/export')))).not.toMatch(traces);
    const kept = made<KnownPeople>(await lena.get('/api/programme/people'));
    expect(kept.people.map(({ displayName }) => displayName)).not.toContain('Former participant');
    expect(kept.done).toMatchObject([{ askedAt: '2026-03-02T09:00:00.000Z', askedBy: null }]);
    expect((await lena.post(`/api/people/${personId}/erasure`)).status).toBe(404);
    expect(await rowsOf('select done_at is not null as done from erasures')).toEqual([{ done: true }]);
    // Who did it is still told apart in the log, and who that was is not.
    const { lines } = made<AuditPage>(await lena.get('/api/audit'));
    expect(lines.filter(({ actorId }) => actorId === personId).map(({ action }) => action)).toContain('POST /api/me/erasure');
    // The same account is somebody new, also to a process that remembers the old one.
    const me = made<Me>(await amina.get('/api/me'));
    expect([me.person.id === personId, me.person.displayName]).toEqual([false, 'Amina Example']);
    expect((await amina.get(`/api/engagements/${id}`)).status).toBe(404);
    expect(Object.keys(made<OwnData>(await amina.get('/api/me/export')).data)).toEqual(['you']);
  });

  it('comes to the same end when each of its steps is broken off, and done twice', async () => {
    await life();
    made(await (await api.as('amina')).post('/api/me/erasure'));
    const work = erasures(api.context);
    const { db } = api.context;
    const progressSql = 'select begun_at is not null as begun, erased_at is not null as erased, done_at is not null as done from erasures';
    const progress = () => rowsOf<object>(progressSql);
    /** Runs what is due now with the transaction broken off at its end, as by a kill; then whole, twice. */
    const step = async (): Promise<number> => {
      const now = api.context.clock.now();
      const was = await progress();
      const broken = { ...api.context, db: { ...db, system: <T>(act: Parameters<typeof db.system<T>>[0]) => db.system<T>(async (tx) => {
        const result = await act(tx);
        const { rows } = await tx.query(progressSql);
        if (JSON.stringify(rows) !== JSON.stringify(was)) throw new Error('killed');
        return result;
      }) } };
      await erasures(broken).runDue(now);
      expect(await progress()).toEqual(was);
      const done = await work.runDue(now);
      expect(await work.runDue(now)).toBe(0);
      return done;
    };
    expect(await step()).toBe(0);
    at('2026-03-09T09:00:00Z');
    expect([await step(), await progress()]).toEqual([1, [{ begun: true, erased: false, done: false }]]);
    await api.passTime('2026-03-09T09:01:00Z');
    at('2026-03-09T09:02:00Z');
    expect([await step(), await progress()]).toEqual([1, [{ begun: true, erased: true, done: false }]]);
    expect(await findings(traces, idFor('amina'))).toEqual([]);
    // A request that was under way writes in the name of whoever was there.
    const [{ id }] = (await rowsOf<{ id: string }>('select id from people where erased_at is not null')) as [{ id: string }];
    await rowsOf("insert into drafts (tenant_id, person_id, place, content, changed_at) values ($1, $2, 'form', 'a late tamarin', now())", [tenantId, id]);
    at('2026-03-09T09:17:00Z');
    expect([await step(), await progress()]).toEqual([1, [{ begun: true, erased: true, done: true }]]);
    expect(await findings(traces, idFor('amina'))).toEqual([]);
  });

  it('waits for Microsoft 365 to take out what stands in calendars, and not for ever', async () => {
    await life();
    made(await (await api.as('amina')).post('/api/me/erasure'));
    api.simulation.faults.add([{ match: 'POST /users/{id}/events/{id}/cancel', fault: '503', times: 100 }] as never);
    const [work, calendars] = [erasures(api.context), calendarSync(api.context)];
    const progress = async () => (await rowsOf<{ done: boolean; hours: number }>('select erased_at is not null as done, round(extract(epoch from look_at - begun_at) / 3600)::int as hours from erasures'))[0];
    for (const instant of ['2026-03-09T10:00:00Z', '2026-03-09T10:02:00Z', '2026-03-09T20:00:00Z']) {
      at(instant);
      await work.runDue(api.context.clock.now());
      await calendars.runDue(api.context.clock.now());
    }
    expect(await progress()).toEqual({ done: false, hours: 11 });
    at('2026-03-12T10:00:00Z');
    await work.runDue(api.context.clock.now());
    expect(await progress()).toMatchObject({ done: true });
    expect(await findings(traces, idFor('amina'))).toEqual([]);
  });

  it('of a coach outside ends their link and frees their address for somebody new', async () => {
    const { id } = await startEngagement(api, { coach: dana, sponsor: null });
    const [amina, lena] = [await api.as('amina'), await api.as('lena')];
    const { url } = made<{ url: string }>(await amina.post(`/api/engagements/${id}/coach-links`, { send: false }));
    const outside = api.with(`Link ${new URL(url).hash.slice(1)}`);
    made(await outside.post('/api/coach/agenda/items', { id: randomUUID(), text: 'A coaching tamarin' }));
    made(await outside.put('/api/coach/availability', { zone: 'Antarctica/Troll', feedUrl: null, officeHours: null }));
    made(await amina.post(`/api/engagements/${id}/commitments`, { id: randomUUID(), text: 'Mine to keep' }));
    const [coach] = made<KnownPeople>(await lena.get('/api/programme/people?search=coach.example')).people;
    made(await lena.post(`/api/people/${coach!.id}/erasure`));
    await aWeekLater();
    expect(await findings(/dana|tamarin|Troll/i, coach!.email)).toEqual([]);
    expect((await outside.get('/api/coach')).status).toBe(404);
    // The client's own stay theirs.
    expect(JSON.stringify(made<OwnData>(await amina.get('/api/me/export')))).toContain('Mine to keep');
    const again = await startEngagement(api, { coach: dana, sponsor: null });
    expect(again.participants.find(({ role }) => role === 'coach')!.id).not.toBe(coach!.id);
  });

  it('of a sponsor lets the coaching go on without one', async () => {
    const { id } = await startEngagement(api);
    const [amina, marcus] = [await api.as('amina'), await api.as('marcus')];
    const book = (kind: string, start: string) => amina.post(`/api/engagements/${id}/sessions`, { id: randomUUID(), kind, start, minutes: 60, agenda: 'Between us', relax: [{ type: 'spacing' }] });
    made(await book('three-way', '2026-03-12T14:30:00Z'));
    made(await book('coaching', '2026-03-16T10:00:00Z'));
    made(await marcus.post('/api/me/erasure'));
    await aWeekLater();
    expect(await findings(/marcus/i, idFor('marcus'))).toEqual([]);
    const engagement = made<Engagement>(await amina.get(`/api/engagements/${id}`));
    expect([engagement.status, engagement.participants.map(({ role }) => role)]).toEqual(['active', ['client', 'coach']]);
    const { sessions } = made<{ sessions: Session[] }>(await amina.get(`/api/engagements/${id}/sessions`));
    expect(sessions.map(({ kind, state, agenda }) => [kind, state, agenda])).toEqual([['three-way', 'cancelled', 'Between us'], ['coaching', 'booked', 'Between us']]);
    expect((await marcus.get(`/api/engagements/${id}`)).status).toBe(404);
  });
});
