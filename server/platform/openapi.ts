import { z } from 'zod';
import type { AnyRoute } from './http.ts';

type Json = Record<string, unknown>;

const withoutDialect = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
};

/** `/api/sessions/:sessionId` in OpenAPI's spelling. */
const templateOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = withoutDialect(schema, 'input') as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, of]) => ({ name, in: place, required: required.includes(name), schema: of }));
}

function schemesOf({ caller }: AnyRoute<never>): string[] {
  if (caller === 'anybody') return [];
  return caller === 'party' ? ['person', 'coach-link'] : [caller];
}

function contentOf({ streams }: AnyRoute<never>, schema: z.ZodType | null): Json {
  if (streams) return { content: { 'text/event-stream': { schema: { type: 'string', description: 'Server-sent events.' } } } };
  return schema ? { content: { 'application/json': { schema: withoutDialect(schema, 'output') } } } : {};
}

function operationOf(route: AnyRoute<never>, problem: z.ZodType): Json {
  const replies = Object.entries(route.replies).map(([status, schema]) => [
    status,
    { description: route.summary, ...contentOf(route, schema) },
  ]);
  const refused = { description: 'Why it was refused', content: { 'application/json': { schema: withoutDialect(problem, 'output') } } };
  return {
    summary: route.summary,
    operationId: `${route.method}${route.path.replace(/\W+(\w)/g, (_all, first: string) => first.toUpperCase())}`,
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: withoutDialect(route.body, 'input') } } },
    }),
    responses: { ...Object.fromEntries(replies), default: refused },
    security: schemesOf(route).map((scheme) => ({ [scheme]: [] })),
  };
}

/** The API's description (OpenAPI 3.1), made from the very schemas that validate requests. */
export function openApi(routes: AnyRoute<never>[], problem: z.ZodType): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = (paths[templateOf(route.path)] ??= {});
    path[route.method] = operationOf(route, problem);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Fieldwork', version: '1', description: 'Everything the Teams tab, the meeting panel and the coach page use.' },
    paths,
    components: {
      securitySchemes: {
        person: { type: 'http', scheme: 'bearer', description: 'Access token of Microsoft Entra for this API (scope access_as_user).' },
        'coach-link': { type: 'apiKey', in: 'header', name: 'authorization', description: '`Link <secret>` of a personal link.' },
        'session-link': { type: 'apiKey', in: 'header', name: 'authorization', description: '`Link <secret>` of a link to one session.' },
      },
    },
  };
}
