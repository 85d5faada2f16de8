import type { OnlineMeeting, TeamsAppInstallation } from '@microsoft/microsoft-graph-types';
import { withQuery, type Graph } from './graph.ts';
import { MicrosoftFailure } from './microsoft.ts';

/** Thread id inside a link like `https://teams.microsoft.com/l/meetup-join/19%3ameeting_...%40thread.v2/0?context=...`, or null. */
export function threadInJoinUrl(joinUrl: string): string | null {
  const segment = /\/meetup-join\/([^/?#]+)/.exec(joinUrl)?.[1];
  if (!segment) return null;
  try {
    const thread = decodeURIComponent(segment);
    return /^19:meeting_[^@\s]+@thread\.v2$/.test(thread) ? thread : null;
  } catch {
    return null;
  }
}

export interface Meetings {
  meetingChat(organizerObjectId: string, joinUrl: string): Promise<string | null>;
  installInChat(chatId: string): Promise<void>;
}

/** Meetings of one tenant. `teamsAppId` is the app's id in the organisation's Teams catalogue. */
export function createMeetings(graph: Graph, teamsAppId: string): Meetings {
  async function lookUp(organizerObjectId: string, joinUrl: string): Promise<string | null> {
    // Encoded once more by withQuery: the link's own `%3a` must arrive as `%253a`.
    const $filter = `JoinWebUrl eq '${joinUrl.replaceAll("'", "''")}'`;
    const path = withQuery(`/users/${encodeURIComponent(organizerObjectId)}/onlineMeetings`, { $filter });
    const call = { operation: 'findMeeting', permission: 'OnlineMeetings.Read.All', mailbox: null } as const;
    const { value } = await graph.get<{ value?: OnlineMeeting[] }>(path, call);
    return value?.[0]?.chatInfo?.threadId ?? null;
  }

  return {
    // Most links name their chat. Reading it there saves a request of every booking, and works in the many tenants
    // whose administrator has not set the Teams access policy that looking a meeting up needs.
    meetingChat: async (organizerObjectId, joinUrl) => threadInJoinUrl(joinUrl) ?? lookUp(organizerObjectId, joinUrl),

    async installInChat(chatId) {
      const app = `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${encodeURIComponent(teamsAppId)}`;
      const body: TeamsAppInstallation & { 'teamsApp@odata.bind': string } = { 'teamsApp@odata.bind': app };
      try {
        await graph.post(`/chats/${encodeURIComponent(chatId)}/installedApps`, body, {
          operation: 'installInChat',
          permission: 'TeamsAppInstallation.ReadWriteSelfForChat.All',
          mailbox: null,
          // There already is as good as put there now.
          repeatable: true,
        });
      } catch (error) {
        if (!(error instanceof MicrosoftFailure) || error.kind !== 'conflict') throw error;
      }
    },
  };
}
