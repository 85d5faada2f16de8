import type { ChatMessage } from '@microsoft/microsoft-graph-types';
import type { Graph } from './graph.ts';
import type { DelegatedMicrosoft } from './microsoft.ts';

/** A message of the signed-in person in a chat that they are in. Posting is possible on somebody's behalf only. Never repeated. */
export const createPostInChat =
  (graph: Graph): DelegatedMicrosoft['postInChat'] =>
  async (chatId, html) => {
    const message: ChatMessage = { body: { contentType: 'html', content: html } };
    await graph.post(`/chats/${encodeURIComponent(chatId)}/messages`, message, { operation: 'postInChat', permission: 'ChatMessage.Send', mailbox: null });
  };
