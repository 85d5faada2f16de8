import { z } from 'zod';
import type { AnyRoute } from '../../platform/http.ts';
import { changeSettings } from '../mailbox-acts.ts';
import { acceptProposal, changeAttendees, forward, handOver } from '../organiser-acts.ts';
import { graphId } from '../tenant/item-ids.ts';
import { route, type SandboxContext } from './control.ts';
import { allowed, instant, itemId, user } from './schemas.ts';

const accept = route('POST /api/calendar/accept-proposal', {
  summary: 'Moves a meeting to the time that an attendee proposed, as its organiser',
  caller: 'anybody',
  body: z.strictObject({ user, id: itemId, attendee: user }),
  replies: {},
  async handle({ body }, { simulation }) {
    allowed(() => acceptProposal(simulation.tenant, body));
    return { status: 204 };
  },
});

const MOST_AT_ONCE = 100;

const attendees = route('POST /api/calendar/attendees', {
  summary: 'Invites people to a meeting or takes them off it, as its organiser',
  caller: 'anybody',
  body: z.strictObject({
    user,
    id: itemId,
    add: z.array(z.strictObject({ address: user, type: z.enum(['required', 'optional', 'resource']).default('required') })).max(MOST_AT_ONCE).default([]),
    remove: z.array(user).max(MOST_AT_ONCE).default([]),
  }),
  replies: {},
  async handle({ body }, { simulation }) {
    allowed(() => changeAttendees(simulation.tenant, body));
    return { status: 204 };
  },
});

const forwarding = route('POST /api/calendar/forward', {
  summary: 'Forwards an invitation; the organiser is told',
  caller: 'anybody',
  body: z.strictObject({ user, id: itemId, to: user, comment: z.string().max(2000).default('') }),
  replies: {},
  async handle({ body }, { simulation }) {
    allowed(() => forward(simulation.tenant, body));
    return { status: 204 };
  },
});

const handing = route('POST /api/calendar/hand-over', {
  summary: 'Cancels a meeting and lets somebody else organise it anew',
  caller: 'anybody',
  body: z.strictObject({ user, id: itemId, to: user, keepMeeting: z.boolean().default(false) }),
  replies: {},
  async handle({ body }, { simulation }) {
    const made = allowed(() => handOver(simulation.tenant, body));
    return { status: 200, body: { id: graphId(made.id, null, 'immutable'), iCalUId: made.iCalUId } };
  },
});

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00');

const settings = route('POST /api/mailbox', {
  summary: "Changes somebody's zone, working hours or automatic replies, as they would in Outlook",
  caller: 'anybody',
  body: z.strictObject({
    user,
    zone: z.string().min(1).max(100).optional(),
    workingHours: z
      .strictObject({ weekdays: z.array(z.int().min(1).max(7)).max(7), start: time, end: time })
      .refine(({ start, end }) => end > start, { path: ['end'], message: 'must be after start' })
      .optional(),
    automaticReplies: z
      .strictObject({
        status: z.enum(['disabled', 'alwaysEnabled', 'scheduled']),
        from: instant.optional(),
        to: instant.optional(),
        text: z.string().max(5000).default(''),
      })
      .refine(({ status, from, to }) => status !== 'scheduled' || (from !== undefined && to !== undefined && to > from), {
        path: ['to'],
        message: 'scheduled replies need from and a later to',
      })
      .optional(),
  }),
  replies: {},
  async handle({ body }, { simulation }) {
    allowed(() => changeSettings(simulation.tenant, body));
    return { status: 204 };
  },
});

/** What organisers do with meetings, and people with their mailboxes. */
export const organiserRoutes: AnyRoute<SandboxContext>[] = [accept, attendees, forwarding, handing, settings];
