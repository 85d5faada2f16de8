import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

export interface DescribedOperation {
  /** Names that suffice, one is enough, by who asks; a kind that is absent may not ask at all. Absent where Microsoft publishes none. */
  permissions?: { delegated?: string[]; application?: string[] };
  /** The schema is there for operations that the sandbox implements. */
  body?: { required: boolean; schema?: object };
}

/** What operations.json holds, next to where it is from: scripts/describe-graph.ts writes it. */
export interface GraphDescription {
  /** By path template, then by method in upper case. */
  operations: Record<string, Record<string, DescribedOperation>>;
  /** Names of the properties of the types in `selectable`. */
  properties: Record<string, string[]>;
  /** Types within request bodies, which name each other as `graph#/schemas/<type>`. */
  schemas: Record<string, object>;
}

/** Types of which answers hold what $select names. */
export const selectable = ['calendar', 'chat', 'event', 'onlineMeeting', 'person', 'user'] as const;
export type Selectable = (typeof selectable)[number];

/** One operation that Microsoft describes, and what the request's path holds for its parameters. */
export interface Operation extends DescribedOperation {
  method: string;
  template: string;
  key: string;
  /** Values of the template's parameters, in order, decoded. */
  params: string[];
}

const described = JSON.parse(readFileSync(new URL('./operations.json', import.meta.url), 'utf8')) as GraphDescription;

const templates = Object.keys(described.operations)
  .map((template) => ({
    template,
    segments: template.split('/'),
    literals: template.split('/').filter((segment) => !segment.startsWith('{')).length,
  }))
  .toSorted((a, b) => b.literals - a.literals);

/** Method and template with `{owner}` for `/me` and `/users/{user-id}`: the same operation, whoever is addressed. */
export const keyOf = (method: string, template: string): string =>
  `${method} ${template.replace(/^\/(me|users\/\{user-id\})(?=\/|$)/, '/{owner}').replace('()', '')}`;

/** The operation that a method and a path below /v1.0 name; null when it is not described. */
export function findOperation(method: string, path: string): Operation | null {
  const given = path.split('/');
  const matching = templates.filter(
    ({ segments }) => segments.length === given.length && segments.every((segment, index) => matches(segment, given[index]!)),
  );
  const match = matching.find(({ template }) => method in described.operations[template]!);
  if (!match) return null;
  const { template, segments } = match;
  const params = segments.flatMap((segment, index) => (segment.startsWith('{') ? [decode(given[index]!)] : []));
  return { ...described.operations[template]![method], method, template, key: keyOf(method, template), params };
}

/** Functions may be called with or without their parentheses, and with arguments. */
function matches(segment: string, given: string): boolean {
  if (segment.startsWith('{')) return given !== '';
  if (segment.endsWith('()')) return given.replace(/\(.*\)$/, '').toLowerCase() === segment.slice(0, -2).toLowerCase();
  return segment.toLowerCase() === given.toLowerCase();
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const ajv = new Ajv2020({ strict: false, allErrors: true, allowUnionTypes: true });
formats.default(ajv);
ajv.addSchema({ $id: 'graph', schemas: described.schemas });

/** What is wrong with a body, in words, under the schema of its operation; empty when nothing is. */
export function bodyProblems(schema: object, body: unknown): string[] {
  // Compiled once for each schema: Ajv remembers the object.
  const check = ajv.compile(schema);
  if (check(body)) return [];
  return check.errors!.map((error) => `${error.instancePath || '/'} ${error.message}${extra(error.params)}`);
}

const extra = (params: Record<string, unknown>): string =>
  typeof params.additionalProperty === 'string' ? ` '${params.additionalProperty}'` : '';

/** The properties of a type, e.g. `event`. */
export const propertiesOf = (type: Selectable): string[] => described.properties[type]!;
