import type { Message } from '@microsoft/microsoft-graph-types';
import type { Graph } from './graph.ts';
import type { DelegatedMicrosoft } from './microsoft.ts';

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
