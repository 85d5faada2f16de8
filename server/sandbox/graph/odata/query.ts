import type { Call } from '../call.ts';
import { propertiesOf, type Selectable } from '../description.ts';
import { badRequest, notImplemented } from '../errors.ts';
import { readFilter } from './filter.ts';

type Item = Record<string, unknown>;

/** Refuses query options that an operation does not take, instead of ignoring what the caller relies on. */
export function allowOptions({ query }: Call, allowed: string[]): void {
  for (const name of query.keys()) {
    if (name.startsWith('$') && !allowed.includes(name)) throw notImplemented(`the query option ${name} here`);
  }
}

/** Keeps what $select asks for, beside annotations and id. Throws 400 for a property that the type does not have. */
export function selector(query: URLSearchParams, type: Selectable): (item: Item) => Item {
  const names = query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (!names?.length) return (item) => item;
  const known = propertiesOf(type);
  const wanted = new Set([
    'id',
    ...names.map((name) => known.find((other) => other.toLowerCase() === name.toLowerCase()) ?? unknown(name, type)),
  ]);
  return (item) => Object.fromEntries(Object.entries(item).filter(([name]) => name.includes('@') || wanted.has(name)));
}

function unknown(name: string, type: string): never {
  throw badRequest(`Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`, 'RequestBroker--ParseUri');
}

/** Applies $filter and $orderby to items that carry every property. */
export function filtered<T extends Item>(query: URLSearchParams, items: T[]): T[] {
  const filter = query.get('$filter');
  const passing = filter === null ? items : items.filter(readFilter(filter));
  const order = query.get('$orderby');
  return order === null ? passing : passing.toSorted(comparator(order));
}

function comparator(order: string): (a: Item, b: Item) => number {
  const keys = order.split(',').map((part) => /^\s*([\w/]+)(?:\s+(asc|desc))?\s*$/i.exec(part) ?? invalidOrder(order));
  return (a, b) => {
    for (const [, path, direction] of keys) {
      const [left, right] = [a, b].map((item) =>
        String(path!.split('/').reduce<unknown>((value, name) => (value as Item | null)?.[name], item) ?? ''),
      );
      if (left !== right) return (left! < right! ? -1 : 1) * (direction?.toLowerCase() === 'desc' ? -1 : 1);
    }
    return 0;
  };
}

function invalidOrder(order: string): never {
  throw badRequest(`The query parameter '$orderby' is invalid: '${order}'.`);
}

/** Reads a count from the query. Throws 400 outside the limits. */
export function countOf(query: URLSearchParams, name: '$top' | '$skip', fallback: number, limits: { min: number; max: number }): number {
  const text = query.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= limits.min && value <= limits.max) return value;
  throw badRequest(`The value '${text}' of the query parameter '${name}' must be a number between ${limits.min} and ${limits.max}.`);
}

/** The page of a list that $top and $skip ask for, and where the rest is. */
export function pageOf<T>({ query, url, prefer }: Call, list: T[], size: number): { items: T[]; links: Item } {
  const top = prefer.maxPageSize ?? countOf(query, '$top', size, { min: 1, max: 1000 });
  const skip = countOf(query, '$skip', 0, { min: 0, max: 1_000_000 });
  const count = query.get('$count') === 'true' ? { '@odata.count': list.length } : {};
  const items = list.slice(skip, skip + top);
  return { items, links: { ...count, ...(skip + top < list.length && { '@odata.nextLink': linkTo(url, { $skip: String(skip + top) }) }) } };
}

/** The same request with other query options. `$` stays readable, everything else is encoded once. */
export function linkTo(url: URL, options: Record<string, string>): string {
  const query = new Map([...url.searchParams, ...Object.entries(options)]);
  const text = [...query].map(([name, value]) => `${encodeURIComponent(name).replace('%24', '$')}=${encodeURIComponent(value)}`).join('&');
  return `${url.origin}${url.pathname}?${text}`;
}
