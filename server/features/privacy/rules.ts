const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Days for which an erasure that was asked for can be taken back. */
export const graceDays = 7;
export const dueAfter = (asked: Date): Date => new Date(asked.getTime() + graceDays * DAY);

/** What stands in calendars is taken out first. A request that was being answered when it began is over by then. */
const firstLook = 2 * MINUTE;
/** Microsoft 365 is waited for so long; what it has not taken out by then stays there. */
const patience = 3 * DAY;
/** What was still being written when the rows went is looked for once more. */
const secondPass = 15 * MINUTE;

export const afterBegun = (begun: Date): Date => new Date(begun.getTime() + firstLook);
export const afterErased = (erased: Date): Date => new Date(erased.getTime() + secondPass);

/** When to look at calendars again: soon at first, then every hour; null when waiting has an end. */
export function waitUntil(begun: Date, now: Date): Date | null {
  const waited = now.getTime() - begun.getTime();
  return waited >= patience ? null : new Date(now.getTime() + Math.min(HOUR, Math.max(firstLook, waited)));
}

/** What an erasure takes away, for whoever thinks about asking for it. */
export const goes: readonly string[] = [
  'Your name, your address and your Entra id, in every place where Fieldwork keeps them.',
  'What you wrote for yourself: reviews, reflections, drafts, your own questions.',
  'As a client: your fieldwork, action plan, goals and agendas. As a coach: the points and proposals that you typed, and what you publish about your time.',
  'Your review time, with its series in your calendar. Links that you made, notices to you, your settings, and the tie to Microsoft To Do.',
  'Coachings in which you are client or coach end. Sessions that are still to come are called off, and those invited are told by the calendar. A coaching that you sponsor goes on without a sponsor.',
];

export const stays: readonly string[] = [
  'That sessions took place, and counts of them: they belong to the other person too. You are in them as “Former participant”.',
  'That something was shared or agreed, and when. Whom it reached and what it said is emptied.',
  'Lines of the audit log, as ids that name nobody, until they are as old as your organisation keeps them.',
  'What others wrote for themselves is theirs, also where it is about you.',
];

export const microsoftKeeps: readonly string[] = [
  'Meetings that took place and their invitations stay in the calendars and mailboxes of everybody who had them, as do mails that Fieldwork sent.',
  'Chats of meetings, recordings, transcripts and the attendance reports of Teams stay in Microsoft 365.',
  'Tasks that are in your Microsoft To Do stay there, and are yours.',
  'Microsoft Entra keeps your account and when you signed in, as long as your organisation has it kept.',
  'Your administrator can find and remove what is in Microsoft 365 (Microsoft Purview, eDiscovery and data subject requests).',
];
