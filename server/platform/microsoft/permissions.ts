/**
 * The Graph permissions Fieldwork asks for, and why, in a sentence an administrator can judge. `aad.manifest.json` is
 * built from this list and every call names its permission from it, so neither can hold more than the other.
 */
export const permissions = {
  delegated: [
    { name: 'Calendars.ReadBasic', why: 'Finds times by reading free/busy of the people in an engagement, never subjects or contents.' },
    { name: 'MailboxSettings.Read', why: "Shows times in the signed-in person's own time zone." },
    { name: 'People.Read', why: 'Finds the coach and the sponsor by name when an engagement is made.' },
    { name: 'User.Read.All', why: "Reads the person's own entry, looks up a client's manager as sponsor, and finds colleagues by name." },
    { name: 'Mail.Send', why: "Sends the coach's personal link from the person who presses the button, and nothing else." },
  ],
  application: [
    {
      name: 'Calendars.ReadWrite',
      why: 'Creates, moves and cancels booked sessions, and holds while a time is voted on, while nobody is looking; Exchange RBAC for Applications can limit it to chosen mailboxes, in place of granting it here.',
    },
    // By Microsoft's own list, reading one event asks for this even from an application that may write it.
    { name: 'Calendars.Read', why: "Looks again at the free/busy of those invited before booking, and follows the calendar of whoever organises a session, so that a change made in Outlook is understood." },
    { name: 'OnlineMeetings.Read.All', why: "Finds a session's meeting chat when its link does not name it." },
    { name: 'TeamsActivity.Send', why: "Tells people of an engagement in Teams' activity feed what waits for them, within the few notices a week that each of them allows." },
    { name: 'MailboxSettings.Read', why: "Sees somebody's time zone and whether they are away before telling them anything, so that nobody is disturbed in the night or on leave." },
    {
      name: 'Mail.Send',
      why: 'Sends notices from the one mailbox that is set up for it, to coaches outside and to whoever has no Fieldwork in Teams; Exchange RBAC for Applications should limit it to that mailbox, in place of granting it here.',
    },
    { name: 'TeamsAppInstallation.ReadWriteSelfForChat.All', why: "Puts Fieldwork, and no other app, into a session's meeting chat." },
  ],
} as const;

export type DelegatedPermission = (typeof permissions.delegated)[number]['name'];
export type ApplicationPermission = (typeof permissions.application)[number]['name'];
export type Permission = DelegatedPermission | ApplicationPermission;
