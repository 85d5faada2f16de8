import type { Attendance, AttendanceChange, AttendanceState, Evidence, Outcome, ReportState } from '../../../server/features/attendance/contract.ts';
import { roleWords, stateWords } from '../../components/session-words.ts';
import { clockText } from '../../components/time.ts';

/** How the reader reads times. */
export interface Reading {
  zone: string;
  locale: string;
  /** Id of whoever reads. */
  viewerId: string | null;
}

const who = ({ personId, name }: { personId: string; name: string }, { viewerId }: Reading): string => (personId === viewerId ? 'You' : name);

const span = (from: string, to: string, { zone, locale }: Reading): string => `${clockText(from, zone, locale)} to ${clockText(to, zone, locale)}`;

const spans = (list: { from: string; to: string }[], reading: Reading): string => list.map(({ from, to }) => span(from, to, reading)).join(', ');

const minutes = (count: number): string => (count === 1 ? '1 minute' : `${count} minutes`);

/** Why Teams says nothing, blaming nobody. */
export const reportWords: Record<ReportState, string> = {
  read: 'Teams’ report names nobody of this session.',
  'not-asked': 'Teams could not be asked so far.',
  none: 'Teams made no attendance report. That says nothing about anybody.',
  emptied: 'Teams’ report names nobody: your organisation, or whoever took part, keeps names out of reports.',
  'no-access-policy': 'Fieldwork may not read meetings in Teams: an administrator has to give it an application access policy.',
  'no-permission': 'Fieldwork is missing the permission to read attendance reports. An administrator can grant it.',
  'no-meeting': 'Teams knows no meeting of the organiser under this session’s link.',
  outside: 'The meeting belongs to somebody in another organisation, whose report cannot be read here.',
  'no-link': 'The meeting has no Teams link.',
};

/** Outcomes in the words of a choice, to the coach. */
export const outcomeWords: Record<Outcome, string> = {
  held: 'It happened',
  'cut-short': 'It was cut short',
  'client-missing': 'The client could not come',
  'coach-missing': 'I could not come',
  moved: 'We moved it',
};

/** The same of a session that was called off late. */
export const lateWords: Record<Outcome, string> = { ...outcomeWords, 'client-missing': 'It was called off late', 'coach-missing': 'It was called off late', moved: 'We agreed on it' };

/** The same, told of somebody. */
const saidWords: Record<Outcome, string> = {
  held: 'it happened',
  'cut-short': 'it was cut short',
  'client-missing': 'the client was not there',
  'coach-missing': 'the coach could not come',
  moved: 'it was moved',
};

function presentWords(one: Extract<Evidence, { kind: 'present' }>, reading: Reading): string {
  const late = one.lateBy > 0 ? `, ${minutes(one.lateBy)} after the start` : '';
  const early = one.leftEarlyBy > 0 ? `, ${minutes(one.leftEarlyBy)} before the end` : '';
  const source = one.source === 'side-panel' ? ', by the side panel' : '';
  const had = one.personId === reading.viewerId ? 'You were' : `${one.name} was`;
  return `${had} there ${spans(one.intervals, reading)}${late}${early}${source}.`;
}

/** Teams may name somebody and say no times. */
const whenWords = (intervals: { from: string; to: string }[], reading: Reading): string => (intervals.length > 0 ? spans(intervals, reading) : 'at a time that Teams does not say');

function unidentifiedWords({ shownAs, intervals, maybe }: Extract<Evidence, { kind: 'unidentified' }>, reading: Reading): string {
  if (shownAs === null) return `Somebody whom the report does not name was there${intervals.length > 0 ? `, ${spans(intervals, reading)}` : ''}.`;
  const at = `, ${whenWords(intervals, reading)}`;
  return maybe ? `“${shownAs}” was there${at}; perhaps ${maybe.name}.` : `“${shownAs}” was there${at}, not signed in.`;
}

type Of<K extends Evidence['kind']> = Extract<Evidence, { kind: K }>;
type Words = { [K in Evidence['kind']]: (one: Of<K>, reading: Reading) => string };

const words: Words = {
  present: presentWords,
  'not-in-report': (one, { viewerId }) => (one.personId === viewerId ? 'You are not in Teams’ report.' : `${one.name} is not in Teams’ report.`),
  waited: (one, reading) => `${who(one, reading)} waited ${minutes(one.minutes)}.`,
  together: (one) => (one.minutes === 0 ? 'Client and coach were not there at the same time.' : `${minutes(one.minutes)} together, of ${one.planned} planned.`),
  unidentified: unidentifiedWords,
  'somebody-else': (one, reading) => `${one.shownAs === null ? 'Somebody else' : `${one.shownAs}, somebody else,`} was there ${whenWords(one.intervals, reading)}.`,
  report: (one) => reportWords[one.state],
  said: (one) => `${one.name || roleWords[one.by]} said${one.during ? ' while it was on' : ''} that ${one.during && one.outcome === 'held' ? 'both were there' : saidWords[one.outcome]}.`,
  contradicted: (one) => `That ${saidWords[one.outcome]} goes against what Teams shows, so it does not count.`,
  cancelled: (one) => `${one.name ? `Cancelled by ${one.name}` : 'Cancelled'}${one.late ? ' at short notice' : ''}.`,
};

/** One thing a verdict rests on, as a sentence. */
export const evidenceWords = (one: Evidence, reading: Reading): string => (words[one.kind] as (one: Evidence, reading: Reading) => string)(one, reading);

/** A verdict in a few words: to whoever was not there as kindly as to whoever was. */
export const verdictWords: Record<AttendanceState, string> = {
  ...stateWords,
  'client-no-show': 'The client was not there',
  'coach-no-show': 'The coach was not there',
  unknown: 'Nobody can tell yet',
};

const changeVerbs: Record<AttendanceChange['what'], string> = { judged: 'found', said: 'said', disputed: 'objected', 'dispute-withdrawn': 'took the objection back' };

/** One line of a verdict's history. */
export function changeWords({ by, mine, what, after }: AttendanceChange): string {
  const actor = mine ? 'You' : (by ?? 'Fieldwork');
  return what === 'judged' || what === 'said' ? `${actor} ${changeVerbs[what]}: ${verdictWords[after]}` : `${actor} ${changeVerbs[what]}`;
}

/** What the panel says above the evidence, and how it is meant. */
export function headline({ state, waiting, dispute }: Pick<Attendance, 'state' | 'waiting' | 'dispute'>): { text: string; tone: 'good' | 'open' | 'plain' } {
  if (waiting) return { text: 'Waiting for Teams’ attendance report', tone: 'plain' };
  if (dispute) return { text: `${verdictWords[state]}: not agreed`, tone: 'open' };
  return { text: verdictWords[state], tone: state === 'held' ? 'good' : state === 'unknown' ? 'open' : 'plain' };
}

/** What the coach is asked to look at again: what stands there, and that the client says it was otherwise. */
export const objectionWords = ({ state, why }: { state: AttendanceState; why: string }, clientName: string): string =>
  `So far: ${verdictWords[state]}. ${clientName} says that is not how it was${why === '' ? '.' : `: “${why}”.`}`;
