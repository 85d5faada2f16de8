import { z } from 'zod';
import { attendancePolicy } from '../attendance/contract.ts';
import { date, instant, line, prose, role, uuid, version } from '../people/contract.ts';

/** What a sponsor can be shown: the closed list of product.md, principle 4. Nothing else is ever in it. */
export const sponsorSees = z.strictObject({
  /** Sessions held and missed, as dates and counts. */
  attendance: z.boolean(),
  /** When the next session is. */
  nextDate: z.boolean(),
  /** How far the engagement has come. */
  phase: z.boolean(),
  /** Goals as worded for sharing. */
  goals: z.boolean(),
});
export type SponsorSees = z.infer<typeof sponsorSees>;

/** When which step of the ladder comes (product.md D, "Ladder"). */
export const ladderTerms = z.strictObject({
  /** False: what was missed stays between client and coach, whatever comes. */
  on: z.boolean(),
  /** Missed in a row until the coach is prompted to talk. */
  talkAt: z.int().min(1).max(10),
  /** Missed in a row until the client is asked to tell the sponsor. */
  tellAt: z.int().min(2).max(10),
  /** Days that the client has for it. */
  tellDays: z.int().min(2).max(60),
  /** Hours for which an attendance-only notice waits, seen by the client, before it leaves. */
  holdHours: z.int().min(24).max(168),
  /** Whether the client’s late cancellations count as missed. */
  lateCancels: z.boolean(),
}).refine((ladder) => ladder.tellAt > ladder.talkAt, { path: ['tellAt'], message: 'must be more than talkAt' });
export type LadderTerms = z.infer<typeof ladderTerms>;

export const sharingTerms = z.strictObject({
  shows: sponsorSees,
  ladder: ladderTerms,
  /** What else the three want to have said, in their words. */
  words: prose(2000),
});
export type SharingTerms = z.infer<typeof sharingTerms>;

/** Product defaults: what the agreement starts from when it is first worded. */
export const defaultTerms: SharingTerms = {
  shows: { attendance: true, nextDate: true, phase: true, goals: true },
  ladder: { on: true, talkAt: 2, tellAt: 3, tellDays: 7, holdHours: 24, lateCancels: true },
  words: '',
};

/** `newest` is the number of the newest version that was read; 0 while there is none. */
export const proposeTerms = z.strictObject({ newest: z.int().min(0), terms: sharingTerms });
export type ProposeTerms = z.input<typeof proposeTerms>;
export const acceptTerms = z.strictObject({ version });
export type AcceptTerms = z.infer<typeof acceptTerms>;

const partyOf = { personId: uuid, role, name: z.string() };

/** 'open': waits for acceptances; 'in-force'; 'former': was in force; 'not-taken': another one, or nobody's, came of it. */
export const versionState = z.enum(['open', 'in-force', 'former', 'not-taken']);

export const sharingVersion = z.strictObject({
  version,
  state: versionState,
  at: instant,
  by: z.string(),
  terms: sharingTerms,
  /** From when somebody is late, as it stood when this was worded. */
  policy: attendancePolicy,
  /** The same as a document: what each accepts. */
  document: z.string(),
  /** In the order client, coach, sponsor; `at` null: not yet. */
  parties: z.array(z.strictObject({ ...partyOf, at: instant.nullable() })),
});
export type SharingVersion = z.infer<typeof sharingVersion>;

export const sharing = z.strictObject({
  engagementId: uuid,
  newest: z.int(),
  inForce: sharingVersion.nullable(),
  open: sharingVersion.nullable(),
  /** Newest first. */
  versions: z.array(sharingVersion),
  /** What a first wording, or a change, starts from. */
  suggested: sharingTerms,
  /** True when the engagement's attendance policy is another one than the agreement in force shows. */
  policyChanged: z.boolean(),
  can: z.strictObject({ propose: z.boolean(), accept: z.boolean(), withdraw: z.boolean() }),
});
export type Sharing = z.infer<typeof sharing>;

const number = z.string().regex(/^[1-9]\d{0,8}$/, 'must be the number of a version');
export const compareVersions = z.strictObject({ from: number, to: number });
export const sharingDifferences = z.strictObject({ parts: z.array(z.strictObject({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })) });
export type SharingDifferences = z.infer<typeof sharingDifferences>;

/** 'clear': nothing missed; 'first': stays with the client; 'talk'; 'tell': the client is asked to tell; 'notice': the coach can send a notice. */
export const ladderStep = z.enum(['clear', 'first', 'talk', 'tell', 'notice']);
export type LadderStep = z.infer<typeof ladderStep>;

/** Why nothing goes on: 'open-question': nobody has said what became of a session; 'disputed'; 'paused'; 'engagement': paused or ended. */
export const standstill = z.enum(['open-question', 'disputed', 'paused', 'engagement']);
export type Standstill = z.infer<typeof standstill>;

/** A message to the sponsor, as it will leave. */
export const message = z.strictObject({ subject: z.string(), lines: z.array(z.string()) });
export type Message = z.infer<typeof message>;

export const ladder = z.strictObject({
  engagementId: uuid,
  step: ladderStep,
  version,
  /** Missed in a row, certainly, oldest first. */
  missed: z.array(z.strictObject({ sessionId: uuid, at: instant })),
  /** Sessions of the row that count for nothing until somebody has said what became of them. */
  open: z.array(z.strictObject({ sessionId: uuid, at: instant, why: z.enum(['disputed', 'unknown', 'waiting']) })),
  standstill: standstill.nullable(),
  pausedUntil: date.nullable(),
  /** The agreement that it goes by; null: none is in force, and nothing of this ever reaches the sponsor. */
  agreement: version.nullable(),
  terms: ladderTerms,
  /** What comes next, in a sentence. */
  next: z.string(),
  sponsorName: z.string().nullable(),
  tellBy: instant.nullable(),
  talkedAt: instant.nullable(),
  /** The client's draft to the sponsor; nobody else reads it. */
  draft: z.string().nullable(),
  told: z.strictObject({ at: instant, how: z.enum(['mail', 'self']), maybe: z.boolean() }).nullable(),
  notice: z.strictObject({
    /** 'ready': can be sent; 'held': leaves at `sendAt`; 'leaving': handed over; 'sent'; 'undelivered': could not be said. */
    state: z.enum(['ready', 'held', 'leaving', 'sent', 'undelivered']),
    words: message,
    sendAt: instant.nullable(),
    /** The client has not been shown these words yet: it waits. */
    waitsForClient: z.boolean(),
  }).nullable(),
  objection: z.strictObject({ at: instant, why: z.string() }).nullable(),
  can: z.strictObject({
    pause: z.boolean(), resume: z.boolean(), talked: z.boolean(), draft: z.boolean(), tell: z.boolean(), send: z.boolean(), stop: z.boolean(), object: z.boolean(),
  }),
});
export type Ladder = z.infer<typeof ladder>;

/** Days that a pause may last at most. */
export const longestPauseDays = 120;
export const pauseLadder = z.strictObject({ until: date });
const read = { version };
export const readLadder = z.strictObject(read);
export const keepDraft = z.strictObject({ ...read, text: prose(4000) });
/** `id` is made on the page: sent again under it, nothing leaves a second time. */
export const tellByMail = z.strictObject({ ...read, id: uuid, subject: line(200), text: prose(4000).min(1) });
export type TellByMail = z.input<typeof tellByMail>;
export const sendNotice = z.strictObject({ ...read, words: z.strictObject({ subject: line(200), lines: z.array(line(1000)).min(1).max(10) }) });
export const stopNotice = z.strictObject({ ...read, why: prose(500) });

export const disclosureSource = z.enum(['attendance-notice', 'client-telling', 'notice', 'recap', 'invitation']);
export type DisclosureSource = z.infer<typeof disclosureSource>;

/** One thing that left. */
export const disclosure = z.strictObject({
  id: uuid,
  at: instant,
  source: disclosureSource,
  /** In whose name; null: Fieldwork's own, about a session's time. */
  by: z.string().nullable(),
  to: z.string(),
  /** The version of the agreement that was in force; null: there was none. */
  agreement: version.nullable(),
  /** What it said; null for a programme lead, who sees that it was. */
  subject: z.string().nullable(),
  words: z.string().nullable(),
  /** 'maybe': the answer was lost, so it may have arrived; 'not-sent': it did not leave after all. */
  outcome: z.enum(['leaving', 'sent', 'maybe', 'not-sent']),
});
export type Disclosure = z.infer<typeof disclosure>;
/** Newest first. */
export const disclosureList = z.strictObject({ disclosures: z.array(disclosure) });
export type DisclosureList = z.infer<typeof disclosureList>;

export const phase = z.enum(['not-begun', 'beginning', 'middle', 'closing', 'ended', 'paused']);
export type Phase = z.infer<typeof phase>;

/** Exactly what a sponsor is shown of an engagement; what the agreement does not name is null. */
export const sponsorView = z.strictObject({
  engagementId: uuid,
  clientName: z.string(),
  coachName: z.string(),
  sponsorName: z.string().nullable(),
  agreement: version.nullable(),
  attendance: z.strictObject({ held: z.int(), missed: z.int(), heldOn: z.array(instant), missedOn: z.array(instant) }).nullable(),
  /** Null too while none is booked. */
  nextAt: instant.nullable(),
  phase: phase.nullable(),
  goals: z.array(z.string()).nullable(),
  shows: sponsorSees,
});
export type SponsorView = z.infer<typeof sponsorView>;
