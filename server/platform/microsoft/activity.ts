import type { MailboxSettings } from '@microsoft/microsoft-graph-types';
import { GraphError } from '@microsoft/microsoft-graph-client';
import type { Graph } from './graph.ts';
import { MicrosoftFailure, type ApplicationMicrosoft, type Presence } from './microsoft.ts';
import { readSchedules } from './schedule.ts';
import { fromGraphTime, toIana } from './zones.ts';

const day = 86_400_000;
/** Without an end, automatic replies are looked at again a day later. */
const lookAgain = day;
const previewLength = 150;

/**
 * A link that opens a screen of our personal tab (learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application).
 * `webUrl` is opened where a client of Teams cannot show tabs.
 */
export function tabLink(teamsAppId: string, path: string, webUrl: string | null = null): string {
  const fallback = webUrl === null ? '' : `webUrl=${encodeURIComponent(webUrl)}&`;
  const context = encodeURIComponent(JSON.stringify({ subEntityId: path }));
  return `https://teams.microsoft.com/l/entity/${encodeURIComponent(teamsAppId)}/home?${fallback}context=${context}`;
}

/** Both a missing permission and a missing installation are 403; only the words tell them apart. */
const isNotInstalled = (failure: MicrosoftFailure): boolean =>
  failure.kind === 'not-found' ||
  failure.kind === 'refused' ||
  failure.kind === 'conflict' ||
  (failure.kind === 'consent-missing' && failure.cause instanceof GraphError && /app is installed|to the recipient/i.test(failure.cause.message));

/** The end of a time away that goes on at `now`; entries that follow each other are one. */
function awayByCalendar(busy: { start: number; end: number; status: string }[], now: number): number | null {
  let until: number | null = null;
  for (const { start, end, status } of busy.toSorted((a, b) => a.start - b.start)) {
    if (status === 'oof' && start <= (until ?? now) && end > (until ?? now)) until = end;
  }
  return until;
}

function awayByReplies(settings: MailboxSettings, now: number): number | null {
  const replies = settings.automaticRepliesSetting;
  if (replies?.status === 'alwaysEnabled') return now + lookAgain;
  if (replies?.status !== 'scheduled') return null;
  const [from, until] = [fromGraphTime(replies.scheduledStartDateTime), fromGraphTime(replies.scheduledEndDateTime)];
  return from !== null && until !== null && from <= now && now < until ? until : null;
}

/** Saying something to a person of the tenant, and what one should know before. */
export function createActivity(graph: Graph, tenantId: string, teamsAppId: string): Pick<ApplicationMicrosoft, 'notifyInTeams' | 'presence'> {
  return {
    async notifyInTeams(objectId, { title, preview, path }) {
      const body = {
        topic: { source: 'text', value: 'Fieldwork', webUrl: tabLink(teamsAppId, path) },
        // Reserved by Teams: free text, so that the manifest need not list every kind of notice.
        activityType: 'systemDefault',
        previewText: { content: [...preview].slice(0, previewLength).join('') },
        templateParameters: [{ name: 'systemDefaultText', value: title }],
      };
      const call = { operation: 'notifyInTeams', permission: 'TeamsActivity.Send', mailbox: null } as const;
      try {
        await graph.post(`/users/${encodeURIComponent(objectId)}/teamwork/sendActivityNotification`, body, call);
        return true;
      } catch (error) {
        if (error instanceof MicrosoftFailure && isNotInstalled(error)) return false;
        throw error;
      }
    },

    async presence({ objectId, email }, now): Promise<Presence> {
      const at = Date.parse(now);
      const owner = `/users/${encodeURIComponent(objectId)}`;
      const mailbox = `${tenantId}/${objectId}`;
      const settings = await graph.get<MailboxSettings>(`${owner}/mailboxSettings`, { operation: 'readPresence', permission: 'MailboxSettings.Read', mailbox });
      const asked = { owner, mailbox, permission: 'Calendars.Read' } as const;
      const [schedule] = await readSchedules(graph, asked, [email], now, new Date(at + 14 * day).toISOString());
      const away = Math.max(awayByReplies(settings, at) ?? 0, (schedule?.readable && awayByCalendar(schedule.busy, at)) || 0);
      return { zone: toIana(settings.timeZone), awayUntil: away > 0 ? new Date(away).toISOString() : null };
    },
  };
}
