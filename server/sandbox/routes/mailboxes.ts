import { z } from 'zod';
import { notFound } from '../../platform/errors.ts';
import type { AnyRoute } from '../../platform/http.ts';
import { answerInvitation, composeEntry, deleteEntry, moveEntry } from '../acts.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { activityOf, calendarAt, entryAt, inboxOf } from '../tenant/views.ts';
import { route, type SandboxContext } from './control.ts';
import { allowed, instant, itemId, user } from './schemas.ts';

const WINDOW_DAYS = 400;

const people = route('GET /api/people', {
  summary: 'Everybody in the organisation, the outsiders, and the registered application with its secret',
  caller: 'anybody',
  replies: {},
  handle: async (_call, { simulation }) => ({ status: 200, body: peopleOf(simulation.tenant) }),
});

function peopleOf({ id, displayName, apps, state }: Tenant): object {
  const inside = [...state.all('person')].map(({ address, objectId, displayName: name, jobTitle, manager, appRoles, teamsLicence, settings }) => {
    const { zone, workingHours } = settings;
    return { kind: 'person', address, objectId, name, zone, jobTitle, manager, appRoles, teamsLicence, workingHours, feed: null };
  });
  const outside = [...state.all('outsider')].map(({ address, displayName: name, zone, hasFeed }) => ({
    kind: 'outsider',
    address,
    name,
    zone,
    feed: hasFeed ? `/sandbox/feeds/${encodeURIComponent(address)}.ics` : null,
  }));
  // The secret guards nothing: whoever reads this can be anybody here. Without it no other client could ask for a token.
  const registered = apps.map(({ clientId, secret, teamsAppId, displayName: name }) => ({ clientId, secret, teamsAppId, name }));
  return { organisation: { tenantId: id, name: displayName }, apps: registered, people: inside, outsiders: outside };
}

const inbox = route('GET /api/inbox', {
  summary: "Mail of anybody's inbox, in the organisation or outside, newest first",
  caller: 'anybody',
  query: z.strictObject({ user }),
  replies: {},
  handle: async ({ query }, { simulation }) => ({ status: 200, body: { messages: inboxOf(simulation.tenant, query.user) } }),
});

const message = route('GET /api/inbox/:messageId', {
  summary: 'One message',
  caller: 'anybody',
  params: z.strictObject({ messageId: itemId }),
  query: z.strictObject({ user }),
  replies: {},
  async handle({ params, query }, { simulation }) {
    const found = inboxOf(simulation.tenant, query.user).find(({ id }) => id === params.messageId);
    if (!found) throw notFound('The message');
    return { status: 200, body: found };
  },
});

const activity = route('GET /api/activity', {
  summary: "Anybody's activity feed in Teams, newest first",
  caller: 'anybody',
  query: z.strictObject({ user }),
  replies: {},
  handle: async ({ query }, { simulation }) => ({ status: 200, body: { activities: activityOf(simulation.tenant, query.user) } }),
});

const calendar = route('GET /api/calendar', {
  summary: "What stands in anybody's calendar",
  caller: 'anybody',
  query: z
    .strictObject({ user, from: instant, to: instant })
    .refine(({ from, to }) => to > from, { path: ['to'], message: 'must be after from' })
    .refine(({ from, to }) => !(Number(to) - Number(from) > WINDOW_DAYS * 86_400_000), { path: ['to'], message: `must be at most ${WINDOW_DAYS} days after from` }),
  replies: {},
  handle: async ({ query }, { simulation }) => ({
    status: 200,
    body: { events: calendarAt(simulation.tenant, query.user, query.from, query.to) },
  }),
});

const entry = route('GET /api/calendar/entry', {
  summary: "One entry of anybody's calendar, by any id that Graph tells, such as a web link's",
  caller: 'anybody',
  query: z.strictObject({ user, id: itemId }),
  replies: {},
  async handle({ query }, { simulation }) {
    const found = entryAt(simulation.tenant, query.user, query.id);
    if (!found) throw notFound('The entry');
    return { status: 200, body: found };
  },
});

const span = z.strictObject({ start: instant, end: instant }).refine(({ start, end }) => end > start, { path: ['end'], message: 'must be after start' });
const replies = { accept: 'accepted', decline: 'declined', tentative: 'tentativelyAccepted' } as const;

const answer = route('POST /api/calendar/respond', {
  summary: 'Answers an invitation as one of its attendees, in the organisation or outside',
  caller: 'anybody',
  body: z
    .strictObject({
      user,
      id: itemId.optional(),
      iCalUId: z.string().min(1).max(500).optional(),
      response: z.enum(['accept', 'decline', 'tentative']),
      comment: z.string().max(2000).default(''),
      proposedNewTime: span.nullable().default(null),
    })
    .refine(({ id, iCalUId }) => (id === undefined) !== (iCalUId === undefined), { path: ['id'], message: 'give either id or iCalUId' })
    .refine(({ response, proposedNewTime }) => response !== 'accept' || proposedNewTime === null, {
      path: ['proposedNewTime'],
      message: 'goes only with decline or tentative',
    }),
  replies: {},
  async handle({ body: { user: by, id, iCalUId = '', response, comment, proposedNewTime } }, { simulation }) {
    const invitation = id === undefined ? { iCalUId } : { id };
    allowed(() => answerInvitation(simulation.tenant, { user: by, invitation, reply: replies[response], comment, proposedNewTime }));
    return { status: 204 };
  },
});

const move = route('POST /api/calendar/move', {
  summary: 'Moves an entry of a calendar, as its owner would in Outlook',
  caller: 'anybody',
  body: z
    .strictObject({ user, id: itemId, start: instant, end: instant })
    .refine(({ start, end }) => end > start, { path: ['end'], message: 'must be after start' }),
  replies: {},
  async handle({ body: { user: by, id, start, end } }, { simulation }) {
    allowed(() => moveEntry(simulation.tenant, { user: by, id, span: { start, end } }));
    return { status: 204 };
  },
});

const remove = route('POST /api/calendar/delete', {
  summary: 'Deletes an entry of a calendar, as its owner would in Outlook',
  caller: 'anybody',
  body: z.strictObject({ user, id: itemId }),
  replies: {},
  async handle({ body }, { simulation }) {
    allowed(() => deleteEntry(simulation.tenant, body));
    return { status: 204 };
  },
});

const line = z.string().max(500);
const invited = z.strictObject({ address: z.email().max(254).toLowerCase(), name: line, type: z.enum(['required', 'optional']) });

const compose = route('POST /api/calendar/compose', {
  summary: 'Sends the form of a new meeting, as its organiser would in Outlook',
  caller: 'anybody',
  body: z.strictObject({
    user,
    subject: line,
    bodyHtml: z.string().max(100_000).default(''),
    span,
    attendees: z.array(invited).max(100),
    isPrivate: z.boolean().default(false),
    online: z.boolean().default(false),
    /** What add-ins wrote into the form: by add-in id, as they gave it. */
    addIns: z.record(z.uuid(), z.record(z.string(), z.unknown())).default({}),
  }),
  replies: {},
  async handle({ body: { addIns, ...form } }, { simulation }) {
    // Outlook keeps an add-in's custom properties in one named property, as JSON ([MS-OXCEXT]).
    const properties = Object.entries(addIns).map(([id, values]) => ({
      id: `String {00020329-0000-0000-C000-000000000046} Name cecp-${id.toLowerCase()}`,
      value: JSON.stringify(values),
    }));
    allowed(() => composeEntry(simulation.tenant, { ...form, properties }));
    return { status: 204 };
  },
});

/** People, their mail and their calendars, for whoever plays them. */
export const mailboxRoutes: AnyRoute<SandboxContext>[] = [people, inbox, message, activity, calendar, entry, answer, move, remove, compose];
