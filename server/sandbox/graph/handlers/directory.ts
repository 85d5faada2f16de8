import { byName, findPerson, managerOf, reportsOf, searchPeople } from '../../tenant/directory.ts';
import type { PersonDocument } from '../../tenant/model.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { contextOf, ok, type Answer, type Call, type OwnedCall } from '../call.ts';
import { badRequest, GraphError, notImplemented } from '../errors.ts';
import { allowOptions, filtered, pageOf, selector } from '../odata/query.ts';
import { presentRelevantPerson, presentUser, usualUserProperties } from '../present/person.ts';

type Json = Record<string, unknown>;

/** What $select of people keeps; without one, what the directory usually tells. */
function userSelector(query: URLSearchParams): (item: Json) => Json {
  if (query.has('$select')) return selector(query, 'user');
  return (item) => Object.fromEntries(usualUserProperties.map((name) => [name, item[name]]));
}

/** GET /me and /users/{id}, with the manager where $expand asks. */
export function getUser(call: OwnedCall): Answer {
  allowOptions(call, ['$select', '$expand']);
  const expand = call.query.get('$expand');
  if (expand !== null && !/^manager$/i.test(expand)) throw notImplemented(`$expand=${expand}`);
  const manager = expand === null ? null : managerOf(call.tenant, call.owner);
  const expanded = manager && { manager: { '@odata.type': '#microsoft.graph.user', ...presentUser(manager) } };
  return ok({ '@odata.context': contextOf('users/$entity'), ...userSelector(call.query)(presentUser(call.owner)), ...expanded });
}

/** GET manager */
export function getManager(call: OwnedCall): Answer {
  allowOptions(call, ['$select']);
  const manager = managerOf(call.tenant, call.owner);
  if (manager === null)
    throw new GraphError(
      404,
      'Request_ResourceNotFound',
      "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
    );
  return ok({
    '@odata.context': contextOf('directoryObjects/$entity'),
    '@odata.type': '#microsoft.graph.user',
    ...userSelector(call.query)(presentUser(manager)),
  });
}

/** GET directReports */
export function listReports(call: OwnedCall): Answer {
  allowOptions(call, ['$select', '$filter', '$orderby', '$top', '$count']);
  return listUsers(call, reportsOf(call.tenant, call.owner), 'directoryObjects');
}

/** GET /users */
export function listAll(call: Call): Answer {
  allowOptions(call, ['$select', '$filter', '$orderby', '$top', '$skiptoken', '$count', '$search']);
  const search = call.query.get('$search');
  if (search === null) return listUsers(call, byName([...call.tenant.state.all('person')]), 'users');
  if (call.consistency !== 'eventual') {
    throw badRequest(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
      'Request_UnsupportedQuery',
    );
  }
  return listUsers(call, searched(call.tenant, search), 'users');
}

/** The directory's $search: `"displayName:text" OR "mail:text"`, matched at the starts of words. */
function searched(tenant: Tenant, search: string): PersonDocument[] {
  const clauses = [...search.matchAll(/"(\w+):((?:[^"\\]|\\.)*)"/g)];
  if (clauses.length === 0)
    throw badRequest(`Syntax error in $search '${search}': clauses look like "displayName:text".`, 'Request_UnsupportedQuery');
  const alternatives = clauses.map(([, , text]) => searchPeople(tenant, text!.replace(/\\(.)/g, '$1')));
  if (!/"\s+AND\s+"/.test(search)) return byName([...new Set(alternatives.flat())]);
  return alternatives.reduce((left, right) => left.filter((person) => right.includes(person)));
}

function listUsers(call: Call, people: PersonDocument[], name: string): Answer {
  const passing = filtered(call.query, people.map(presentUser));
  const { items, links } = pageOf(call, passing, 100);
  const select = userSelector(call.query);
  const typed = name === 'users' ? {} : { '@odata.type': '#microsoft.graph.user' };
  return ok({ '@odata.context': contextOf(name), ...links, value: items.map((item) => ({ ...typed, ...select(item) })) });
}

/** GET people: colleagues by relevance, or those whom $search finds, whom other search misses by a letter excluded. */
export function listPeople(call: OwnedCall): Answer {
  allowOptions(call, ['$select', '$search', '$top', '$skip']);
  const search = call.query.get('$search');
  const near = search === null ? byRelevance(call.tenant, call.owner) : searchPeople(call.tenant, search.replaceAll('"', ''));
  const { items, links } = pageOf(call, near.filter(({ objectId }) => objectId !== call.owner.objectId).map(presentRelevantPerson), 10);
  return ok({
    '@odata.context': contextOf(`users('${call.owner.objectId}')/people`),
    ...links,
    value: items.map(selector(call.query, 'person')),
  });
}

/** Manager first, then reports, then those with the same manager, then everybody else. */
function byRelevance(tenant: Tenant, owner: PersonDocument): PersonDocument[] {
  const manager = managerOf(tenant, owner);
  const peers = manager ? reportsOf(tenant, manager) : [];
  return [...new Set([...(manager ? [manager] : []), ...reportsOf(tenant, owner), ...peers, ...byName([...tenant.state.all('person')])])];
}

/** The person that /users/{id} names. Throws 404. */
export function personNamed(tenant: Tenant, name: string): PersonDocument {
  const person = findPerson(tenant, name);
  if (person === null)
    throw new GraphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`,
    );
  return person;
}
