import type { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import { authorise } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { list } from '../engagements/service.ts';
import type { Session } from '../scheduling/contract.ts';
import { book, formOf, see, sessionIdOf } from '../scheduling/service.ts';
import type { announceSession, Announced, ItemQuestion, Recognise, Recognised, SignIn } from './contract.ts';
import { recogniseIn } from './rules.ts';

/** Scope of our API that every surface asks for. */
const scopeName = 'access_as_user';

/** Where and as what a page signs people in. */
export function signInOf({ settings }: AppContext): SignIn {
  const { clientId, authority, baseUrl, teamsAppId } = settings;
  return { clientId, authority, teamsAppId, scope: `api://${new URL(baseUrl).host}/${clientId}/${scopeName}` };
}

/** The viewer's own engagements with people of these addresses. Reads what the viewer may see anyway, and keeps nothing. */
export async function recognise(context: AppContext, actor: Actor, { addresses }: Recognise): Promise<Recognised> {
  if (addresses.length === 0) return { engagements: [] };
  return { engagements: recogniseIn(await list(context, actor), addresses, actor.personId) };
}

/** The session of the item that is open: by what needs no question to Microsoft first, then by the UID that all copies share. */
export async function sessionOf(context: AppContext, actor: Actor, { itemId, joinUrl }: ItemQuestion): Promise<Session | null> {
  const known = joinUrl ? await sessionIdOf(context, actor, { joinUrl, iCalUId: null }) : null;
  const iCalUId = known === null && itemId ? await context.microsoft.onBehalfOf(actor).readUid(itemId) : null;
  const id = known ?? (iCalUId && (await sessionIdOf(context, actor, { joinUrl: null, iCalUId })));
  return id ? see(context, actor, id) : null;
}

/** Says that the viewer is about to send an invitation from their own calendar; only people of the engagement do. */
export async function announce(context: AppContext, actor: Actor, engagementId: string, body: z.output<typeof announceSession>): Promise<Announced> {
  const scope = await context.db.scoped(actor.tenantId, (tx) => authorise(tx, actor, engagementId, 'book'));
  if (scope.role === null) throw new AppError('conflict', 'Only the people of an engagement invite from their own calendar. Book it in Fieldwork instead.');
  const session = await book(context, actor, engagementId, body, 'actor');
  return { session, form: await formOf(context, actor, session.id) };
}
