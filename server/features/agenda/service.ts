import type { Actor, Party } from '../../access/actor.ts';
import type { Action } from '../../access/policies.ts';
import { authorise, authoriseSession, authoriseSystem, type EngagementScope } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { AppError, invalid, notFound } from '../../platform/errors.ts';
import { logEvent } from '../../platform/live/event-log.ts';
import { openLink, type OpenedLink } from '../availability/service.ts';
import { endHelp, openOf } from '../commitments/service.ts';
import { planOf } from '../plan/service.ts';
import { broughtReflections } from '../reflection/service.ts';
import type { AddItem, Agenda, ChangeAgenda, ChangeItem, OrderItems, Preparation, SessionAgenda } from './contract.ts';
import { concerns, presentAgenda } from './present.ts';
import { isOrderOf } from './rules.ts';
import {
  agendaOfSession, changeAgendaRow, changeItemRow, clientName, closeAgenda, draftItems, endedSince, hideItemRow, holdOpen, insertItem, itemsOf, nextSession, orderRows,
  removeItemRow, type AgendaRow, type DraftedLine,
} from './store.ts';

export { erasure, personal } from './store.ts';

/** More items than this are no agenda. */
const mostItems = 40;

/** More lines of fieldwork than this are no agenda either. */
const mostLines = 30;

/** Fieldwork that belongs on the agenda: what slipped, and first what the client would like help with. */
async function linesFor(tx: Queryable, scope: EngagementScope): Promise<DraftedLine[]> {
  const open = await openOf(tx, scope);
  const help = open.filter((row) => row.wants_help).map(({ id, text }): DraftedLine => ({ id, text: `Help with: ${text}`, source: 'help' }));
  const slipped = open.filter((row) => !row.wants_help && row.slips > 0).map(({ id, text }): DraftedLine => ({ id, text, source: 'fieldwork' }));
  return [...help, ...slipped].slice(0, mostLines);
}

/** What was to be helped with in the session that ended was talked about, unless it was parked. */
async function helped(tx: Queryable, scope: EngagementScope, agenda: AgendaRow, endedAt: Date): Promise<void> {
  const items = (await itemsOf(tx, scope, agenda.id)).filter(({ source, state }) => source === 'help' && state !== 'parked');
  await endHelp(tx, scope, items.map((item) => item.source_id!), endedAt);
}

/**
 * The open agenda, held and up to date: closed with the session that ended since, opened for the next one, and drafted from what was
 * brought and what slipped. Doing this whenever somebody looks needs no clock of its own and is the same done twice.
 */
async function openAgenda(tx: Queryable, scope: EngagementScope, now: Date): Promise<AgendaRow> {
  let agenda = await holdOpen(tx, scope, now);
  const ended = await endedSince(tx, scope, agenda.opened_at, now);
  if (ended) {
    await draftItems(tx, scope, agenda, [], ended.ends_at);
    await helped(tx, scope, agenda, ended.ends_at);
    await closeAgenda(tx, scope, agenda, ended, now);
    agenda = await holdOpen(tx, scope, now);
  }
  await draftItems(tx, scope, agenda, await linesFor(tx, scope), null);
  return agenda;
}

/** Whether the client may want to look at the open agenda: it is blank, or a coach's proposal waits on it. */
export async function isStillOpen(tx: Queryable, engagement: { tenantId: string; engagementId: string }, now: Date): Promise<boolean> {
  const scope = authoriseSystem(engagement.tenantId, engagement.engagementId);
  const agenda = await openAgenda(tx, scope, now);
  const items = await itemsOf(tx, scope, agenda.id);
  return items.some(({ state }) => state === 'proposed') || (agenda.help === '' && items.length === 0);
}

async function view(tx: Queryable, scope: EngagementScope, agenda: AgendaRow, now: Date): Promise<Agenda> {
  return presentAgenda(agenda, await itemsOf(tx, scope, agenda.id), await nextSession(tx, scope, now), scope, now);
}

type Work = (tx: Queryable, scope: EngagementScope, agenda: AgendaRow) => Promise<void>;

/** Opens the agenda for a viewer, does something with it, and answers how it stands then. */
function onAgenda(context: AppContext, viewer: Actor | Party, engagementId: string, action: Action, work: Work): Promise<Agenda> {
  const now = context.clock.now();
  return context.db.scoped(viewer.tenantId, async (tx) => {
    const scope = await authorise(tx, viewer, engagementId, action);
    await work(tx, scope, await openAgenda(tx, scope, now));
    // Reading changes nothing that anybody else would want to hear of.
    if (action !== 'see-work') await logEvent(tx, { tenantId: scope.tenantId, topic: scope.engagementId, name: 'agenda', now });
    return view(tx, scope, await holdOpen(tx, scope, now), now);
  });
}

/** The open agenda as a party may read it, inside somebody's transaction; the scope is theirs. */
export const openAgendaFor = async (tx: Queryable, scope: EngagementScope, now: Date): Promise<Agenda> => view(tx, scope, await openAgenda(tx, scope, now), now);

export const readAgenda = (context: AppContext, actor: Actor, engagementId: string): Promise<Agenda> =>
  onAgenda(context, actor, engagementId, 'see-work', async () => undefined);

/** The agenda of one session: the open one for the next session, what stayed with it for one that is over, else none. */
export function agendaFor(context: AppContext, actor: Actor, sessionId: string): Promise<SessionAgenda> {
  const now = context.clock.now();
  return context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, actor, sessionId, 'see');
    if (scope.role === null) return { agenda: null };
    const open = await openAgenda(tx, scope, now);
    const found = await agendaOfSession(tx, scope, sessionId);
    if (!found) throw notFound('The session');
    const isNext = (await nextSession(tx, scope, now))?.id === sessionId;
    const row = found.agenda ?? (isNext ? open : null);
    if (!row) return { agenda: null };
    const agenda = presentAgenda(row, await itemsOf(tx, scope, row.id), found.session, scope, now);
    return { agenda: concerns(agenda, scope) ? agenda : null };
  });
}

const changedMeanwhile = (details: Record<string, unknown> = {}): AppError =>
  new AppError('conflict', 'The agenda was changed in another window meanwhile. Both versions are kept until you choose.', { details });

export const changeAgenda = (context: AppContext, actor: Actor, engagementId: string, body: ChangeAgenda): Promise<Agenda> =>
  onAgenda(context, actor, engagementId, 'prepare', async (tx, scope, agenda) => {
    const isDone = (body.help ?? agenda.help) === agenda.help && (body.sharing ?? agenda.sharing) === agenda.sharing;
    if (!isDone && !(await changeAgendaRow(tx, scope, agenda, body))) throw changedMeanwhile({ theirs: { text: agenda.help, version: agenda.version } });
  });

async function add(tx: Queryable, scope: EngagementScope, agenda: AgendaRow, body: AddItem): Promise<void> {
  const items = await itemsOf(tx, scope, agenda.id);
  const by = scope.role === 'coach' ? 'coach' : 'client';
  if (items.some(({ id }) => id === body.id)) return;
  if (items.length >= mostItems) throw new AppError('conflict', `An agenda holds at most ${mostItems} items. Tick, park or remove some first.`);
  if (!(await insertItem(tx, scope, agenda, { ...body, by, state: by === 'coach' ? 'proposed' : 'open' }))) throw invalid('id', 'must be a new id');
}

/** Adds an item; the coach's waits for the client to accept it. */
export const addItem = (context: AppContext, actor: Actor, engagementId: string, body: AddItem): Promise<Agenda> =>
  // Who is the coach proposes; for anybody else the client's rule decides.
  context.db
    .scoped(actor.tenantId, async (tx) => (await authorise(tx, actor, engagementId, 'see-work')).role)
    .then((role) => onAgenda(context, actor, engagementId, role === 'coach' ? 'propose' : 'prepare', (tx, scope, agenda) => add(tx, scope, agenda, body)));

/** Words, ticks, parks or accepts an item. The words of a reflection are changed in the review they come from. */
export const changeItem = (context: AppContext, actor: Actor, engagementId: string, itemId: string, body: ChangeItem): Promise<Agenda> =>
  onAgenda(context, actor, engagementId, 'prepare', async (tx, scope, agenda) => {
    const item = (await itemsOf(tx, scope, agenda.id)).find(({ id }) => id === itemId);
    if (!item) throw notFound('The item');
    if (body.text !== undefined && item.source !== 'typed') throw invalid('text', 'belongs to a review or to fieldwork: change it there');
    const isDone = (body.text ?? item.text) === item.text && (body.state ?? item.state) === item.state;
    if (!isDone && !(await changeItemRow(tx, scope, agenda, itemId, body))) throw changedMeanwhile({ theirs: { text: item.text, version: item.version } });
  });

/** Takes an item away; what was brought from a review is taken back there. Who takes away that help is wanted wants it no more. */
export function removeItem(context: AppContext, actor: Actor, engagementId: string, itemId: string): Promise<Agenda> {
  const now = context.clock.now();
  return onAgenda(context, actor, engagementId, 'prepare', async (tx, scope, agenda) => {
    const item = (await itemsOf(tx, scope, agenda.id)).find(({ id }) => id === itemId);
    if (!item) throw notFound('The item');
    if (item.source === 'typed') return removeItemRow(tx, scope, agenda, itemId);
    if (item.source !== 'help') throw new AppError('conflict', 'This comes from your review: take it back there, or park it here.');
    await endHelp(tx, scope, [item.source_id!], now);
    return hideItemRow(tx, scope, agenda, itemId, now);
  });
}

export const order = (context: AppContext, actor: Actor, engagementId: string, body: OrderItems): Promise<Agenda> =>
  onAgenda(context, actor, engagementId, 'prepare', async (tx, scope, agenda) => {
    if (!isOrderOf(body.ids, await itemsOf(tx, scope, agenda.id))) throw invalid('ids', 'must hold every item of the agenda once');
    await orderRows(tx, scope, agenda, body.ids);
  });

const partyOf = ({ tenantId, personId, engagementId }: OpenedLink): Party => ({ tenantId, personId, programmeLead: false, onlyEngagement: engagementId });

/** What the holder of a personal link reads before a session: what the client shows their coach, and nothing else. */
export async function readPreparation(context: AppContext, secret: string): Promise<Preparation> {
  const link = await openLink(context, secret);
  const now = context.clock.now();
  return context.db.scoped(link.tenantId, async (tx) => {
    const scope = await authorise(tx, partyOf(link), link.engagementId, 'see-work');
    const agenda = await view(tx, scope, await openAgenda(tx, scope, now), now);
    return { clientName: await clientName(tx, scope), agenda, reflections: await broughtReflections(tx, scope), plan: await planOf(tx, scope) };
  });
}

/** The coach outside proposes an item. */
export async function propose(context: AppContext, secret: string, body: AddItem): Promise<Preparation> {
  const link = await openLink(context, secret);
  await onAgenda(context, partyOf(link), link.engagementId, 'propose', (tx, scope, agenda) => add(tx, scope, agenda, body));
  return readPreparation(context, secret);
}
