import type { Message } from '@microsoft/microsoft-graph-types';
import type { Graph } from './graph.ts';
import type { ApplicationMicrosoft, DelegatedMicrosoft } from './microsoft.ts';

/** Mail from the signed-in person, kept in their Sent Items. Never repeated: a second copy cannot be called back. */
export const createSendMail =
  (graph: Graph, mailbox: string): DelegatedMicrosoft['sendMail'] =>
  async ({ to, subject, bodyHtml }) => {
    const message: Message = {
      subject,
      body: { contentType: 'html', content: bodyHtml },
      toRecipients: [{ emailAddress: { address: to.email, name: to.displayName } }],
    };
    await graph.post('/me/sendMail', { message, saveToSentItems: true }, { operation: 'sendMail', permission: 'Mail.Send', mailbox });
  };

/**
 * Mail from a mailbox of the organisation, as an application. Not kept in its Sent Items: others may open that mailbox. The header asks
 * Exchange not to answer with somebody's automatic replies. Never repeated.
 */
export const createSendMailFrom =
  (graph: Graph, tenantId: string): ApplicationMicrosoft['sendMailFrom'] =>
  async (mailbox, { to, subject, bodyHtml }) => {
    const message: Message = {
      subject,
      body: { contentType: 'html', content: bodyHtml },
      toRecipients: [{ emailAddress: { address: to.email, name: to.displayName } }],
      internetMessageHeaders: [{ name: 'X-Auto-Response-Suppress', value: 'All' }],
    };
    const call = { operation: 'sendMailFrom', permission: 'Mail.Send', mailbox: `${tenantId}/${mailbox}` } as const;
    await graph.post(`/users/${encodeURIComponent(mailbox)}/sendMail`, { message, saveToSentItems: false }, call);
  };
