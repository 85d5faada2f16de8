/** One stored document of the tenant. */
export interface StoredDocument {
  kind: string;
  id: string;
  document: unknown;
}

/** A change to one document; `null` removes it. */
export interface StoredChange {
  kind: string;
  id: string;
  document: unknown;
}

/**
 * Where the tenant keeps its documents. Synchronous on purpose: a Graph request's changes are on the disk before its
 * answer leaves. `commit` writes all of them or none, and throws when it could not.
 */
export interface TenantStore {
  load(): Iterable<StoredDocument>;
  commit(changes: StoredChange[]): void;
}

/** A store that lives as long as the process. Documents pass through JSON, so that a reload is as strict as from a disk. */
export function memoryStore(): TenantStore {
  const documents = new Map<string, { kind: string; id: string; text: string }>();
  return {
    *load() {
      for (const { kind, id, text } of documents.values()) yield { kind, id, document: JSON.parse(text) as unknown };
    },
    commit(changes) {
      for (const { kind, id, document } of changes) {
        const key = `${kind}\u0000${id}`;
        if (document === null) documents.delete(key);
        else documents.set(key, { kind, id, text: JSON.stringify(document) });
      }
    },
  };
}
