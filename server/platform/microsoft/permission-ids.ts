import type { Permission } from './permissions.ts';

/**
 * Ids of Graph's permissions as Entra's application manifests name them (learn.microsoft.com/graph/permissions-reference).
 * `Scope` is delegated, `Role` is application.
 */
export const permissionIds: Record<Permission, { id: string; type: 'Scope' | 'Role' }> = {
  'Calendars.ReadBasic': { id: '662d75ba-a364-42ad-adee-f5f880ea4878', type: 'Scope' },
  'MailboxSettings.Read': { id: '87f447af-9fa4-4c32-9dfa-4a57a73d18ce', type: 'Scope' },
  'People.Read': { id: 'ba47897c-39ec-4d83-8086-ee8256fa737d', type: 'Scope' },
  'User.Read.All': { id: 'a154be20-db9c-4678-8ab7-66f6cc099a59', type: 'Scope' },
  'Mail.Send': { id: 'e383f46e-2787-4529-855e-0e479a3ffac0', type: 'Scope' },
  'ChatMessage.Send': { id: '116b7235-7cc6-461e-b163-8e55691d839e', type: 'Scope' },
  'Calendars.ReadWrite': { id: 'ef54d2bf-783f-4e0f-bca1-3210c0444d99', type: 'Role' },
  'Calendars.Read': { id: '798ee544-9d2d-430c-a058-570e29e34338', type: 'Role' },
  'OnlineMeetings.Read.All': { id: 'c1684f21-1984-47fa-9d61-2dc8c296bb70', type: 'Role' },
  'OnlineMeetingArtifact.Read.All': { id: 'df01ed3b-eb61-4eca-9965-6b3d789751b2', type: 'Role' },
  'TeamsActivity.Send': { id: 'a267235f-af13-44dc-8385-c1dc93023186', type: 'Role' },
  'Tasks.ReadWrite.All': { id: '44e666d1-d276-445b-a5fc-8815eeb81d55', type: 'Role' },
  'TeamsAppInstallation.ReadWriteSelfForChat.All': { id: '73a45059-f39c-4baf-9182-4954ac0e55cf', type: 'Role' },
};

/** Names that Graph uses for a delegated permission and for an application's: the ids of the latter. */
const applicationsOwn: Partial<Record<Permission, string>> = {
  'Mail.Send': 'b633e1c5-b582-4048-a93e-9f11b44c7e96',
  'MailboxSettings.Read': '40f97065-369a-49f4-947c-6a255697ae91',
};

/** The id of an application permission, whose name may be a delegated one's too. */
export const applicationPermissionId = (name: Permission): string => applicationsOwn[name] ?? permissionIds[name].id;
