import { ask } from './api.ts';

export interface Guise {
  kind: 'account' | 'anonymous' | 'dial-in';
  address: string | null;
  name: string | null;
}

/** What somebody does in a meeting; `set` when it was said, else it is their usual way. */
export interface Behaviour {
  who: string;
  /** Minutes from the start. */
  visits: { from: number; to: number }[];
  guise: Guise;
  withoutAddress: boolean;
  set: boolean;
}

export interface Call {
  id: string;
  /** Instants. */
  start: string;
  end: string;
  reportAt: string;
  present: { id: string; identity: { displayName: string }; emailAddress: string | null }[];
}

export const readMeeting = (user: string, id: string, signal: AbortSignal): Promise<{ people: Behaviour[]; calls: Call[] }> =>
  ask(`/meeting?${new URLSearchParams({ user, id })}`, { signal });

/** Says what somebody does in a meeting; visits null: their usual way again. */
export const behave = (body: { user: string; id: string; who: string; visits: Behaviour['visits'] | null; guise?: Partial<Guise>; withoutAddress?: boolean }): Promise<void> =>
  ask('/meeting/behaviour', { method: 'POST', body });

export interface TeamsPolicy {
  applicationAccess: boolean;
  attendanceReports: 'on' | 'emptied' | 'off';
  reportDelayMinutes: number | null;
}

export const readPolicy = (signal: AbortSignal): Promise<TeamsPolicy> => ask('/teams-policy', { signal });
export const setPolicy = (body: Partial<TeamsPolicy>): Promise<TeamsPolicy> => ask('/teams-policy', { method: 'POST', body });
