import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const file = new URL('../../../../server/sandbox/graph/description/graph-v1.0-subset.json', import.meta.url);
const description = JSON.parse(readFileSync(file, 'utf8')) as {
  paths: Record<string, Record<string, { responses: Record<string, object> }>>;
};
const ajv = new Ajv2020({ strict: false, allErrors: true, allowUnionTypes: true });
formats.default(ajv);
ajv.addSchema({ $id: 'answers', ...description });

/** What of an answer is not as Microsoft describes it; empty when all is. Written apart from the sandbox's own reading of the description. */
export function answerProblems(method: string, path: string, answer: { status: number; headers: Headers; body: unknown }): string[] {
  const { status, headers, body } = answer;
  if (status === 429 || status === 503) return headers.has('retry-after') ? [] : [`${status} without Retry-After`];
  if (status >= 400) return (body as { error?: { code?: string } } | null)?.error?.code ? [] : [`${status} without error.code`];
  const template = templateOf(path.replace(/\?.*$/, ''), method.toLowerCase());
  const described = description.paths[template]![method.toLowerCase()]!.responses;
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
  const candidates = Object.keys(description.paths).filter((template) => method in description.paths[template]!);
  const found = candidates.filter((template) => pattern(template).test(path)).toSorted((a, b) => a.split('{').length - b.split('{').length);
  if (found.length === 0) throw new Error(`${method} ${path} is not described`);
  return found[0]!;
}
