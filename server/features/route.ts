import type { Actor, Party } from '../access/actor.ts';
import type { AppContext } from '../context.ts';
import { routeFor, type AnyRoute } from '../platform/http.ts';

/** A route called by a signed-in person. */
export const route = routeFor<AppContext, Actor>();

/** A route called with a coach's personal link: the handler gets the secret and proves it itself. */
export const linkRoute = routeFor<AppContext, { secret: string }>();

/** A route called with a link to one session, by whoever keeps a calendar: the handler gets the secret and where it comes from. */
export const sessionLinkRoute = routeFor<AppContext, { secret: string; address: string }>('session-link');

/** A route for the parties of an engagement: signed in, or a coach outside with their personal link. */
export const partyRoute = routeFor<AppContext, Party>('party');

/** A route for anybody. */
export const openRoute = routeFor<AppContext, null>();

export type AppRoute = AnyRoute<AppContext>;
