import type { Schema } from './document.ts';

/** A place in a request's body or query, with the schema and the value that stand there. */
export interface Place {
  path: (string | number)[];
  schema: Schema;
  value: unknown;
  optional: boolean;
}

/** One change to a request. `value` undefined leaves the field out. */
export interface Hostile {
  what: string;
  /** Where the server must say the mistake is. */
  path: (string | number)[];
  at: (string | number)[];
  value: unknown;
}

const withoutNull = (schema: Schema): Schema => schema.anyOf?.find((arm) => arm.type !== 'null') ?? schema;

const words: Record<string, string> = {
  uuid: '3f0c8a52-6a0b-4d6e-9a35-6d1f0e0a7c11',
  email: 'somebody@outside.example',
  date: '2026-06-01',
  'date-time': '2026-06-01T10:00:00Z',
};

function number({ minimum = 1, multipleOf = 1 }: Schema): number {
  return Math.ceil(Math.max(minimum, 1) / multipleOf) * multipleOf;
}

/** A value that the schema allows, with every optional field and every kind of an array's items. */
export function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sample(withoutNull(schema));
  if (schema.oneOf) return sample(schema.oneOf[0]!);
  if (schema.properties) return Object.fromEntries(Object.entries(schema.properties).map(([name, of]) => [name, sample(of)]));
  if (schema.items) return (schema.items.oneOf ?? [schema.items]).map(sample);
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return number(schema);
  return words[schema.format ?? ''] ?? 'some words'.slice(0, schema.maxLength);
}

const armOf = (schema: Schema, value: unknown): Schema => {
  const plain = withoutNull(schema);
  const type = (value as { type?: unknown } | null)?.type;
  return plain.oneOf?.find((arm) => arm.properties?.type?.const === type) ?? plain;
};

/** Every place of a value, outermost first. */
export function places(schema: Schema, value: unknown, path: Place['path'] = [], optional = false): Place[] {
  const here: Place = { path, schema, value, optional };
  const inner = armOf(schema, value);
  if (Array.isArray(value)) return [here, ...value.flatMap((item, index) => places(inner.items!, item, [...path, index]))];
  if (typeof value !== 'object' || value === null) return [here];
  const fields = Object.entries(value).flatMap(([name, of]) =>
    places(inner.properties![name]!, of, [...path, name], !(inner.required ?? []).includes(name)),
  );
  return [here, ...fields];
}

/** What no field of another type may be mistaken for. */
const ofEveryType = [null, true, false, 0, 7, -1, 1.5, 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER, 2 ** 53, 1e308, '', ' ', 'words', '7', [], ['words'], [[]], {}, { type: 'x' }];

const texts = [
  'with\u0000NUL', '\u0000', 'half a pair \ud800', '\udfff', '\u001b[31m', '\u202etxet', 'a\u2028b', '\ufeff', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢'.repeat(4), 'z̸̢̛͔͎̪̥̱͂̈́a̶l̵g̷o'.repeat(3),
  "'; drop table people; --", '%00', '%', '_', '"', '\\', '\\u0000', '<script>alert(1)</script>', '{{7*7}}', '$1', '__proto__',
];

const dates = ['2026-02-30', '2025-02-29', '2026-13-01', '2026-00-10', '0000-01-01', '0001-01-01', '9999-12-31', '+12026-01-01', '-2026-01-01', '1 March 2026'];
const instants = [
  ...dates.map((date) => `${date}T10:00:00Z`), '2026-06-01T24:00:00Z', '2026-06-01T23:59:60Z', '2026-06-01T10:00:00', '2026-06-01', '2026-06-01T10:00:00+24:00',
  '9999-12-31T23:59:59-23:59', '0000-01-01T00:00:00+23:59', '2026-06-01T10:00:00.123456789012Z', 'now', 'infinity', 'epoch',
];
const ids = ['', 'not-an-id', '0', '00000000-0000-0000-0000-000000000000', '3F0C8A52-6A0B-4D6E-9A35-6D1F0E0A7C11', '{3f0c8a52-6a0b-4d6e-9a35-6d1f0e0a7c11}', "3f0c8a52' or true --"];
const addresses = ['nobody', 'a@b', '@x.example', `${'x'.repeat(250)}@x.example`, 'a@x.example, b@x.example', 'a@x.example\r\nBcc: b@x.example', 'ü@x.example'];
const byFormat: Record<string, string[]> = { date: dates, 'date-time': instants, uuid: ids, email: addresses };

function valuesFor(schema: Schema, value: unknown): unknown[] {
  const plain = armOf(schema, value);
  if (Array.isArray(value)) {
    const item = value[0] ?? null;
    return [...ofEveryType, Array.from({ length: (plain.maxItems ?? 0) + 1 }, () => item), Array.from({ length: 3000 }, () => item)];
  }
  if (typeof value === 'number') return [...ofEveryType, (plain.minimum ?? 0) - 1, (plain.maximum ?? 0) + 1, (plain.minimum ?? 0) + 0.5];
  if (typeof value !== 'string') return ofEveryType;
  const long = plain.maxLength ?? 100;
  // A good beginning gets past a check that looks no further.
  const begunWell = ['\u0000', '\ud800', '\r\nX: y', ' ', '\u2029'].map((end) => `${value}${end}x`);
  return [...ofEveryType, ...texts, ...begunWell, ...(byFormat[plain.format ?? ''] ?? []), 'x'.repeat(long), 'x'.repeat(long + 1), '𝔘'.repeat(Math.floor(long / 2)), '漢'.repeat(20_000)];
}

const said = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}… (${text.length})` : text;
};

/** Everything that is tried at one place. */
export function hostileAt({ path, schema, value, optional }: Place): Hostile[] {
  const change = (of: unknown, what: string): Hostile => ({ what: `${path.join('.') || 'all of it'} = ${what}`, path, at: path, value: of });
  const tried = valuesFor(schema, value).map((of) => change(of, said(of)));
  // Left out: only what is a field of an object can be.
  if (!optional && typeof path.at(-1) === 'string') tried.push(change(undefined, 'left out'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return tried;
  const unknownFields = ['surprise', '__proto__', 'constructor', 'prototype', 'toString', '', 'a.b'].map((name) => ({
    what: `${[...path, name].join('.')} is no field`, path: [...path, name], at: [...path, name], value: { polluted: true },
  }));
  return [...tried, ...unknownFields];
}

/** `value` with one place changed. Own properties only, so that `__proto__` is a field like any other. */
export function changed(value: unknown, at: (string | number)[], to: unknown): unknown {
  const [first, ...rest] = at;
  if (first === undefined) return to;
  if (Array.isArray(value)) return value.map((item, index) => (index === first ? changed(item, rest, to) : item));
  const copy: Record<string, unknown> = { ...(value as object) };
  const next = changed(Object.hasOwn(copy, first) ? copy[first] : undefined, rest, to);
  if (next === undefined) delete copy[first];
  else Object.defineProperty(copy, first, { value: next, enumerable: true, configurable: true, writable: true });
  return copy;
}
