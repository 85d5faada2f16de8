import { ask } from './api.ts';

/** One message in somebody's inbox. */
export interface Message {
  id: string;
  kind: 'mail' | 'invitation' | 'update' | 'cancellation' | 'response';
  from: { address: string; name: string };
  to: { address: string; name: string }[];
  subject: string;
  bodyHtml: string;
  /** The meeting it is about, with wall-clock times in a zone; null on plain mail. */
  calendar: { method: 'REQUEST' | 'CANCEL' | 'REPLY'; iCalUId: string; start: WallTime; end: WallTime } | null;
  receivedAt: string;
}

interface WallTime {
  /** `YYYY-MM-DDTHH:MM:SS` */
  local: string;
  /** IANA. */
  zone: string;
}

/** Newest first. */
export async function readInbox(user: string, signal: AbortSignal): Promise<Message[]> {
  const { messages } = await ask<{ messages: Message[] }>(`/inbox?user=${encodeURIComponent(user)}`, { signal });
  return messages;
}
