/** Somebody as Outlook names them. */
export interface MailPerson {
  address: string;
  name: string;
}

/** What is open in Outlook beside the pane. Compose fields are read when they are asked for: the person is typing in them. */
export type MailItem =
  | { kind: 'message'; subject: string; people: MailPerson[]; itemId: string | null }
  | { kind: 'appointment'; subject: string; people: MailPerson[]; itemId: string | null; start: Date; end: Date; joinUrl: string | null }
  | { kind: 'form'; subject: string; people: MailPerson[]; itemId: string | null; start: Date; end: Date; tag: string | null };

/** What a form is filled with. */
export interface FormContent {
  subject: string;
  bodyHtml: string;
  start: string;
  end: string;
  attendees: { email: string; displayName: string; optional: boolean }[];
  isPrivate: boolean;
}

/** The mail program around the pane: what is open, and the form it may fill. Every method settles in time and rejects with HostError. */
export interface MailHost {
  /** What is open, read anew; null when nothing is. */
  item(): Promise<MailItem | null>;
  /** Tells when another item is opened beside a pane that stays. Returns what ends that. */
  onItem(listener: () => void): () => void;
  /** Writes our mark into the open form: by it the meeting is found once it was sent. */
  tag(sessionId: string | null): Promise<void>;
  /** Fills the open form; people who are in it already stay. */
  fill(content: FormContent): Promise<void>;
}
