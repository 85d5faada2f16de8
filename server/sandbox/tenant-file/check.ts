import type { z } from 'zod';
import { inWords } from '../../platform/problem-words.ts';
import type { FileProblem, LocatedJson } from './located-json.ts';
import { tenantFileSchema, type TenantFile } from './schema.ts';

/** Holds a parsed file to its form; every problem that can be found is found at once. */
export function checkTenantFile(json: LocatedJson): TenantFile | { problems: FileProblem[] } {
  const result = tenantFileSchema.safeParse(json.value, { error: inWords });
  const formal = result.success ? [] : result.error.issues.flatMap((issue) => problemsOf(issue, json));
  const problems = [...formal, ...addressProblems(json)].toSorted((a, b) => a.line - b.line);
  return result.success && problems.length === 0 ? result.data : { problems };
}

function problemsOf(issue: z.core.$ZodIssue, json: LocatedJson): FileProblem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  // Inside `calendar` an issue has passed through a transform, which keeps its other properties but not its code.
  const keys = 'keys' in issue ? (issue.keys as string[]) : null;
  return keys ? keys.map((key) => json.problem([...path, key], 'is not a field here')) : [json.problem(path, issue.message)];
}

// On the raw value, so that these are found beside problems of form.
function addressProblems(json: LocatedJson): FileProblem[] {
  const file = json.value as Record<string, unknown> | null;
  const people = entries(file?.['people']);
  const outsiders = entries(file?.['outsiders']);
  const inside = new Set(people.map(({ address }) => address));
  const seen = new Set<string>();
  const problems: FileProblem[] = [];
  for (const [list, members] of [['people', people], ['outsiders', outsiders]] as const) {
    members.forEach(({ address, manager }, index) => {
      if (address !== null && seen.has(address)) problems.push(json.problem([list, index, 'address'], 'is somebody else\'s address already'));
      if (address !== null) seen.add(address);
      if (list === 'outsiders' || manager === null) return;
      if (!inside.has(manager)) problems.push(json.problem([list, index, 'manager'], 'must be the address of somebody in "people"'));
      else if (manager === address) problems.push(json.problem([list, index, 'manager'], 'cannot be the person themselves'));
    });
  }
  return problems;
}

const textIn = (value: unknown): string | null => (typeof value === 'string' ? value.toLowerCase() : null);

function entries(list: unknown): { address: string | null; manager: string | null }[] {
  if (!Array.isArray(list)) return [];
  return list.map((entry: Record<string, unknown> | null) => ({ address: textIn(entry?.['address']), manager: textIn(entry?.['manager']) }));
}
