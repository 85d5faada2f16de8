/** What the played office.js and the played Outlook around it say to each other. Both are ours and of one origin. */

export interface Details {
  emailAddress: string;
  displayName: string;
}

/** The open item as it is handed over. Dates as ISO texts. */
export type PlayedItem =
  | { kind: 'message'; itemId: string; subject: string; from: Details; to: Details[]; cc: Details[] }
  | { kind: 'appointment'; itemId: string; subject: string; organizer: Details; requiredAttendees: Details[]; optionalAttendees: Details[]; start: string; end: string; bodyHtml: string }
  | { kind: 'form'; itemId: string | null };

/** What `Office.onReady` and `Office.context` know. */
export interface Hello {
  colors: { body: string; text: string };
  user: Details;
  /** Nested app authentication is offered. */
  nested: boolean;
  item: PlayedItem;
}

/** From the app: a call that is answered. */
export interface Ask {
  office: 'ask';
  id: number;
  what: 'hello' | 'get' | 'set' | 'token';
  args: unknown[];
}

/** To the app: an answer, or something that happened. */
export type Tell =
  | { office: 'answer'; id: number; value: unknown }
  | { office: 'refusal'; id: number; code: number; message: string }
  | { office: 'event'; name: 'itemChanged' | 'themeChanged'; value: unknown };

export const isAsk = (data: unknown): data is Ask => typeof data === 'object' && data !== null && (data as Ask).office === 'ask';

/** Fields of the form that is being written. */
export interface FormState {
  subject: string;
  start: string;
  end: string;
  requiredAttendees: Details[];
  optionalAttendees: Details[];
  body: string;
  sensitivity: string;
  properties: Record<string, unknown>;
}
