import { z } from 'zod';
import { instant, line, prose, uuid, version } from '../people/contract.ts';
import { plan } from '../plan/contract.ts';
import { brought } from '../reflection/contract.ts';
import { sessionKind } from '../scheduling/contract.ts';

/** Hours before a session at which its agenda opens to the coach where the client chose that. */
export const opensHoursBefore = 24;

const itemText = line(500);
export const itemState = z.enum(['open', 'done', 'parked', 'proposed']);
export type ItemState = z.infer<typeof itemState>;

export const addItem = z.strictObject({
  /** Made by the client of the API: sent twice, it is added once. */
  id: uuid,
  text: itemText,
});
export type AddItem = z.infer<typeof addItem>;

/** The client accepts a coach's proposal by making it `open`. */
export const changeItem = z.strictObject({ version, text: itemText.optional(), state: z.enum(['open', 'done', 'parked']).optional() });
export type ChangeItem = z.infer<typeof changeItem>;

/** Every item of the agenda, in the order in which they are to stand. */
export const orderItems = z.strictObject({ ids: z.array(uuid).max(60) });
export type OrderItems = z.infer<typeof orderItems>;

/**
 * sharing - kept: nobody but the client, until they say so. shown: those in the room may read it. auto: the coach may, from 24 hours before the session.
 */
export const changeAgenda = z.strictObject({ version, help: prose(2000).optional(), sharing: z.enum(['auto', 'shown', 'kept']).optional() });
export type ChangeAgenda = z.infer<typeof changeAgenda>;

export const agendaItem = z.strictObject({
  id: uuid,
  text: z.string(),
  state: itemState,
  by: z.enum(['client', 'coach']),
  /** fieldwork: it slipped. help: the client would like help with a line of fieldwork. */
  source: z.enum(['typed', 'reflection', 'fieldwork', 'help']),
  /** The prompt that a reflection answers. */
  prompt: z.string().nullable(),
  version,
});
export type AgendaItem = z.infer<typeof agendaItem>;

export const agenda = z.strictObject({
  id: uuid,
  engagementId: uuid,
  /** The session it is for; null while none is booked. */
  session: z.strictObject({ id: uuid, kind: sessionKind, start: instant }).nullable(),
  closed: z.boolean(),
  version,
  sharing: z.enum(['auto', 'shown', 'kept']),
  /** False: the viewer sees no more than what they proposed themselves, and whether it is still blank. */
  readable: z.boolean(),
  /** When it opens to the coach by itself; null when it has, when it never will, or while no session is booked. */
  opensAt: instant.nullable(),
  blank: z.boolean(),
  /** How the coach can help this time; null for those who may not read it. */
  help: z.string().nullable(),
  items: z.array(agendaItem),
  can: z.strictObject({ change: z.boolean(), propose: z.boolean() }),
});
export type Agenda = z.infer<typeof agenda>;

export const sessionAgenda = z.strictObject({ agenda: agenda.nullable() });
export type SessionAgenda = z.infer<typeof sessionAgenda>;

export const itemParams = z.strictObject({ engagementId: uuid, itemId: uuid });

/** What a coach outside reads before a session. */
export const preparation = z.strictObject({ clientName: z.string(), agenda, reflections: z.array(brought), plan });
export type Preparation = z.infer<typeof preparation>;
