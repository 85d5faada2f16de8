import { newItemId } from '../item-ids.ts';
import type { Addressee, MessageDocument } from '../model.ts';
import type { Tenant } from '../tenant.ts';

export type Mail = Omit<MessageDocument, 'id' | 'mailbox' | 'order' | 'receivedAt'>;

/** Puts a mail into the inbox of everyone it is to, inside the tenant or outside. Call inside a transaction. */
export function deliver(tenant: Tenant, mail: Mail): void {
  for (const mailbox of new Set(mail.to.map(({ address }) => address.toLowerCase()))) {
    const message = { ...mail, id: newItemId(), mailbox, order: tenant.tick(), receivedAt: tenant.clock.now().toISOString() };
    tenant.state.put('message', message.id, message);
  }
}

/** Addresses in their form as keys. */
export const normalised = ({ address, name }: { address?: string | null; name?: string | null }): Addressee => ({
  address: (address ?? '').trim().toLowerCase(),
  name: name || (address ?? ''),
});
