import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface PermissionRule {
  least: string[];
  other: string[];
  rsc: string[];
}

interface DescribedOperation {
  'x-ms-permissions'?: Partial<Record<'DelegatedWork' | 'Application', PermissionRule>>;
  requestBody?: { required?: boolean };
}

interface Description {
  paths: Record<string, Record<string, DescribedOperation>>;
  components: {
    schemas: Record<string, { type?: string; title?: string; properties?: Record<string, unknown>; additionalProperties?: boolean }>;
  };
}

/** One operation that Microsoft describes, and what the request's path holds for its parameters. */
export interface Operation {
  method: string;
  template: string;
  /** Method and template with `{owner}` for `/me` and `/users/{user-id}`: the same operation, whoever is addressed. */
  key: string;
  /** Values of the template's parameters, in order, decoded. */
  params: string[];
  permissions: DescribedOperation['x-ms-permissions'];
  takesBody: boolean;
  bodyRequired: boolean;
}

const described = JSON.parse(readFileSync(new URL('./description/graph-v1.0-subset.json', import.meta.url), 'utf8')) as Description;

/** Types with others derived from them that requests still use as they are. */
const plain = new Set(['message', 'recipient', 'location', 'teamsAppInstallation']);

// Like the service, the sandbox refuses properties that a type does not have; the description itself leaves every type open.
for (const [name, schema] of Object.entries(described.components.schemas)) {
  const derived = 'x-ms-derivedTypes' in schema && !plain.has(name.replace('microsoft.graph.', ''));
  if (schema.type === 'object' && !derived && schema.title !== 'ODataError') schema.additionalProperties = false;
}

const templates = Object.keys(described.paths)
  .map((template) => ({
    template,
    segments: template.split('/'),
    literals: template.split('/').filter((segment) => !segment.startsWith('{')).length,
  }))
  .toSorted((a, b) => b.literals - a.literals);

/** The operation that a method and a path below /v1.0 name; 'method' when only other methods are described; null for an unknown path. */
export function findOperation(method: string, path: string): Operation | 'method' | null {
  const given = path.split('/');
  const matching = templates.filter(
    ({ segments }) => segments.length === given.length && segments.every((segment, index) => matches(segment, given[index]!)),
  );
  const match = matching.find(({ template }) => method.toLowerCase() in described.paths[template]!);
  if (!match) return matching.length > 0 ? 'method' : null;
  const operation = described.paths[match.template]![method.toLowerCase()]!;
  const params = match.segments.flatMap((segment, index) => (segment.startsWith('{') ? [decode(given[index]!)] : []));
  const key = `${method} ${match.template.replace(/^\/(me|users\/\{user-id\})(?=\/|$)/, '/{owner}').replace('()', '')}`;
  const { requestBody } = operation;
  return {
    method,
    template: match.template,
    key,
    params,
    permissions: operation['x-ms-permissions'],
    takesBody: requestBody !== undefined,
    bodyRequired: requestBody?.required === true,
  };
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
ajv.addSchema({ $id: 'graph', ...described });
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a request body, in words; empty when nothing is. */
export function bodyProblems(operation: Operation, body: unknown): string[] {
  const pointer = `/paths/${encodeURIComponent(operation.template.replaceAll('~', '~0').replaceAll('/', '~1'))}/${operation.method.toLowerCase()}`;
  const check = compiled.get(pointer) ?? ajv.compile({ $ref: `graph#${pointer}/requestBody/content/application~1json/schema` });
  compiled.set(pointer, check);
  if (check(body)) return [];
  return check.errors!.map((error) => `${error.instancePath || '/'} ${error.message}${extra(error.params)}`);
}

const extra = (params: Record<string, unknown>): string =>
  typeof params.additionalProperty === 'string' ? ` '${params.additionalProperty}'` : '';

/** The properties of a type, e.g. `event`. */
export const propertiesOf = (type: string): string[] => Object.keys(described.components.schemas[`microsoft.graph.${type}`]!.properties!);
