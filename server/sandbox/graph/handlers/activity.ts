import { newItemId } from '../../tenant/item-ids.ts';
import type { App, PersonDocument } from '../../tenant/model.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { Answer, Call, OwnedCall } from '../call.ts';
import { badRequest, GraphError } from '../errors.ts';
import { personNamed } from './directory.ts';

interface ActivityBody {
  topic: { source?: string | null; value?: string | null; webUrl?: string | null } | null;
  activityType: string | null;
  chainId?: number | null;
  previewText?: { content?: string | null } | null;
  teamsAppId?: string | null;
  templateParameters?: { name?: string; value?: string | null }[];
}

interface Said {
  app: App;
  title: string;
  preview: string;
  webUrl: string;
  chainId: number | null;
}

/** What is to be said, when the request is in order. The reserved type takes its whole text from the request; no other is declared here. */
function saidBy({ tenant, caller, body }: Call): Said {
  const { topic, activityType, chainId = null, previewText, teamsAppId, templateParameters = [] } = body as ActivityBody;
  const app = tenant.apps.find((one) => one.clientId === caller.clientId && one.teamsAppId !== null);
  if (!app || (teamsAppId && teamsAppId !== app.teamsAppId)) throw new GraphError(403, 'Forbidden', `No Teams app belongs to the application '${caller.clientId}'.`);
  if (!topic?.value) throw badRequest("Property 'topic.value' is required.");
  if (activityType !== 'systemDefault') throw badRequest(`Activity type '${activityType}' is not declared in the manifest of the app.`);
  const title = templateParameters.find(({ name }) => name === 'systemDefaultText')?.value;
  if (!title) throw badRequest("Template parameter 'systemDefaultText' is required for activity type 'systemDefault'.");
  return { app, title, preview: [...(previewText?.content ?? '')].slice(0, 150).join(''), webUrl: linkOf(topic), chainId };
}

function linkOf({ source, value, webUrl }: NonNullable<ActivityBody['topic']>): string {
  if (source === 'entityUrl') throw new GraphError(501, 'NotImplemented', `The sandbox does not implement topics that are entities ('${value}').`);
  if (!webUrl) throw badRequest("Property 'topic.webUrl' is required when the source is 'text'.");
  if (!webUrl.startsWith('https://teams.microsoft.com/l/')) throw badRequest("Property 'topic.webUrl' must be a Microsoft Teams deep link.");
  return webUrl;
}

/** Notifications an application may send in a tenant in one second (Microsoft's throttling limits page). */
const PER_SECOND = 5;
const seconds = new WeakMap<Tenant, { second: number; count: number }>();

function countOne(tenant: Tenant): void {
  const second = Math.floor(tenant.clock.now().getTime() / 1000);
  const before = seconds.get(tenant);
  const count = before?.second === second ? before.count + 1 : 1;
  seconds.set(tenant, { second, count });
  if (count > PER_SECOND) throw new GraphError(429, 'TooManyRequests', 'Too many requests.', { 'retry-after': '1' });
}

const hasApps = ({ teamsLicence, teamsApps = true }: PersonDocument): boolean => teamsLicence && teamsApps;

function tell({ tenant }: Call, reader: PersonDocument, { app, ...said }: Said): void {
  const before = said.chainId === null ? undefined : [...tenant.state.of('activity', reader.objectId)].find((one) => one.chainId === said.chainId);
  const id = before?.id ?? newItemId();
  const at = tenant.clock.now().toISOString();
  tenant.state.put('activity', id, { ...said, id, mailbox: reader.objectId, app: app.displayName, order: tenant.tick(), at });
}

/** POST sendActivityNotification to one person */
export function sendActivity(call: OwnedCall): Answer {
  countOne(call.tenant);
  const said = saidBy(call);
  if (!hasApps(call.owner)) {
    const path = `/users/${call.owner.objectId}/sendActivityNotification`;
    const why = `is not authorized to generate custom text notifications about '${path}' to the recipient. Ensure that the expected Teams app is installed in the target scope (user, team, or chat).`;
    throw new GraphError(403, 'Forbidden', `Application with AAD App Id '${said.app.clientId}' ${why}`);
  }
  call.tenant.state.transact(() => tell(call, call.owner, said));
  return { status: 204 };
}

/** POST sendActivityNotificationToRecipients: whoever cannot be told is left out, and nobody hears of it. */
export function sendActivityToRecipients(call: Call): Answer {
  const said = saidBy(call);
  const { recipients } = call.body as { recipients: { '@odata.type'?: string; userId?: string }[] };
  const people = recipients.map(({ '@odata.type': type, userId }) => {
    if (!type?.endsWith('aadUserNotificationRecipient') || !userId) throw badRequest('Only recipients of type aadUserNotificationRecipient are supported.');
    return personNamed(call.tenant, userId);
  });
  call.tenant.state.transact(() => people.filter(hasApps).forEach((person) => tell(call, person, said)));
  return { status: 202 };
}
