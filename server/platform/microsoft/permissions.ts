/** What an administrator reads before granting: what it is for, and what does not work while it is missing. */
export interface PermissionWords {
  name: string;
  why: string;
  without: string;
}

/**
 * The Graph permissions Fieldwork asks for, and why, in a sentence an administrator can judge. `aad.manifest.json` is
 * built from this list and every call names its permission from it, so neither can hold more than the other.
 */
export const permissions = {
  delegated: [
    {
      name: 'Calendars.ReadBasic',
      why: 'Finds times by reading free/busy of the people in an engagement, never subjects or contents.',
      without: 'No times are found; whoever looks for some is told which permission is missing.',
    },
    {
      name: 'MailboxSettings.Read',
      why: "Shows times in the signed-in person's own time zone.",
      without: 'Times are shown in the zone of the device.',
    },
    {
      name: 'People.Read',
      why: 'Finds the coach and the sponsor by name when an engagement is made.',
      without: 'Nobody is suggested by name when an engagement is made; whoever tries is told which permission is missing.',
    },
    {
      name: 'User.Read.All',
      why: "Reads the person's own entry, looks up a client's manager as sponsor, and finds colleagues by name.",
      without: 'Engagements cannot be made; whoever tries is told which permission is missing.',
    },
    {
      name: 'Mail.Send',
      why: "Sends the coach's personal link, or a session's recap, from the person who presses the button, and nothing else.",
      without: 'Personal links and recaps are copied and sent by hand.',
    },
    {
      name: 'ChatMessage.Send',
      why: "Posts a session's recap in its meeting chat, in the name of the person who presses the button or confirms the list, where the client chose that.",
      without: 'Recaps do not go into the meeting chat; they still go by mail.',
    },
  ],
  application: [
    {
      name: 'Calendars.ReadWrite',
      why: 'Creates, moves and cancels booked sessions, and holds while a time is voted on, while nobody is looking; Exchange RBAC for Applications can limit it to chosen mailboxes, in place of granting it here.',
      without: 'Nothing is booked: what was agreed is kept, shown as waiting, and booked once the permission is there.',
    },
    // By Microsoft's own list, reading one event asks for this even from an application that may write it.
    {
      name: 'Calendars.Read',
      why: "Looks again at the free/busy of those invited before booking, and follows the calendar of whoever organises a session, so that a change made in Outlook is understood.",
      without: 'Moves, answers and cancellations made in Outlook are not noticed.',
    },
    {
      name: 'OnlineMeetings.Read.All',
      why: "Finds a session's online meeting by its link, for its chat and its attendance reports.",
      without: 'Fieldwork is missing in meetings whose link does not name their chat, and who attended is asked of the coach.',
    },
    {
      name: 'OnlineMeetingArtifact.Read.All',
      why: "Reads who was in a session's online meeting and when, so that nobody is asked without need; an application access policy in Teams limits it to chosen organisers.",
      without: 'Who attended is asked of the coach, in one tap.',
    },
    {
      name: 'TeamsActivity.Send',
      why: "Tells people of an engagement in Teams' activity feed what waits for them, within the few notices a week that each of them allows.",
      without: 'Notices go by mail, if a mailbox is set up for them.',
    },
    {
      name: 'MailboxSettings.Read',
      why: "Sees somebody's time zone and whether they are away before telling them anything, so that nobody is disturbed in the night or on leave.",
      without: 'Notices wait: nobody is written to in the night or on leave by mistake.',
    },
    {
      name: 'Mail.Send',
      why: 'Sends notices from the one mailbox that is set up for it, to coaches outside and to whoever has no Fieldwork in Teams; Exchange RBAC for Applications should limit it to that mailbox, in place of granting it here.',
      without: 'Coaches outside get calendar invitations, and nothing else from Fieldwork.',
    },
    // Microsoft has no narrower one for an application, and Exchange's RBAC for Applications knows none for tasks.
    {
      name: 'Tasks.ReadWrite.All',
      why: "Keeps a list named Fieldwork in the client's Microsoft To Do, and reads and writes no other list; whoever does not want it switches it off.",
      without: 'Fieldwork is not in Microsoft To Do; it is kept and ticked in Fieldwork alone.',
    },
    {
      name: 'TeamsAppInstallation.ReadWriteSelfForChat.All',
      why: "Puts Fieldwork, and no other app, into a session's meeting chat.",
      without: 'People add Fieldwork to each meeting themselves.',
    },
  ],
} as const satisfies Record<'delegated' | 'application', readonly PermissionWords[]>;

export type DelegatedPermission = (typeof permissions.delegated)[number]['name'];
export type ApplicationPermission = (typeof permissions.application)[number]['name'];
export type Permission = DelegatedPermission | ApplicationPermission;
