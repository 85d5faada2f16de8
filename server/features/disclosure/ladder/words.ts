import type { EngagementScope } from '../../../access/scope.ts';
import type { NoticeDraft } from '../../nudges/service.ts';
import type { Names } from '../agreement/document.ts';
import type { Parties } from '../agreement/parties.ts';
import type { LadderStep, LadderTerms, Message } from '../contract.ts';

const day = 86_400_000;

/** Everything unsaid about one engagement's ladder starts so. */
export const ladderKey = (engagementId: string): string => `ladder:${engagementId}:`;
export const sponsorKey = (engagementId: string, noticeId: string): string => `${ladderKey(engagementId)}notice:${noticeId}`;
export const shownKey = (engagementId: string, noticeId: string): string => `${ladderKey(engagementId)}shown:${noticeId}`;

export const dateWords = (at: number | Date, zone: string): string => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }).format(at);

const list = (items: string[]): string => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`);
const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** The attendance-only notice: dates and counts, in words that nobody chooses. `missed`: epoch ms. */
export function noticeWords({ client, coach, sponsor }: Names, { held, missed, zone }: { held: number; missed: readonly number[]; zone: string }): Message {
  return {
    subject: `Attendance in ${client}’s coaching`,
    lines: [
      `This is about attendance alone, as ${list([client, coach, ...(sponsor === null ? [] : ['you'])])} agreed. Nothing else about the coaching is in it.`,
      `${counted(held, 'session')} held so far. Not held, in a row: ${list(missed.map((at) => dateWords(at, zone)))}.`,
      `${coach} sent this through Fieldwork. ${client} has seen it first.`,
    ],
  };
}

/** What the client's own message to the sponsor starts from. */
export function tellingDraft({ client, coach, sponsor }: Names, missed: readonly number[], zone: string): Message {
  return {
    subject: 'About my coaching sessions',
    lines: [
      `Hello ${sponsor ?? ''},`,
      `I would like you to hear this from me: I could not make my coaching sessions with ${coach} on ${list(missed.map((at) => dateWords(at, zone)))}.`,
      'I am looking for a way to make room for them. Could we talk about it briefly?',
      client,
    ],
  };
}

interface Step {
  scope: EngagementScope;
  parties: Parties;
  round: number;
  terms: LadderTerms;
  tellBy: number | null;
  now: Date;
}

const toWhom = ({ scope, now }: Step, personId: string, key: string): Omit<NoticeDraft, 'kind' | 'subject' | 'lines'> => ({
  tenantId: scope.tenantId, engagementId: scope.engagementId, personId, sessionId: null, key: `${ladderKey(scope.engagementId)}${key}`,
  links: [{ label: 'Where this stands', path: `/engagements/${scope.engagementId}/ladder` }],
  dueAt: now, expiresAt: new Date(now.getTime() + 14 * day), weight: 'normal',
});

const nextAfterFirst = ({ terms, parties }: Step): string => `If ${terms.talkAt} in a row do not take place, ${parties.names.coach} is prompted to talk with you about it.`;

/** Everything unsaid that asks the client to tell, in one row of misses. */
export const tellPrefix = (engagementId: string, round: number): string => `${ladderKey(engagementId)}${round}:tell:`;
export const tellKey = (engagementId: string, round: number, tellBy: number): string => `${tellPrefix(engagementId, round)}${new Date(tellBy).toISOString()}`;

/** What is said when a step begins. Nobody is blamed: there may be good reasons, and none is asked for. */
export function stepNotices(step: LadderStep, about: Step): NoticeDraft[] {
  const { parties: { client, coach, names, sponsor }, round, terms, tellBy } = about;
  const zone = client.zone ?? 'UTC';
  const to = (personId: string, name: string) => toWhom(about, personId, `${round}:${name}`);
  if (step === 'first') {
    return [{ ...to(client.id, 'first'), kind: 'ladder-first', weight: 'digest', subject: 'A session did not take place, and it stays with you',
      lines: [`Nobody else is told. ${nextAfterFirst(about)}`] }];
  }
  if (step === 'talk') {
    return [
      { ...to(coach.id, 'talk'), kind: 'ladder-talk', subject: `A moment to talk with ${names.client}`,
        lines: [`${terms.talkAt === 1 ? 'A session has' : `${terms.talkAt} sessions in a row have`} not taken place. A short talk about what would make it easier helps more than another reminder. Nothing goes to anybody else.`] },
      { ...to(client.id, 'talk'), kind: 'ladder-first', weight: 'digest', subject: `${names.coach} may ask how to make sessions easier`,
        lines: [`Some sessions in a row have not taken place, so ${names.coach} is prompted to talk with you. Nobody else is told.`] },
    ];
  }
  if (step === 'tell' && sponsor && tellBy !== null) {
    return [{ ...to(client.id, ''), key: tellKey(about.scope.engagementId, round, tellBy), kind: 'ladder-tell', subject: `You go first: tell ${names.sponsor} by ${dateWords(tellBy, zone)}`,
      lines: [
        `${terms.tellAt} sessions in a row have not taken place. As the three of you agreed, you are the one to tell ${names.sponsor}, in your own words. A draft is ready for you.`,
        `If you see a session otherwise, or are away, say so there: then nothing goes on.`,
      ] }];
  }
  if (step === 'notice') {
    return [
      { ...to(coach.id, 'notice'), kind: 'ladder-notice', subject: `${names.client} has not told ${names.sponsor} yet`,
        lines: [`As agreed, you can now send ${names.sponsor} a notice of dates and counts alone. ${names.client} sees it ${terms.holdHours} hours before it leaves. Nothing is sent unless you do.`] },
      { ...to(client.id, 'notice'), kind: 'ladder-tell', subject: `You can still tell ${names.sponsor} first`,
        lines: [`The date has passed, so ${names.coach} can now send ${names.sponsor} a notice of dates and counts. You would see it first. Telling ${names.sponsor} yourself, or pausing, ends this.`] },
    ];
  }
  return [];
}

/** Shows the client what is about to leave. It cannot wait for the week’s budget: the client sees it before it leaves. */
export function shownNotice(about: Step, noticeId: string, words: Message): NoticeDraft {
  const { names, client } = about.parties;
  return {
    ...toWhom(about, client.id, `shown:${noticeId}`), kind: 'ladder-notice', weight: 'now',
    subject: `Before it leaves: a notice to ${names.sponsor}`,
    lines: [
      `${names.coach} would send this to ${names.sponsor}, ${about.terms.holdHours} hours after you have seen it:`, ...words.lines,
      `If anything in it is not right, stop it there. You can also tell ${names.sponsor} yourself first.`,
    ],
  };
}

/** The notice itself, to the sponsor. */
export const sponsorNotice = (about: Step, noticeId: string, words: Message): NoticeDraft => ({
  ...toWhom(about, about.parties.sponsor!.id, `notice:${noticeId}`), kind: 'attendance-notice', subject: words.subject, lines: words.lines,
  links: [{ label: 'What you see of this coaching', path: `/engagements/${about.scope.engagementId}` }],
});

/** Lets the coach know that the client went first, or objected. */
export const coachNotice = (about: Step, what: 'told' | 'objected', id: string): NoticeDraft => {
  const { names, coach } = about.parties;
  const told = what === 'told';
  return {
    ...toWhom(about, coach.id, `${what}:${id}`), kind: 'ladder-talk', weight: told ? 'digest' : 'normal',
    subject: told ? `${names.client} has told ${names.sponsor}` : `${names.client} asks you to look again`,
    lines: [told ? 'There is nothing for you to send.' : `${names.client} stopped the notice to ${names.sponsor} and says why. Nothing leaves unless you send it again.`],
  };
};
