/** A map that keeps what was used last and forgets the rest. */
export interface Recent<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  readonly size: number;
}

/** At most `limit` entries; reading one makes it recent. Bounds memory: whatever is forgotten can be made again. */
export function createRecent<V>(limit: number): Recent<V> {
  const entries = new Map<string, V>();
  const put = (key: string, value: V): void => {
    entries.delete(key);
    entries.set(key, value);
    if (entries.size > limit) entries.delete(entries.keys().next().value!);
  };
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) put(key, value);
      return value;
    },
    set: put,
    delete: (key) => void entries.delete(key),
    get size() {
      return entries.size;
    },
  };
}
