import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { apiRoutes } from '../../../server/app.ts';
import { problem } from '../../../server/features/people/contract.ts';
import { openApi } from '../../../server/platform/openapi.ts';

/** A JSON Schema as the document holds it. */
export interface Schema {
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: Schema;
}

interface Described {
  operationId: string;
  parameters: Parameter[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
  /** A stream of events has no JSON. */
  responses: Record<string, { content?: { 'application/json'?: { schema: Schema } } }>;
  security: Record<string, string[]>[];
}

export interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Described>>;
  components: { securitySchemes: Record<string, object> };
}

/** One operation of the document, as a test walks it. */
export interface Operation {
  id: string;
  method: string;
  /** `/api/sessions/{sessionId}` */
  path: string;
  pathNames: string[];
  /** The query as one object, as the server sees it. */
  query: Schema;
  body: Schema | null;
  caller: 'person' | 'coach-link' | 'session-link' | 'party' | 'anybody';
}

/** The document of the routes that are mounted. That the server serves this very one is tested. */
export const described = JSON.parse(JSON.stringify(openApi(apiRoutes, problem))) as Document;

function operationOf(path: string, method: string, from: Described): Operation {
  const query = from.parameters.filter((parameter) => parameter.in === 'query');
  return {
    id: from.operationId,
    method: method.toUpperCase(),
    path,
    pathNames: from.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name),
    query: {
      type: 'object',
      properties: Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
      required: query.filter(({ required }) => required).map(({ name }) => name),
      additionalProperties: false,
    },
    body: from.requestBody?.content['application/json'].schema ?? null,
    caller: from.security.length > 1 ? 'party' : ((Object.keys(from.security[0] ?? {})[0] ?? 'anybody') as Operation['caller']),
  };
}

export const operations: Operation[] = Object.entries(described.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, from]) => operationOf(path, method, from)),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
const compiled = new WeakMap<Schema, ValidateFunction>();

/** Whether a value is what the document allows there. */
export function fits(schema: Schema, value: unknown): boolean {
  const check = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, check);
  return check(value);
}

/** What is wrong with an answer's body; the empty string when nothing is. */
export function misfit(schema: Schema, value: unknown): string {
  return fits(schema, value) ? '' : ajv.errorsText(compiled.get(schema)!.errors);
}
