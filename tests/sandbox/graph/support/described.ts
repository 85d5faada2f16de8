import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { committed, extent, fullDescription } from './descriptions.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true, allowUnionTypes: true });
formats.default(ajv);
if (fullDescription) ajv.addSchema({ $id: 'answers', ...fullDescription });
else console.warn(extent);

/** Methods in upper case, by path template. */
const methods = new Map(
  fullDescription
    ? Object.entries(fullDescription.paths).map(([template, of]) => [template, Object.keys(of).map((method) => method.toUpperCase())])
    : Object.entries(committed.operations).map(([template, of]) => [template, Object.keys(of)]),
);

/**
 * What of an answer is not as Microsoft describes it; empty when all is. Written apart from the sandbox's own reading of the description.
 * Without the full description only refusals and the addresses of what was answered are looked at.
 */
export function answerProblems(method: string, path: string, answer: { status: number; headers: Headers; body: unknown }): string[] {
  const { status, headers, body } = answer;
  if (status === 429 || status === 503) return headers.has('retry-after') ? [] : [`${status} without Retry-After`];
  if (status >= 400) return (body as { error?: { code?: string } } | null)?.error?.code ? [] : [`${status} without error.code`];
  const template = templateOf(path.replace(/\?.*$/, ''), method);
  return fullDescription ? successProblems(method, template, status, body) : [];
}

function successProblems(method: string, template: string, status: number, body: unknown): string[] {
  const described = fullDescription!.paths[template]![method.toLowerCase()]!.responses;
  if (!(status in described)) return [`status ${status} is not described for ${method} ${template}`];
  if (!('content' in described[status]!)) return body === null ? [] : [`${method} ${template} answers no body`];
  const pointer = `/paths/${encodeURIComponent(template.replaceAll('/', '~1'))}/${method.toLowerCase()}/responses/${status}/content/application~1json/schema`;
  const check = ajv.getSchema(`answers#${pointer}`) ?? ajv.compile({ $ref: `answers#${pointer}` });
  return check(body) ? [] : check.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const pattern = (template: string): RegExp =>
  new RegExp(
    `^${template
      .replace(/[$.()]/g, '\\$&')
      .replace('\\(\\)', '(\\(.*\\))?')
      .replace(/\{[^}]+\}/g, '[^/]+')}$`,
    'i',
  );

function templateOf(path: string, method: string): string {
  const candidates = [...methods].filter(([, of]) => of.includes(method)).map(([template]) => template);
  const found = candidates.filter((template) => pattern(template).test(path)).toSorted((a, b) => a.split('{').length - b.split('{').length);
  if (found.length === 0) throw new Error(`${method} ${path} is not described`);
  return found[0]!;
}
