/** How somebody is shown in a call, and what of them Teams knows. */
export interface Guise {
  /** Signed in to an account; by a name typed on the way in; or by telephone. */
  kind: 'account' | 'anonymous' | 'dial-in';
  /** Of the account that is used, which may be somebody else's; null for the others. */
  address: string | null;
  /** What the list of participants shows; null: what the account says. */
  name: string | null;
}

/** What somebody does in one occurrence of an online meeting, where it differs from coming on time and staying. */
export interface BehaviourDocument {
  id: string;
  /** Id of the online meeting, under which it is filed. */
  mailbox: string;
  /** Key of the occurrence; '' for a single event. */
  occurrence: string;
  /** Whose place it is, by address; of somebody uninvited their own. */
  who: string;
  /** Minutes from the start as it stands in the calendar; overlapping ones are two devices. Empty: does not come. */
  visits: { from: number; to: number }[];
  guise: Guise;
  /** The report will not know the address. */
  withoutAddress: boolean;
}

/** Somebody in a call, as the report has it. */
export interface PresentDocument {
  id: string;
  identity: { id: string | null; displayName: string; tenantId: string | null };
  emailAddress: string | null;
  role: 'Organizer' | 'Presenter' | 'Attendee';
  /** Instants. */
  intervals: { from: string; to: string }[];
}

/** One call: from the first who joined until nobody was left. A meeting has as many as it was started. */
export interface CallDocument {
  /** Of its attendance report. */
  id: string;
  /** Id of the online meeting, under which it is filed. */
  mailbox: string;
  /** Instants. */
  start: string;
  end: string;
  /** When its report can be read. */
  reportAt: string;
  present: PresentDocument[];
}

/** What an administrator set in Teams. */
export interface TeamsPolicyDocument {
  /** Applications may read online meetings in people's names. */
  applicationAccess: boolean;
  /** 'emptied': reports come, and name nobody. */
  attendanceReports: 'on' | 'emptied' | 'off';
  /** Minutes after a call until its report can be read; null: a few, never the same. */
  reportDelayMinutes: number | null;
}
