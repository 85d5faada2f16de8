import { escapeHtml } from '../../tenant/html.ts';
import { deliver, normalised } from '../../tenant/mail/deliver.ts';
import type { Addressee } from '../../tenant/model.ts';
import type { Answer, OwnedCall } from '../call.ts';
import { badRequest } from '../errors.ts';

interface Recipient {
  emailAddress?: { address?: string | null; name?: string | null } | null;
}

interface MailBody {
  message: {
    subject?: string | null;
    body?: { contentType?: string | null; content?: string | null } | null;
    toRecipients?: Recipient[];
    ccRecipients?: Recipient[];
    bccRecipients?: Recipient[];
  };
}

/** POST sendMail */
export function sendMail({ tenant, owner, body }: OwnedCall): Answer {
  const { message } = body as MailBody;
  const to = [message.toRecipients, message.ccRecipients, message.bccRecipients].flatMap((list) => (list ?? []).map(recipient));
  if (to.length === 0) throw badRequest('At least one recipient is required.', 'ErrorInvalidRecipients');
  const content = message.body?.content ?? '';
  const bodyHtml = /^html$/i.test(message.body?.contentType ?? 'text') ? content : escapeHtml(content).replace(/\r?\n/g, '<br>\r\n');
  const from = { address: owner.address, name: owner.displayName };
  tenant.state.transact(() => deliver(tenant, { kind: 'mail', from, to, subject: message.subject ?? '', bodyHtml, calendar: null }));
  return { status: 202 };
}

function recipient({ emailAddress }: Recipient): Addressee {
  const addressee = normalised(emailAddress ?? {});
  if (!/^[^@\s]+@[^@\s]+$/.test(addressee.address))
    throw badRequest(`At least one recipient isn't valid: '${addressee.address}'.`, 'ErrorInvalidRecipients');
  return addressee;
}
