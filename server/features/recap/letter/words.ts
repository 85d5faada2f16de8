import { escapeHtml } from '../../../platform/html.ts';
import type { Letter, Part } from './compose.ts';

/** A day where the reader is, e.g. "4 March". */
export const dayWords = (at: Date, zone: string): string => at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: zone });

/** e.g. "Wednesday 4 March at 14:30 GMT". */
export const timeWords = (at: Date, zone: string): string =>
  at.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: zone, timeZoneName: 'short' });

/** One line of fieldwork with what belongs to it. */
export function lineOf({ text, due_on: dueOn, state }: { text: string; due_on: string | null; state: string }): string {
  const notes = [
    ...(state === 'done' ? ['done'] : []),
    ...(state === 'proposed' ? ['proposed, not taken on yet'] : []),
    ...(dueOn === null || state === 'done' ? [] : [`by ${new Date(`${dueOn}T12:00:00Z`).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })}`]),
  ];
  return notes.length === 0 ? text : `${text} (${notes.join(', ')})`;
}

const moreWords = (more: number): string => `And ${more} more, in Fieldwork.`;

const listHtml = ({ title, lines, more }: Part): string => {
  // The direction of each line is its own: what was typed may run from right to left.
  const items = lines.map((line) => `<li dir="auto">${escapeHtml(line)}</li>`).join('');
  return `<p><b>${escapeHtml(title)}</b></p><ul>${items}</ul>${more > 0 ? `<p>${moreWords(more)}</p>` : ''}`;
};

/** As it stands in a mail. */
export const letterHtml = ({ parts }: Letter): string => parts.map(listHtml).join('\n');

/** Bytes of a message that every chat takes: Teams' limit is about 28 kB with everything around it (learn.microsoft.com/microsoftteams/limits-specifications-teams). */
const mostChatBytes = 20_000;

const shortened = ({ title, lines, more }: Part, most: number): Part => ({ title, lines: lines.slice(0, most), more: more + Math.max(0, lines.length - most) });

/** As it stands in a chat, which has no subject of its own: as many lines as a message may hold. */
export function chatHtml(letter: Letter): string {
  for (let most = 100; ; most = Math.floor(most / 2)) {
    const html = `<p><b>${escapeHtml(letter.subject)}</b></p>${letterHtml({ ...letter, parts: letter.parts.map((one) => shortened(one, most)) })}`;
    if (most === 0 || Buffer.byteLength(html) <= mostChatBytes) return html;
  }
}

/** The same without HTML, for the screen and to be copied. */
export const letterText = ({ parts }: Letter): string =>
  parts.map(({ title, lines, more }) => [title, ...lines.map((line) => `• ${line}`), ...(more > 0 ? [moreWords(more)] : [])].join('\n')).join('\n\n');

/** The mail that the client sends from their own mailbox. */
export function ownMail(letter: Letter, who: { to: string; from: string; url: string }): { subject: string; bodyHtml: string } {
  const link = `<p><a href="${escapeHtml(who.url)}">Open the session</a></p>`;
  return {
    subject: letter.subject,
    bodyHtml: [`<p>Hello ${escapeHtml(who.to)},</p>`, letterHtml(letter), link, `<p>${escapeHtml(who.from)}</p>`].join('\n'),
  };
}
