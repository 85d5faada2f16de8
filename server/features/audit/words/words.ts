import type { AuditKind } from '../contract.ts';

type Words = readonly [kind: AuditKind, said: string];

const engagement = '/api/engagements/:engagementId';
const session = '/api/sessions/:sessionId';

/**
 * What was done, by the address of the API, after the name of who did it. Never what anything was about: of somebody's own review, and of
 * fieldwork, agenda and plan, only that they worked on it.
 */
const words: Readonly<Record<string, Words>> = {
  'POST /api/engagements': ['engagements', 'started a coaching'],
  [`PATCH ${engagement}`]: ['engagements', 'changed how a coaching is set up'],
  [`PUT ${engagement}/sponsor`]: ['engagements', 'changed who sponsors a coaching'],
  [`POST ${engagement}/pause`]: ['engagements', 'paused a coaching'],
  [`POST ${engagement}/resume`]: ['engagements', 'resumed a coaching'],
  [`POST ${engagement}/end`]: ['engagements', 'ended a coaching'],
  [`PUT ${engagement}/plan`]: ['engagements', 'changed the plan of sessions'],
  [`POST ${engagement}/plan/proposal`]: ['engagements', 'had a plan of sessions proposed'],
  [`POST ${engagement}/coach-links`]: ['links', 'made a personal link for a coach'],
  [`DELETE ${engagement}/coach-links/:linkId`]: ['links', 'withdrew a coach’s personal link'],
  [`POST ${session}/links`]: ['links', 'made a link for an assistant'],
  [`DELETE ${session}/links/:sessionLinkId`]: ['links', 'withdrew an assistant’s link'],
  'PUT /api/meetings/link': ['links', 'tied a meeting to a session'],
  'POST /api/meetings/unlink': ['links', 'untied a meeting from a session'],
  'PUT /api/coach/availability': ['links', 'changed what they publish about their time'],
  [`POST ${engagement}/times`]: ['sessions', 'looked for times'],
  [`POST ${engagement}/plan/times`]: ['sessions', 'looked for times of planned sessions'],
  [`POST ${engagement}/series/times`]: ['sessions', 'looked for times of a series'],
  [`POST ${engagement}/sessions`]: ['sessions', 'booked a session'],
  [`POST ${engagement}/series`]: ['sessions', 'booked several sessions'],
  [`POST ${engagement}/series/cancel`]: ['sessions', 'called several sessions off'],
  [`POST ${engagement}/announcements`]: ['sessions', 'began an invitation in Outlook'],
  'DELETE /api/announcements/:sessionId': ['sessions', 'gave up an invitation in Outlook'],
  [`POST ${session}/move`]: ['sessions', 'moved a session, or asked to'],
  [`POST ${session}/cancel`]: ['sessions', 'called a session off, or asked to'],
  [`POST ${session}/retry`]: ['sessions', 'had a session’s calendar tried again'],
  [`PUT ${session}/reason`]: ['sessions', 'gave a reason for a late cancellation'],
  [`POST ${session}/late`]: ['sessions', 'said that they are on the way'],
  'POST /api/requests/:requestId/answer': ['sessions', 'answered a question about a session'],
  'POST /api/requests/:requestId/withdraw': ['sessions', 'took back a question about a session'],
  'POST /api/planned/confirm': ['sessions', 'had a session confirmed through an assistant’s link'],
  'POST /api/planned/move': ['sessions', 'had a session moved through an assistant’s link'],
  [`POST ${engagement}/votes`]: ['sessions', 'asked which times suit'],
  'PUT /api/votes/:voteId/answers': ['sessions', 'answered which times suit'],
  'PUT /api/coach/votes/:voteId/answers': ['sessions', 'answered which times suit'],
  'POST /api/votes/:voteId/cancel': ['sessions', 'called a question about times off'],
  'POST /api/votes/:voteId/mail': ['sessions', 'had a question about times mailed'],
  [`PUT ${session}/attendance/outcome`]: ['attendance', 'said what became of a session'],
  [`PUT ${session}/attendance/dispute`]: ['attendance', 'disputed what is kept of a session'],
  [`DELETE ${session}/attendance/dispute`]: ['attendance', 'took back a dispute about a session'],
  [`PUT ${session}/attendance/panel`]: ['attendance', 'had a session open'],
  [`PUT ${engagement}/attendance/policy`]: ['attendance', 'changed when somebody counts as late'],
  [`POST ${engagement}/sharing`]: ['sharing', 'proposed what is shared'],
  [`POST ${engagement}/sharing/acceptance`]: ['sharing', 'accepted what is shared'],
  [`POST ${engagement}/sharing/withdrawal`]: ['sharing', 'took back a proposal of what is shared'],
  [`PUT ${engagement}/ladder/draft`]: ['sharing', 'worked on a message to the sponsor'],
  [`POST ${engagement}/ladder/telling`]: ['sharing', 'told the sponsor by mail'],
  [`POST ${engagement}/ladder/told`]: ['sharing', 'said that they told the sponsor'],
  [`POST ${engagement}/ladder/talked`]: ['sharing', 'said that they talked about missed sessions'],
  [`POST ${engagement}/ladder/notice`]: ['sharing', 'put an attendance notice on its way'],
  [`POST ${engagement}/ladder/notice/stop`]: ['sharing', 'stopped an attendance notice'],
  [`POST ${engagement}/ladder/pause`]: ['sharing', 'paused what follows missed sessions'],
  [`POST ${engagement}/ladder/resume`]: ['sharing', 'resumed what follows missed sessions'],
  [`PUT ${session}/recap`]: ['sharing', 'chose whether a recap is mailed'],
  [`POST ${session}/recap/send`]: ['sharing', 'mailed a recap'],
  [`POST ${session}/recap/chat`]: ['sharing', 'posted a recap in the meeting’s chat'],
  [`PUT ${engagement}/recap`]: ['sharing', 'chose whether recaps go into the chat'],
  'POST /api/me/erasure': ['privacy', 'asked to be erased'],
  'DELETE /api/me/erasure': ['privacy', 'took back that they be erased'],
  'POST /api/people/:personId/erasure': ['privacy', 'asked that somebody be erased'],
  'DELETE /api/people/:personId/erasure': ['privacy', 'took back that somebody be erased'],
};

/** Addresses below which the words are the same. The first that fits counts. */
const below: readonly [pattern: RegExp, words: Words][] = [
  [/\/attendance\b/, ['attendance', 'said something of a session’s attendance']],
  [/\/agenda\b/, ['work', 'worked on an agenda']],
  [/\/action-plan\b/, ['work', 'worked on an action plan']],
  [/\/commitments\b|\/readback$|\/todo\/look$/, ['work', 'worked on fieldwork']],
  [/^\w+ \/api\/(review|reviews|review-time|drafts|todo|notices|coach\/notices|outlook)\b/, ['own', 'used something of their own']],
];

const other = (action: string): Words => ['other', `did something that this version has no words for (${action})`];

/** What a line says of an action, and of which kind it is. */
export const wordsOf = (action: string): Words => words[action] ?? below.find(([pattern]) => pattern.test(action))?.[1] ?? other(action);
