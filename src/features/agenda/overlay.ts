import type { AddItem, Agenda, AgendaItem, ChangeItem, OrderItems } from '../../../server/features/agenda/contract.ts';
import type { Sending } from '../../components/outbox.ts';

/** An item as it is shown: what was just done is there at once, marked until the server has it. */
export type ShownItem = AgendaItem & { pending?: boolean };
export type ShownAgenda = Omit<Agenda, 'items'> & { items: ShownItem[] };

export const agendaPath = (engagementId: string): string => `/api/engagements/${engagementId}/agenda`;
export const itemPath = (engagementId: string, id: string): string => `${agendaPath(engagementId)}/items/${id}`;

const idOf = (path: string): string | null => /\/agenda\/items\/([^/]+)$/.exec(path)?.[1] ?? null;

function newItem({ id, text }: AddItem, { can }: Agenda): ShownItem {
  const own = can.change ? ({ state: 'open', by: 'client' } as const) : ({ state: 'proposed', by: 'coach' } as const);
  return { id, text, ...own, source: 'typed', prompt: null, version: 1, pending: true };
}

/** The version counts on as the server will count: what is done next comes on top of this. */
function changedBy(item: ShownItem, change: ChangeItem): ShownItem {
  const { text, state } = { text: change.text ?? item.text, state: change.state ?? item.state };
  const differs = text !== item.text || state !== item.state;
  return { ...item, text, state, version: item.version + (differs ? 1 : 0), pending: true };
}

function inOrder(items: ShownItem[], { ids }: OrderItems): ShownItem[] {
  const place = new Map(ids.map((id, index) => [id, index]));
  return items.toSorted((a, b) => (place.get(a.id) ?? ids.length) - (place.get(b.id) ?? ids.length));
}

function after(items: ShownItem[], { method, path, body }: Sending, agenda: Agenda): ShownItem[] {
  const id = idOf(path);
  if (method === 'delete') return items.filter((item) => item.id !== id);
  if (method === 'patch') return items.map((item) => (item.id === id ? changedBy(item, body as ChangeItem) : item));
  if (method === 'put') return inOrder(items, body as OrderItems);
  return items.some((item) => item.id === (body as AddItem).id) ? items : [...items, newItem(body as AddItem, agenda)];
}

/** The agenda with what was done here and has not arrived yet. */
export function overlay(agenda: Agenda, waiting: readonly Sending[]): ShownAgenda {
  const items = waiting.reduce<ShownItem[]>((shown, one) => after(shown, one, agenda), agenda.items);
  return { ...agenda, items, blank: agenda.blank && items.length === 0 };
}
