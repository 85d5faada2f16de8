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

interface MessageBody {
  body?: { contentType?: string | null; content?: string | null } | null;
  attachments?: unknown[] | null;
  mentions?: unknown[] | null;
}

/** Bytes of one message at most, as Teams has it (learn.microsoft.com/microsoftteams/limits-specifications-teams). */
const longestMessage = 28 * 1024;

/** POST messages of a chat */
export function sendChatMessage(call: Call): Answer {
  const chat = chatOf(call);
  const { body, attachments, mentions } = call.body as MessageBody;
  if (attachments?.length || mentions?.length) throw notImplemented('attachments and mentions of chat messages');
  const content = body?.content ?? '';
  if (content.trim() === '') throw badRequest('Missing body content');
  if (Buffer.byteLength(content) > longestMessage) throw new GraphError(413, 'RequestEntityTooLarge', 'The message exceeds the size limit.');
  const contentType = /^html$/i.test(body?.contentType ?? 'text') ? 'html' : 'text';
  const [owner, at] = [call.owner!, call.tenant.clock.now().toISOString()];
  const message = { id: String(Date.parse(at) + (chat.messages?.length ?? 0)), from: { objectId: owner.objectId, displayName: owner.displayName }, at, contentType, content } as const;
  call.tenant.state.transact(() => call.tenant.state.put('chat', chat.id, { ...chat, messages: [...(chat.messages ?? []), message] }));
  const user = { '@odata.type': '#microsoft.graph.teamworkUserIdentity', id: owner.objectId, displayName: owner.displayName, userIdentityType: 'aadUser', tenantId: call.tenant.id };
  const told: Json = {
    '@odata.context': contextOf(`chats('${encodeURIComponent(chat.id)}')/messages/$entity`),
    id: message.id, replyToId: null, etag: message.id, messageType: 'message', createdDateTime: at, lastModifiedDateTime: at, lastEditedDateTime: null,
    deletedDateTime: null, subject: null, summary: null, chatId: chat.id, importance: 'normal', locale: 'en-us', webUrl: null, channelIdentity: null,
    policyViolation: null, eventDetail: null, from: { application: null, device: null, user }, body: { contentType, content }, attachments: [], mentions: [], reactions: [],
  };
  return { status: 201, body: told };
}
