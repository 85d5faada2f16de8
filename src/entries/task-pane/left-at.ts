import { type Drafts, hasFields, parse } from '../../components/drafts.ts';
import type { MailItem } from '../../host/mail-host.ts';

export interface LeftAt {
  /** The same drafts; while one is kept on a screen, that screen is remembered with the open item. */
  drafts: Drafts;
  /** The item that is open now. Where the pane was left beside it with something half done; once only: going home later means home. */
  resume: (item: MailItem | null) => Promise<string | null>;
}

const isLeft = (value: unknown): value is { path: string } => hasFields(value, { path: 'string' });

/** Outlook closes the pane whenever another item is chosen, so the item has to say where somebody was. `path` is the present screen's. */
export function createLeftAt(drafts: Drafts, path: () => string): LeftAt {
  let item: string | null = null;
  const resumed = new Set<string>();
  return {
    drafts: {
      read: (place) => drafts.read(place),
      write(place, content) {
        drafts.write(place, content);
        // Beside the item itself there is nowhere to go.
        if (item !== null && path() !== '/') drafts.write(item, JSON.stringify({ path: path() }));
      },
      forget(place) {
        drafts.forget(place);
        if (item !== null && path() !== '/') drafts.forget(item);
      },
    },
    async resume(open) {
      item = await placeOf(open);
      if (item === null || resumed.has(item)) return null;
      resumed.add(item);
      const left = parse(await drafts.read(item), isLeft);
      return left?.path.startsWith('/') ? left.path : null;
    },
  };
}

/** Under what an item's draft is kept: nobody reads Outlook's id in it. Null for an item that has none yet. */
async function placeOf(item: MailItem | null): Promise<string | null> {
  const id = item?.itemId ?? (item?.kind === 'appointment' ? item.joinUrl : null);
  if (!id) return null;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id));
  return `item.${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
