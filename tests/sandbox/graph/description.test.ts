import { describe, expect, it } from '@jest/globals';
import { describeGraph, type OpenApi } from '../../../scripts/describe-graph.ts';
import { bodyProblems, findOperation, keyOf, propertiesOf, selectable, type Operation } from '../../../server/sandbox/graph/description.ts';
import { isImplemented, owned, permissionsWithoutDescription, shared } from '../../../server/sandbox/graph/routes.ts';
import { answerProblems } from './support/described.ts';
import { committed, committedText, extent, fullDescription } from './support/descriptions.ts';

const operations = Object.entries(committed.operations).flatMap(([template, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ key: keyOf(method, template), method, template, ...operation })),
);
const implemented = operations.filter(({ key }) => isImplemented(key));

const found = (method: string, path: string): Operation => {
  const operation = findOperation(method, path);
  if (operation === null) throw new Error(`${method} ${path} was not found`);
  return operation;
};

describe(`in this run ${extent}`, () => {
  const answer = { status: 200, headers: new Headers(), body: { id: 7 } };

  it('so a wrong answer is seen as far as that', () => {
    expect(answerProblems('GET', '/me/events/x', answer)).toEqual(fullDescription ? ['/id must be string'] : []);
    expect(() => answerProblems('GET', '/me/nothing', answer)).toThrow('is not described');
    expect(answerProblems('GET', '/me', { ...answer, status: 503 })).toEqual(['503 without Retry-After']);
  });

  if (fullDescription) {
    it('and what the sandbox reads is exactly what the script derives from it', () => {
      expect(describeGraph(fullDescription!)).toBe(committedText);
    });
  }
});

describe('what the sandbox knows of Graph', () => {
  it('covers every operation that it implements: permissions, and a schema for each body', () => {
    expect(Object.keys(committed.operations)).toHaveLength(87);
    expect([...new Set(implemented.map(({ key }) => key))].toSorted()).toEqual(['POST /$batch', ...Object.keys({ ...owned, ...shared })].toSorted());
    const unguarded = implemented.filter(({ key, permissions }) => permissions === undefined && !(key in permissionsWithoutDescription));
    expect(unguarded.map(({ key }) => key)).toEqual(['POST /$batch']);
    for (const { body } of implemented) if (body) expect(() => bodyProblems(body.schema!, {})).not.toThrow();
  });

  it('has no type that no body needs, and no words that validate nothing', () => {
    const named = new Set([...committedText.matchAll(/"graph#\/schemas\/(\w+)"/g)].map(([, type]) => type));
    expect([...named].toSorted()).toEqual(Object.keys(committed.schemas));
    expect(committedText).not.toMatch(/"x-ms-|"title": "|"description": "/);
    expect(Object.keys(committed.properties)).toEqual([...selectable]);
    for (const type of selectable) expect(propertiesOf(type)).toContain('id');
  });

  it('finds operations by the most literal path, functions with and without arguments', () => {
    expect(found('GET', '/users/tom%40example.com/events/a%2Fb')).toMatchObject({
      key: 'GET /{owner}/events/{event-id}',
      template: '/users/{user-id}/events/{event-id}',
      params: ['tom@example.com', 'a/b'],
    });
    for (const path of ['/me/calendarView/delta', '/me/calendarview/delta()', "/me/calendarView/delta(token='x')"])
      expect(found('GET', path).key).toBe('GET /{owner}/calendarView/delta');
    expect(findOperation('PUT', '/me/events')).toBeNull();
    expect(findOperation('GET', '/me/nothing')).toBeNull();
    expect(isImplemented(found('POST', '/me/findMeetingTimes').key)).toBe(false);
  });

  it('closes types to properties they do not have, but not those that others derive from', () => {
    const { schema } = found('POST', '/me/events').body!;
    expect(bodyProblems(schema!, { subject: 'x', subjet: 'y' })).toEqual(["/ must NOT have additional properties 'subjet'"]);
    expect(bodyProblems(schema!, { location: { display: 'z' } })).toContain("/location must NOT have additional properties 'display'");
    expect(bodyProblems(schema!, { subject: 'x', '@odata.type': '#microsoft.graph.event', importance: 'high' })).toEqual([]);
    const settings = found('PATCH', '/me/mailboxSettings').body!.schema!;
    expect(bodyProblems(settings, { workingHours: { timeZone: { name: 'Custom', bias: 60 } } })).toEqual([]);
    expect(bodyProblems(settings, { workingHours: { startTime: '8 o’clock' } })).toContainEqual(
      expect.stringMatching(/^\/workingHours\/startTime must match pattern/),
    );
  });
});

describe('deriving it', () => {
  const type = { type: 'object', properties: { id: { type: 'string' } } };
  const said = (info: string): OpenApi => ({
    info: { description: info },
    paths: {
      '/me/mailboxSettings': {
        patch: {
          requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/microsoft.graph.event' } } } },
          'x-ms-permissions': { DelegatedWork: { least: ['A'], other: ['B'], rsc: ['C'] } },
        },
      },
      '/me/findMeetingTimes': { post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/microsoft.graph.user' } } } } } },
    },
    components: {
      schemas: {
        ...Object.fromEntries(selectable.map((name) => [`microsoft.graph.${name}`, type])),
        'microsoft.graph.event': { ...type, title: 'event', properties: { title: { type: 'string', title: 'Title', description: 'Of it', 'x-ms-flags': true } } },
      },
    },
  });
  const from = `microsoftgraph/msgraph-metadata (MIT, commit ${'a'.repeat(40)}), microsoftgraph/microsoft-graph-devx-content (MIT, commit ${'b'.repeat(40)})`;

  it('keeps a property called like an annotation, drops annotations, unreached types and bodies of what is not implemented', () => {
    expect(JSON.parse(describeGraph(said(from)))).toMatchObject({
      sources: { types: expect.stringContaining('a'.repeat(40)), permissions: expect.stringContaining('b'.repeat(40)) },
      operations: {
        '/me/mailboxSettings': {
          PATCH: { permissions: { delegated: ['A', 'B', 'C'] }, body: { required: true, schema: { $ref: 'graph#/schemas/event' } } },
        },
        '/me/findMeetingTimes': { POST: { body: { required: false } } },
      },
      schemas: { event: { type: 'object', properties: { title: { type: 'string' } }, additionalProperties: false } },
    });
    const { schemas, operations: derived } = JSON.parse(describeGraph(said(from))) as typeof committed;
    expect(schemas).toEqual({ event: { type: 'object', properties: { title: { type: 'string' } }, additionalProperties: false } });
    expect(derived['/me/findMeetingTimes']).toEqual({ POST: { body: { required: false } } });
  });

  it('refuses a description of unknown origin', () => {
    expect(() => describeGraph(said('somewhere'))).toThrow('which commit of microsoftgraph/msgraph-metadata');
  });
});
