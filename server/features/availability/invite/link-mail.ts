import { escapeHtml } from '../../../platform/html.ts';

/** The mail that brings a coach their personal link: why, what it shows, until when. */
export function linkMail(about: { to: string; client: string; from: string; url: string; expiresAt: string }): { subject: string; bodyHtml: string } {
  const { to, client, from, url, expiresAt } = about;
  const until = new Date(expiresAt).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const whose = from === client ? 'your coaching sessions' : `your coaching sessions with ${escapeHtml(client)}`;
  const paragraphs = [
    `Hello ${escapeHtml(to)},`,
    `${escapeHtml(from)} would like to find times for ${whose} without mails back and forth.`,
    `<a href="${escapeHtml(url)}">Share when you are free</a>: a calendar feed, office hours, or both. You need no account. Only busy times are read, never what they are about.`,
    `The link is yours alone and works until ${until}. Please do not pass it on.`,
  ];
  return { subject: `When are you free for coaching sessions with ${client}?`, bodyHtml: paragraphs.map((text) => `<p>${text}</p>`).join('') };
}
