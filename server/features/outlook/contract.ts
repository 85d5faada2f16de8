import { z } from 'zod';
import { engagementSummary } from '../engagements/contract.ts';
import { email, uuid } from '../people/contract.ts';
import { bookSession, composedForm, session } from '../scheduling/contract.ts';

/** What a page needs to sign a person in where no host does it for us, or to lead them into Teams, where one does. Nothing of it is secret. */
export const signIn = z.strictObject({
  clientId: z.string(), authority: z.string(), scope: z.string(),
  /** The app's id in the organisation's Teams catalogue, for links into Teams; empty where there is none. */
  teamsAppId: z.string(),
});
export type SignIn = z.infer<typeof signIn>;

/** Most addresses of one item that are looked at; a message to more people is a mailing. */
export const mostAddresses = 100;

/** Addresses of a message or appointment: compared, then forgotten. */
export const recognise = z.strictObject({ addresses: z.array(email).max(mostAddresses) });
export type Recognise = z.input<typeof recognise>;

/** Engagements of the viewer in which somebody of these addresses takes part, those with most of them first. */
export const recognised = z.strictObject({
  engagements: z.array(z.strictObject({ engagement: engagementSummary, personIds: z.array(uuid) })).max(50),
});
export type Recognised = z.infer<typeof recognised>;

/** An opaque text of Outlook's: no spaces, no control characters. */
const opaque = (max: number) => z.string().min(1).max(max).regex(/^[\x21-\x7e]+$/, 'must be an id or address without spaces');

/** How Outlook names the item that is open. */
export const itemQuestion = z.strictObject({
  /** Id of the item in the viewer's own calendar, in the form that Graph takes. */
  itemId: opaque(1000).nullable(),
  /** The Teams link in the appointment's text. */
  joinUrl: opaque(2000).nullable(),
});
export type ItemQuestion = z.input<typeof itemQuestion>;

/** Null when it is no session, or none that the viewer takes part in. */
export const itemAnswer = z.strictObject({ session: session.nullable() });
export type ItemAnswer = z.infer<typeof itemAnswer>;

/** As a booking; but the viewer sends the invitation from the form that is open in Outlook. */
export const announceSession = bookSession;
export type AnnounceSession = z.input<typeof announceSession>;

export const announced = z.strictObject({ session, form: composedForm });
export type Announced = z.infer<typeof announced>;
