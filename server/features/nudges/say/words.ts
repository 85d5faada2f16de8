import { escapeHtml } from '../../../platform/html.ts';
import { noticeReasons, type NoticeKind } from '../contract.ts';

/** What a message is made of. */
export interface Said {
  kind: NoticeKind;
  subject: string;
  lines: string[];
  links: { label: string; path: string }[];
  /** What stands in the mail in place of the lines: HTML, already escaped. */
  html?: string;
}

/** Where a link leads for this reader. */
export type Address = (path: string) => string;

/** The screen on which a person reads and sets their notices. */
export const noticesPath = '/notices';

const subjectOf = (notices: Said[]): string =>
  notices.length === 1 ? notices[0]!.subject : `${notices.length} things about your coaching`;

/** One line for Teams' feed: what it is, and where it leads. Several lead to their list. */
export function activityOf(notices: Said[]): { title: string; preview: string; path: string } {
  const [first] = notices;
  const preview = notices.length === 1 ? first!.lines.join(' ') : notices.map(({ subject }) => subject).join(' · ');
  return { title: subjectOf(notices), preview, path: notices.length === 1 ? (first!.links[0]?.path ?? noticesPath) : noticesPath };
}

const paragraph = (html: string): string => `<p>${html}</p>`;

const anchor = ({ label, path }: { label: string; path: string }, address: Address): string =>
  `<a href="${escapeHtml(address(path))}">${escapeHtml(label)}</a>`;

function bodyOf({ lines, links, html }: Said, address: Address): string {
  const [action, ...others] = links;
  return [
    ...(html === undefined ? lines.map((line) => paragraph(escapeHtml(line))) : [html]),
    ...(action ? [paragraph(`<strong>${anchor(action, address)}</strong>`)] : []),
    ...(others.length > 0 ? [paragraph(others.map((link) => anchor(link, address)).join(' &nbsp; '))] : []),
  ].join('\n');
}

const list = (reasons: string[]): string => (reasons.length < 2 ? reasons.join('') : `${reasons.slice(0, -1).join(', ')} and ${reasons.at(-1)}`);

/** The mail that says it: plain, escaped, one clear action, and at its end why it came and how to have less of it. */
export function mailOf(notices: Said[], to: string, address: Address): { subject: string; bodyHtml: string } {
  const one = notices.length === 1;
  const parts = notices.map((notice) => `${one ? '' : `<h2 style="font-size:1.1em">${escapeHtml(notice.subject)}</h2>\n`}${bodyOf(notice, address)}`);
  const why = list([...new Set(notices.map(({ kind }) => noticeReasons[kind]))]);
  const foot = `You get this because ${escapeHtml(why)}. ${anchor({ label: 'Choose when you hear from Fieldwork, or pause it', path: noticesPath }, address)}.`;
  return {
    subject: subjectOf(notices),
    bodyHtml: [paragraph(`Hello ${escapeHtml(to)},`), ...parts, `<p style="color:#616161;font-size:0.9em">${foot}</p>`].join('\n'),
  };
}
