import type { Person, Tenant } from '../../tenant/tenant.ts';

export type Surface = 'tab' | 'panel';

/** The meeting around a side panel. */
export interface Meeting {
  /** Thread id of its chat. */
  chatId: string;
}

/** What teams-js asks about before anything else; flat, as hosts have always sent it. */
export interface LegacyContext {
  entityId: string;
  subEntityId: string;
  frameContext: 'content' | 'sidePanel';
  theme: string;
  locale: string;
  appId: string;
  appSessionId: string;
  userObjectId: string;
  tid: string;
  loginHint: string;
  userPrincipalName: string;
  userDisplayName: string;
  hostName: 'Teams';
  hostClientType: 'web';
  chatId?: string;
  meetingId?: string;
}

export interface ContextParts {
  surface: Surface;
  person: Person;
  tenant: Tenant;
  theme: string;
  /** Where in the app a link led, or null. */
  subPage: string | null;
  meeting: Meeting | null;
}

/** Ids of the app's static tabs in its manifest. */
const entityIds: Record<Surface, string> = { tab: 'home', panel: 'session' };

/** Who and where, as Teams tells the app. */
export function contextOf({ surface, person, tenant, theme, subPage, meeting }: ContextParts): LegacyContext {
  return {
    entityId: entityIds[surface],
    subEntityId: subPage ?? '',
    frameContext: surface === 'panel' ? 'sidePanel' : 'content',
    theme,
    locale: 'en-gb',
    appId: tenant.apps[0]?.teamsAppId ?? tenant.organisation.tenantId,
    appSessionId: crypto.randomUUID(),
    userObjectId: person.objectId,
    tid: tenant.organisation.tenantId,
    loginHint: person.address,
    userPrincipalName: person.address,
    userDisplayName: person.name,
    hostName: 'Teams',
    hostClientType: 'web',
    ...(meeting ? { chatId: meeting.chatId, meetingId: meetingIdOf(meeting.chatId) } : {}),
  };
}

/** Teams' meeting id names the chat: base64 of `0#<thread>#0`. */
const meetingIdOf = (chatId: string): string => btoa(`0#${chatId}#0`);

/**
 * Says what this host can do, in the form of runtime version 4: without it teams-js would take the host for one from before
 * capabilities were told. Only what is answered below stands here.
 */
export const runtimeJson = JSON.stringify({
  apiVersion: 4,
  isNAAChannelRecommended: false,
  isLegacyTeams: false,
  supports: { app: { notifySuccessResponse: {} }, pages: {} },
});
