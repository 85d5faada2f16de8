import type { StoredChange, TenantStore } from './store.ts';

/** The documents of a tenant in memory, written through to its store. `T` maps kinds to document types. */
export interface State<T> {
  get<K extends keyof T>(kind: K, id: string): T[K] | undefined;
  all<K extends keyof T>(kind: K): IterableIterator<T[K]>;
  /** Documents filed under one owner (`mailbox`), in the order they were put. */
  of<K extends keyof T>(kind: K, owner: string): Iterable<T[K]>;
  size(kind: keyof T): number;
  put<K extends keyof T>(kind: K, id: string, document: T[K]): void;
  remove(kind: keyof T, id: string): void;
  /** Runs `work`; what it put and removed is committed together, or undone when it or the store throws. */
  transact<R>(work: () => R): R;
}

interface Transaction {
  undo: (() => void)[];
  changes: Map<string, StoredChange>;
}

interface Shelf {
  byId: Map<string, unknown>;
  byOwner: Map<string, Map<string, unknown>>;
}

const ownerOf = (document: unknown): string | undefined => (document as { mailbox?: string } | null)?.mailbox;

function place(shelf: Shelf, id: string, document: unknown): void {
  const before = shelf.byId.get(id);
  const [owner, ownerBefore] = [ownerOf(document), ownerOf(before)];
  if (ownerBefore !== undefined && ownerBefore !== owner) shelf.byOwner.get(ownerBefore)?.delete(id);
  if (document === undefined) {
    shelf.byId.delete(id);
    return;
  }
  shelf.byId.set(id, document);
  if (owner === undefined) return;
  const owned = shelf.byOwner.get(owner) ?? new Map<string, unknown>();
  owned.set(id, document);
  shelf.byOwner.set(owner, owned);
}

/** Loads what the store holds. `kinds` is every kind there is; documents of others are left alone. */
export function createState<T>(store: TenantStore, kinds: (keyof T & string)[]): State<T> {
  const shelves = new Map<keyof T, Shelf>(kinds.map((kind) => [kind, { byId: new Map(), byOwner: new Map() }]));
  for (const { kind, id, document } of store.load()) {
    const shelf = shelves.get(kind as keyof T);
    if (shelf) place(shelf, id, document);
  }
  let open: Transaction | null = null;

  const write = (kind: keyof T & string, id: string, document: unknown): void => {
    if (open === null) throw new Error('A document can change only inside transact().');
    const shelf = shelves.get(kind)!;
    const before = shelf.byId.get(id);
    open.undo.push(() => place(shelf, id, before));
    open.changes.set(`${kind} ${id}`, { kind, id, document: document ?? null });
    place(shelf, id, document);
  };

  return {
    get: (kind, id) => shelves.get(kind)!.byId.get(id) as never,
    all: (kind) => shelves.get(kind)!.byId.values() as never,
    of: (kind, owner) => (shelves.get(kind)!.byOwner.get(owner)?.values() ?? []) as never,
    size: (kind) => shelves.get(kind)!.byId.size,
    put: (kind, id, document) => write(kind as keyof T & string, id, document),
    remove: (kind, id) => write(kind as keyof T & string, id, undefined),
    transact(work) {
      // A transaction inside another is part of it, so that use cases can be composed.
      if (open !== null) return work();
      const mine: Transaction = { undo: [], changes: new Map() };
      open = mine;
      try {
        const result = work();
        if (mine.changes.size > 0) store.commit([...mine.changes.values()]);
        return result;
      } catch (error) {
        for (const step of mine.undo.toReversed()) step();
        throw error;
      } finally {
        open = null;
      }
    },
  };
}
