/** What teams-js posts to its host. */
export interface AppMessage {
  id: number;
  /** Newer calls carry this beside the number; an answer must repeat both, or pending calls are lost. */
  uuidAsString: string | undefined;
  /** E.g. `getContext`. */
  func: string;
  args: unknown[];
}

/** A message of teams-js, or null for anything else that is posted to a window. */
export function readMessage(data: unknown): AppMessage | null {
  if (typeof data !== 'object' || data === null) return null;
  const { id, uuidAsString, func, args } = data as Record<string, unknown>;
  if (typeof id !== 'number' || typeof func !== 'string') return null;
  return { id, func, uuidAsString: typeof uuidAsString === 'string' ? uuidAsString : undefined, args: Array.isArray(args) ? args : [] };
}

/** An answer as the host posts it back. */
export const answerTo = ({ id, uuidAsString }: AppMessage, args: unknown[]) => ({
  id,
  ...(uuidAsString === undefined ? {} : { uuidAsString }),
  args,
});

/** Something the host tells by itself, e.g. `themeChange`. */
export const eventMessage = (func: string, args: unknown[]) => ({ func, args });
