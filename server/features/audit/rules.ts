const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Lines stay small: what a request names beyond this is told by its answer. */
const most = 20;

/** The ids that parts of a request name at their top, by name: `{ engagementId: … }`. A later part does not replace an earlier one's. */
export function subjectsOf(...parts: unknown[]): Record<string, string> {
  const named = parts.flatMap((part) => (typeof part === 'object' && part !== null ? Object.entries(part) : []));
  const ids = named.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && uuid.test(entry[1]));
  return Object.fromEntries(ids.slice(0, most).toReversed());
}
