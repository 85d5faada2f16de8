import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyOf, selectable, type DescribedOperation, type GraphDescription } from '../server/sandbox/graph/description.ts';
import { isImplemented } from '../server/sandbox/graph/routes.ts';

// Writes what the simulated Graph knows of Microsoft's description: `node scripts/describe-graph.ts <OpenAPI file>`.
// To run again when a newer description comes, or when the sandbox learns another operation.

type Schema = Record<string, unknown>;
type Kind = 'DelegatedWork' | 'Application';

interface OpenApiOperation {
  requestBody?: { required?: boolean; content: { 'application/json': { schema: Schema } } };
  'x-ms-permissions'?: Partial<Record<Kind, { least: string[]; other: string[]; rsc: string[] }>>;
}

/** What is read of Microsoft's description of Graph as OpenAPI 3.1. */
export interface OpenApi {
  info: { description: string };
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, Schema> };
}

const PREFIX = 'microsoft.graph.';
const target = join(import.meta.dirname, '../server/sandbox/graph/operations.json');

/** The text of operations.json for a description. Throws when the description does not say which commits it was made from. */
export function describeGraph({ info, paths, components }: OpenApi): string {
  const operations = mapped(paths, (methods, template) =>
    Object.fromEntries(
      Object.entries(methods).map(([name, operation]) => {
        const method = name.toUpperCase();
        return [method, describedOperation(operation, isImplemented(keyOf(method, template)))];
      }),
    ),
  );
  const types = Object.fromEntries(
    Object.entries(components.schemas).map(([name, schema]) => [name.replace(PREFIX, ''), closed(name, schema)]),
  );
  const described: GraphDescription = {
    operations,
    properties: Object.fromEntries(selectable.map((type) => [type, Object.keys(components.schemas[PREFIX + type]!.properties as Schema)])),
    schemas: Object.fromEntries(typesIn(operations, types).map((type) => [type, types[type]!])),
  };
  return `${laidOut({ ...origin(info.description), ...described })}\n`;
}

function origin(said: string): object {
  const source = (repository: string): string => {
    const commit = new RegExp(`${repository}[^(]*\\(MIT, commit ([0-9a-f]{40})\\)`).exec(said)?.[1];
    if (!commit) throw new Error(`The description does not say which commit of ${repository} it was made from.`);
    return `https://github.com/${repository} at ${commit}`;
  };
  return {
    about: 'Derived by scripts/describe-graph.ts from Microsoft data under the MIT licence: see NOTICE. Not to be edited by hand.',
    sources: { types: source('microsoftgraph/msgraph-metadata'), permissions: source('microsoftgraph/microsoft-graph-devx-content') },
  };
}

function describedOperation(operation: OpenApiOperation, implemented: boolean): DescribedOperation {
  const { requestBody, 'x-ms-permissions': rules } = operation;
  const names = (kind: Kind): string[] | undefined => rules?.[kind] && [...rules[kind].least, ...rules[kind].other, ...rules[kind].rsc];
  const [delegated, application] = [names('DelegatedWork'), names('Application')];
  return {
    ...(rules && { permissions: { ...(delegated && { delegated }), ...(application && { application }) } }),
    ...(requestBody && {
      body: {
        required: requestBody.required === true,
        ...(implemented && { schema: bare(requestBody.content['application/json'].schema) as Schema }),
      },
    }),
  };
}

/** Types with others derived from them that requests still use as they are. */
const plain = new Set(['message', 'recipient', 'location', 'teamsAppInstallation'].map((type) => PREFIX + type));

/** Like the service, the sandbox refuses properties that a type does not have; Microsoft's description leaves every type open. */
function closed(name: string, schema: Schema): Schema {
  const open = schema.type !== 'object' || ('x-ms-derivedTypes' in schema && !plain.has(name));
  return { ...(bare(schema) as Schema), ...(!open && { additionalProperties: false }) };
}

const annotation = /^(x-.*|title|description|default|contentEncoding)$/;

/** A schema, or a part of one, without what validates nothing. */
function bare(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(bare);
  if (typeof part !== 'object' || part === null) return part;
  const kept = Object.entries(part).filter(([keyword]) => !annotation.test(keyword));
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, bareValue(keyword, value)]));
}

function bareValue(keyword: string, value: unknown): unknown {
  if (keyword === '$ref') return (value as string).replace(`#/components/schemas/${PREFIX}`, 'graph#/schemas/');
  // Here the names are properties, which may be called like an annotation.
  if (keyword === 'properties' || keyword === 'patternProperties') return mapped(value as Schema, bare);
  return bare(value);
}

/** Names of the types that are referred to, also by each other. */
function typesIn(start: unknown, types: Record<string, Schema>): string[] {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    for (const [, type] of JSON.stringify(part).matchAll(/"\$ref":"graph#\/schemas\/([^"]+)"/g)) {
      if (found.has(type!)) continue;
      found.add(type!);
      visit(types[type!]);
    }
  };
  visit(start);
  return [...found].toSorted();
}

const mapped = <T, U>(record: Record<string, T>, change: (value: T, name: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));

const WIDTH = 140;

/** JSON for reading: what fits on a line stands on one. */
function laidOut(value: unknown, indent = '', label = ''): string {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  if (typeof value !== 'object' || value === null || `${indent}${label}${flat}`.length < WIDTH) return label + flat;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => laidOut(item, inner))
    : Object.entries(value).map(([name, item]) => laidOut(item, inner, `${JSON.stringify(name)}: `));
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${label}${open}\n${lines.map((line) => inner + line).join(',\n')}\n${indent}${close}`;
}

if (import.meta.main) {
  const file = process.argv[2];
  if (!file) throw new Error('Which OpenAPI description? node scripts/describe-graph.ts <file>');
  writeFileSync(target, describeGraph(JSON.parse(readFileSync(file, 'utf8')) as OpenApi));
}
