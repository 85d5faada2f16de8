import type { AttendancePolicy } from '../../attendance/contract.ts';
import type { SharingTerms, SponsorSees } from '../contract.ts';

/** Names for the document; `sponsor` null where there is none. */
export interface Names {
  client: string;
  coach: string;
  sponsor: string | null;
}

const shown: [keyof SponsorSees, string][] = [
  ['attendance', 'which sessions were held and which were missed'],
  ['nextDate', 'the date of the next session'],
  ['phase', 'how far the coaching has come'],
  ['goals', 'the goals, as worded for sharing'],
];

const list = (items: string[]): string => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`);

function seesLines({ shows }: SharingTerms, { sponsor }: Names): string[] {
  if (sponsor === null) return ['There is no sponsor, so nothing of this coaching is shared with anybody.'];
  const [yes, no] = [shown.filter(([key]) => shows[key]), shown.filter(([key]) => !shows[key])].map((part) => part.map(([, words]) => words)) as [string[], string[]];
  return [
    yes.length > 0 ? `${sponsor} sees ${list(yes)}.` : `${sponsor} sees nothing of this coaching.`,
    ...(no.length > 0 ? [`${sponsor} does not see ${list(no)}.`] : []),
  ];
}

function ladderLines({ ladder, shows }: SharingTerms, { client, coach, sponsor }: Names): string[] {
  const counts = ladder.lateCancels ? 'missed, or cancelled late' : 'missed';
  const talks = `${coach} is prompted to talk with ${client} about it.`;
  const lines = ladder.talkAt === 1
    ? [`One session ${counts}: it stays between ${client} and ${coach}. ${talks}`]
    : [`One session ${counts}: it stays with ${client}.`, `${ladder.talkAt} in a row: ${talks}`];
  if (sponsor === null || !ladder.on || !shows.attendance) return [...lines, 'Nothing of it ever goes to anybody else.'];
  return [
    ...lines,
    `${ladder.tellAt} in a row: ${client} is asked to tell ${sponsor}, within ${ladder.tellDays} days, in ${client}’s own words.`,
    `After that ${coach} can send ${sponsor} a notice of dates and counts alone. ${client} sees it first, for ${ladder.holdHours} hours, and can object.`,
    'A session that was held ends the row. What nobody knows, or what is disputed, counts for nothing. Anything can be paused to a date.',
  ];
}

/** The agreement as the three read it: what they accept, and what two versions are compared by. A line each. */
export function documentOf(terms: SharingTerms, policy: AttendancePolicy, names: Names): string {
  return [
    'What the sponsor sees',
    ...seesLines(terms, names),
    '',
    'What never leaves',
    'Notes, reflections, agendas, fieldwork, single comments, and what is spoken of.',
    '',
    'When sessions are missed',
    `Somebody is late from ${policy.lateMinutes} minutes after the start. A session is missed when the other waited ${policy.graceMinutes} minutes; it was cut short when less than ${Math.round(policy.cutShortShare * 100)} % of its time was spent together.`,
    ...ladderLines(terms, names),
    ...(terms.words === '' ? [] : ['', 'In our own words', terms.words]),
  ].map((line) => `${line}\n`).join('');
}
