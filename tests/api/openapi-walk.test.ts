import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createApp } from '../../server/app.ts';
import { described, fits, misfit, operations, type Operation } from './support/document.ts';
import { addressOf, arrivingQuery, credentialFor, goodRequest, send, sendRaw, type Said, type Wanted } from './support/send.ts';
import { readTables, restoreTables, rowsOf, sameRows, type Rows } from './support/tables.ts';
import { changed, hostileAt, places, type Hostile } from './support/values.ts';
import { forgetCalendars, otherTenant, preparations, startWorld, type World } from './support/world.ts';

let world: World;
let start: Rows;
/** What is stored when the test begins. */
let before: Rows;
beforeAll(async () => {
  world = await startWorld();
  start = await readTables(world.db);
});
beforeEach(() => restore(start));
afterAll(() => world.api.close());

async function restore(rows: Rows): Promise<void> {
  await restoreTables(world.db, rows);
  forgetCalendars(world.api);
  before = rows;
}

const refusalSchema = described.paths['/api/home']!.get!.responses.default!.content!['application/json']!.schema;
const fieldsOf = ({ body }: Said): string[] => (body as { error: { fields: { path: string }[] } }).error.fields.map((field) => field.path);
const withoutRequestId = ({ status, body }: Said): string => JSON.stringify({ status, body }).replace(/"requestId":"[^"]+"/, '');

/** What is wrong with how a request was refused. */
function badRefusal(said: Said): string[] {
  if (said.status < 400) return [`was accepted with ${said.status}`];
  if (said.status >= 500) return [`answered ${said.status}`];
  const shape = misfit(refusalSchema, said.body);
  return shape === '' ? [] : [`its body is no problem: ${shape}`];
}

/** Named is the field itself, or what is missing or wrong inside of it. A body over 100 kB is not looked into. */
function refusedFor(said: Said, { body }: Wanted, path: string): boolean {
  if (Buffer.byteLength(JSON.stringify(body) ?? '') > 100 * 1024) return said.status === 413;
  // A kind that needs other fields than those that were sent is refused for the fields.
  const place = path.replace(/(^|\.)type$/, '');
  return said.status === 400 && fieldsOf(said).some((field) => place === '' || field === path || field.startsWith(`${place}.`));
}

/** A request with one thing changed; `part` is where. */
interface Try extends Hostile {
  part: 'body' | 'query';
  wanted: Wanted;
  /** By the document. */
  allowed: boolean;
}

// Node itself refuses addresses over 16 kB.
const fitsInAddress = ({ at, value }: Hostile): boolean => at.length > 0 && (JSON.stringify(value) ?? '').length < 1000;

function tries(operation: Operation, good: Wanted): Try[] {
  return (['query', 'body'] as const).flatMap((part) => {
    const schema = operation[part];
    if (!schema) return [];
    const hostile = places(schema, good[part]).flatMap(hostileAt).filter((one) => part === 'body' || fitsInAddress(one));
    return hostile.map((one) => {
      const value = changed(good[part], one.at, one.value);
      const arrives: unknown = part === 'body' ? JSON.parse(JSON.stringify(value)) : arrivingQuery(value);
      return { ...one, part, wanted: { ...good, [part]: value }, allowed: fits(schema, arrives) };
    });
  });
}

describe.each(operations)('$method $path', (operation) => {
  let good: Wanted;
  beforeEach(async () => {
    good = goodRequest(world, operation);
    await preparations[operation.id]?.(world);
    before = await readTables(world.db);
  });

  it('takes the request that its description allows', async () => {
    const said = await send(world, operation, good);
    // A route that needs more than its schema tells gets its particulars in support/world.ts.
    if (![200, 201, 202, 204].includes(said.status)) throw new Error(`${said.status} ${JSON.stringify(said.body)}`);
  });

  it('refuses whatever its description does not allow, names the field, and changes nothing', async () => {
    const wrong: string[] = [];
    for (const { what, part, path, wanted } of tries(operation, good).filter(({ allowed }) => !allowed)) {
      const said = await send(world, operation, wanted);
      const named = [...(part === 'query' ? ['query'] : []), ...path].join('.');
      const problems = badRefusal(said);
      if (problems.length === 0 && !refusedFor(said, wanted, named)) problems.push(`answered ${said.status} and named ${JSON.stringify(fieldsOf(said))}, not ${named}`);
      wrong.push(...problems.map((problem) => `${what}: ${problem}`));
    }
    expect(wrong).toEqual([]);
    expect(await readTables(world.db)).toEqual(before);
  });

  it('takes odd values that it allows without an error of its own, and whole or not at all', async () => {
    const wrong: string[] = [];
    const prepared = before;
    for (const { what, wanted } of tries(operation, good).filter(({ allowed }) => allowed)) {
      const said = await send(world, operation, wanted);
      const after = await readTables(world.db);
      const same = sameRows(after, prepared);
      if (said.status >= 400) wrong.push(...badRefusal(said).map((problem) => `${what}: ${problem}`));
      if (said.status >= 400 && !same) wrong.push(`${what}: refused with ${said.status}, and something changed`);
      if (!same && JSON.stringify(rowsOf(after, otherTenant)) !== JSON.stringify(rowsOf(prepared, otherTenant))) wrong.push(`${what}: another tenant's rows changed`);
      if (!same) await restore(prepared);
    }
    expect(wrong).toEqual([]);
  });

  it('is done by nobody else, and says no more to them than of what does not exist', async () => {
    const own = credentialFor(world, operation);
    const said: Record<string, Said[]> = { unsigned: [], 'not there': [], stranger: [], foreign: [] };
    // To a route that takes personal links, something called a link is one that opens nothing.
    const isLink = (header: string | null): boolean => operation.caller === 'party' && /^link\b/i.test(header ?? '');
    for (const header of own === null ? [] : malformed(own).filter((one) => !isLink(one))) said.unsigned!.push(await send(world, operation, good, header));
    for (const name of operation.pathNames) {
      const at = (id: string) => ({ ...good, path: { ...good.path, [name]: id } });
      for (const id of nobodysIds) said['not there']!.push(await send(world, operation, at(id)));
      said.foreign!.push(await send(world, operation, at(world.foreign[name]!)));
    }
    if (operation.pathNames.length > 0 && (operation.caller === 'person' || operation.caller === 'party')) said.stranger!.push(await send(world, operation, good, world.omar));
    expect(said.unsigned!.map(({ status }) => status)).toEqual(said.unsigned!.map(() => 401));
    expect(Object.values(said).flat().flatMap(badRefusal)).toEqual([]);
    expect([...said['not there']!, ...said.stranger!, ...said.foreign!].map(({ status }) => status).filter((status) => status !== 404)).toEqual([]);
    // An id that could be one and that nobody has: the answer to compare with.
    const nobodys = new Set(said['not there']!.filter((_said, index) => index % nobodysIds.length === 0).map(withoutRequestId));
    for (const one of [...said.stranger!, ...said.foreign!]) expect([...nobodys]).toContain(withoutRequestId(one));
    expect(await readTables(world.db)).toEqual(before);
  });

  it('reads nothing but JSON of at most 100 kB', async () => {
    const authorization = credentialFor(world, operation);
    const request = (more: { type?: string; body: string }) => sendRaw(world, operation.method, addressOf(operation, good.path), { authorization, type: 'application/json', ...more });
    if (operation.method === 'GET') return;
    // Microsoft's notifications come in batches.
    const tooMuch = (operation.path.startsWith('/api/notifications/') ? 1025 : 101) * 1024;
    const bodies: [number, { type?: string; body: string }][] = [
      [413, { body: JSON.stringify({ surprise: 'x'.repeat(tooMuch) }) }],
      [413, { body: `${' '.repeat(tooMuch)}{}` }],
      ...notJson.map((body) => [400, { body }] as [number, { body: string }]),
      ...otherTypes.map((type) => [415, { type, body: JSON.stringify(good.body ?? {}) }] as [number, { type: string; body: string }]),
    ];
    for (const [status, more] of bodies) {
      const said = await request(more);
      expect([said.status, badRefusal(said), `${more.type ?? ''}${more.body.slice(0, 60)}`]).toEqual([status, [], expect.anything()]);
    }
    expect(await readTables(world.db)).toEqual(before);
  });
});

const nobodysIds = [randomUUID(), 'not-an-id', '0', '%00', '%', '%E0%A4%A', `${randomUUID()}x`, "' or 1=1 --", '..', 'x'.repeat(2000), 'ключ', '__proto__'];

const malformed = (own: string): (string | null)[] => {
  const [scheme = '', secret = ''] = own.split(' ');
  const other = scheme === 'Bearer' ? 'Link' : 'Bearer';
  return [null, scheme, `${scheme} `, secret, `${other} ${secret}`, `Basic ${secret}`, `${scheme} ${secret} ${secret}`, `${scheme}: ${secret}`];
};

const notJson = [
  '{', '{"a":1', "{'a': 1}", '{"a":1}{"b":2}', 'a=1', 'null', '1', '"words"', '[]', '[{}]', 'undefined', '{"a":\u0000}', '{"a": NaN}', '[['.repeat(20_000),
  `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
];

const otherTypes = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', 'application/json-patch+json', 'json'];

describe('ids of another organisation inside a request', () => {
  const foreignIn = (operation: Operation, good: Wanted): Try[] => {
    if (!operation.body) return [];
    const ids = places(operation.body, good.body).filter(({ path, value }) => path.at(-1) !== 'id' && isId.test(String(value)));
    return ids.flatMap(({ path }) =>
      Object.entries(world.foreign).map(([what, id]) => ({
        what: `${path.join('.')} = the other ${what}`, path, at: path, value: id, part: 'body' as const, allowed: true,
        wanted: { ...good, body: changed(good.body, path, id) },
      })),
    );
  };

  it('are refused as ids of nobody, and nothing is told or changed', async () => {
    const wrong: string[] = [];
    let tried = 0;
    for (const operation of operations) {
      for (const { what, path, wanted } of foreignIn(operation, goodRequest(world, operation))) {
        tried += 1;
        const said = await send(world, operation, wanted);
        const about = path.slice(0, 1).join('.');
        if (badRefusal(said).length > 0 || !refusedFor(said, wanted, about)) wrong.push(`${operation.id} ${what}: ${JSON.stringify(said)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(30);
    expect(await readTables(world.db)).toEqual(before);
  });

  it('that this organisation makes itself are its own, and the other’s stay as they are', async () => {
    for (const id of ['postApiEngagements', 'postApiEngagementsEngagementIdSessions']) {
      const operation = operations.find((one) => one.id === id)!;
      const good = goodRequest(world, operation);
      const taken = world.foreign[id === 'postApiEngagements' ? 'engagementId' : 'sessionId'];
      const said = await send(world, operation, { ...good, body: { ...(good.body as object), id: taken } });
      expect([said.status, (said.body as { id?: string }).id]).toEqual([201, taken]);
    }
    expect(rowsOf(await readTables(world.db), otherTenant)).toEqual(rowsOf(start, otherTenant));
  });
});

const isId = /^[0-9a-f]{8}-/;

describe('the description', () => {
  const all = Object.entries(described.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, of]) => ({ at: `${method.toUpperCase()} ${path}`, path, of })));

  it('is what the server answers', async () => {
    const said = await sendRaw(world, 'GET', '/api/openapi.json');
    expect([said.status, said.type]).toEqual([200, 'application/json; charset=utf-8']);
    expect(said.body).toEqual(described);
  });

  it('is OpenAPI 3.1 with one name for each operation', () => {
    expect([described.openapi, typeof described.info.title, typeof described.info.version]).toEqual(['3.1.0', 'string', 'string']);
    expect(new Set(all.map(({ of }) => of.operationId)).size).toBe(all.length);
    expect(all.map(({ of }) => of.operationId).filter((id) => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([]);
    // Everything stands where it is used; a reference would have to lead somewhere.
    expect(JSON.stringify(described)).not.toContain('"$ref"');
  });

  it('names every variable of a path once, and only schemes that it describes', () => {
    for (const { at, path, of } of all) {
      const named = of.parameters.filter((parameter) => parameter.in === 'path');
      expect([at, named.map(({ name }) => `{${name}}`)]).toEqual([at, path.match(/\{\w+\}/g) ?? []]);
      expect([at, named.every(({ required }) => required)]).toEqual([at, true]);
      expect(Object.keys(described.components.securitySchemes)).toEqual(expect.arrayContaining(of.security.flatMap((one) => Object.keys(one))));
    }
  });

  it('holds only schemas that are right, of requests and answers', () => {
    const schemas = all.flatMap(({ at, of }) => [
      ...of.parameters.map(({ name, schema }) => [`${at} ${name}`, schema] as const),
      ...(of.requestBody ? [[`${at} body`, of.requestBody.content['application/json'].schema] as const] : []),
      ...Object.entries(of.responses).flatMap(([status, { content }]) => (content?.['application/json'] ? [[`${at} ${status}`, content['application/json'].schema] as const] : [])),
    ]);
    expect(schemas.length).toBeGreaterThan(60);
    for (const [at, schema] of schemas) expect([at, typeof fits(schema, null)]).toEqual([at, 'boolean']);
  });

  it('describes every route that is mounted, and there is no other', () => {
    const mounted = mountedPaths(createApp(world.api.context)).filter((at) => at.includes(' /api/') && !at.endsWith(' /api/openapi.json'));
    expect(mounted.sort()).toEqual(all.map(({ at }) => at.replaceAll(/\{(\w+)\}/g, ':$1')).sort());
  });

  it('is all there is: other addresses and methods are not there', async () => {
    const addresses = ['/api', '/api/', '/api/nothing', '/api/engagements/', '/api/home/x', '/api/openapi.json/x', '/api//home', '/API/nothing'];
    for (const address of addresses) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const said = await sendRaw(world, method, address, { authorization: 'Bearer x' });
        if (address === '/api/engagements/' && ['GET', 'POST'].includes(method)) expect([method, said.status]).toEqual([method, 401]);
        else expect([method, address, said.status, misfit(refusalSchema, said.body)]).toEqual([method, address, 404, '']);
      }
    }
    for (const { at } of all.slice(0, 3)) expect((await sendRaw(world, 'PATCH', at.split(' ')[1]!)).status).toBe(404);
  });
});

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}

/** Every route of an Express app as `GET /path`. */
function mountedPaths(app: unknown): string[] {
  const walk = (layers: Layer[]): string[] =>
    layers.flatMap(({ route, handle }) => (route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : walk(handle.stack ?? [])));
  return walk((app as { router: { stack: Layer[] } }).router.stack);
}
