import { existsSync, readFileSync } from 'node:fs';
import type { OpenApi } from '../../../../scripts/describe-graph.ts';
import type { GraphDescription } from '../../../../server/sandbox/graph/description.ts';

type FullDescription = OpenApi & { paths: Record<string, Record<string, { responses: Record<string, object> }>> };

// The traffic check's own file: it stands beside the repository, and is no part of it.
const file = new URL('../../../../../shared/graph/graph-v1.0-subset.json', import.meta.url);

/** Microsoft's full description, answers included; null in a clone without it. */
export const fullDescription = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as FullDescription) : null;

/** What the sandbox itself reads, as committed: requests only. */
export const committedText = readFileSync(new URL('../../../../server/sandbox/graph/operations.json', import.meta.url), 'utf8');
export const committed = JSON.parse(committedText) as GraphDescription;

/** For test names and logs: a run without the full description must not look like one with it. */
export const extent = fullDescription
  ? "answers are held against Microsoft's full description"
  : "answers are NOT held against Microsoft's schemas: ../shared/graph/graph-v1.0-subset.json is not here";
