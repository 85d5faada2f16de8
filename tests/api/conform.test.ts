import { describe, expect, it } from '@jest/globals';
import { holdToContract } from '../support/conform.ts';

describe('holding answers to their contract', () => {
  const refusal = { error: { code: 'not-found', message: 'Gone.', fields: [], details: {}, requestId: 'r' } };

  it('lets what was declared pass', () => {
    holdToContract('GET', '/api/engagements?x=y', 200, { engagements: [] });
    holdToContract('GET', '/api/people/manager', 200, { manager: null });
    holdToContract('DELETE', '/api/engagements/a/coach-links/b', 204, null);
    holdToContract('GET', '/api/nothing', 404, refusal);
  });

  it.each([
    ['a field too many', 'GET', '/api/engagements', 200, { engagements: [], secret: 'x' }],
    ['a field too few', 'GET', '/api/people/manager', 200, {}],
    ['a status that was not declared', 'GET', '/api/engagements', 201, { engagements: [] }],
    ['a body where there is none', 'DELETE', '/api/engagements/a/coach-links/b', 204, {}],
    ['a refusal of another shape', 'GET', '/api/engagements', 404, { message: 'Gone.' }],
    ['success of a route that does not exist', 'GET', '/api/nothing', 200, {}],
  ])('does not let %s pass', (_what, method, path, status, body) => {
    expect(() => holdToContract(method, path, status, body)).toThrow(/answered/);
  });
});
