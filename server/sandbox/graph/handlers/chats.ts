import { newId } from '../../../platform/ids.ts';
import type { ChatDocument } from '../../tenant/model.ts';
import { contextOf, ok, type Answer, type Call } from '../call.ts';
import { badRequest, GraphError, notImplemented } from '../errors.ts';
import { allowOptions, filtered, selector } from '../odata/query.ts';
import { instantText } from '../present/event.ts';

type Json = Record<string, unknown>;

const notFound = (): GraphError => new GraphError(404, 'NotFound', 'Chat not found.');

/** The chat of the path, if the caller may see it: applications every one, a person those of their own meetings. */
function chatOf({ tenant, caller, owner, params }: Call): ChatDocument {
  const chat = tenant.state.get('chat', params[0]!);
  const meeting = chat && tenant.state.get('meeting', chat.meetingId);
  if (!chat || !meeting) throw notFound();
  if (caller.kind === 'application' || (owner && (meeting.organizerObjectId === owner.objectId || meeting.invited.includes(owner.address))))
    return chat;
  throw notFound();
}

/** GET chat */
export function getChat(call: Call): Answer {
  allowOptions(call, ['$select']);
  const chat = chatOf(call);
  const meeting = call.tenant.state.get('meeting', chat.meetingId)!;
  const told = {
    id: chat.id,
    topic: chat.topic,
    chatType: 'meeting',
    createdDateTime: instantText(chat.createdAt),
    lastUpdatedDateTime: instantText(chat.createdAt),
    tenantId: call.tenant.id,
    webUrl: `https://teams.microsoft.com/l/chat/${encodeURIComponent(chat.id)}/0?tenantId=${call.tenant.id}`,
    onlineMeetingInfo: { calendarEventId: null, joinWebUrl: meeting.joinUrl, organizer: { id: meeting.organizerObjectId } },
  };
  return ok({ '@odata.context': contextOf('chats/$entity'), ...selector(call.query, 'chat')(told) });
}

/** GET installedApps of a chat */
export function listInstalledApps(call: Call): Answer {
  allowOptions(call, ['$expand', '$filter']);
  const expand = call.query.get('$expand');
  if (expand !== null && !/^teamsApp$/i.test(expand)) throw notImplemented(`$expand=${expand}`);
  const told = chatOf(call).installedApps.map(({ id, teamsAppId }): Json => {
    const displayName = call.tenant.apps.find((app) => app.teamsAppId === teamsAppId)?.displayName ?? null;
    return { id, teamsApp: { id: teamsAppId, externalId: teamsAppId, displayName, distributionMethod: 'organization' } };
  });
  const passing = filtered(call.query, told).map(({ teamsApp, ...rest }) => (expand === null ? rest : { ...rest, teamsApp }));
  return ok({ '@odata.context': contextOf(`chats('${encodeURIComponent(call.params[0]!)}')/installedApps`), value: passing });
}

const APP_LINK = /^https:\/\/graph\.microsoft\.com\/(?:v1\.0|beta)\/appCatalogs\/teamsApps(?:\/([^/]+)|\('([^']+)'\))$/i;

/** POST installedApps of a chat */
export function installApp(call: Call): Answer {
  const chat = chatOf(call);
  const [, byPath, byKey] = APP_LINK.exec(String((call.body as Json)['teamsApp@odata.bind'] ?? '')) ?? [];
  const teamsAppId = byPath ?? byKey;
  if (teamsAppId === undefined) throw badRequest("Property 'teamsApp@odata.bind' must name an app of the catalog.");
  const app = call.tenant.apps.find((one) => one.teamsAppId === teamsAppId);
  if (!app) throw new GraphError(404, 'NotFound', `No app with id '${teamsAppId}' was found in the catalog.`);
  // The "Self" permissions reach no further than the application that holds them.
  const others = call.caller.permissions.some((name) =>
    /^TeamsAppInstallation\.ReadWrite(AndConsent)?ForChat|^TeamsAppInstallation\.ManageSelectedForChat|^Chat\.Manage\.Chat/.test(name),
  );
  if (app.clientId !== call.caller.clientId && !others) throw new GraphError(403, 'Forbidden', 'The application may install only itself.');
  if (chat.installedApps.some((one) => one.teamsAppId === teamsAppId))
    throw new GraphError(409, 'Conflict', 'App already installed in the chat.');
  const installedApps = [...chat.installedApps, { id: Buffer.from(newId()).toString('base64'), teamsAppId }];
  call.tenant.state.transact(() => call.tenant.state.put('chat', chat.id, { ...chat, installedApps }));
  return { status: 201 };
}
