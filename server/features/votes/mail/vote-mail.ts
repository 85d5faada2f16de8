import { escapeHtml } from '../../../platform/html.ts';

interface About {
  to: string;
  client: string;
  from: string;
  url: string;
  deadline: Date;
  /** IANA; where the reader is, as far as anybody knows. */
  zone: string;
  count: number;
}

/** The mail that asks a coach outside which times suit them: why, what it shows, until when. */
export function voteMail({ to, client, from, url, deadline, zone, count }: About): { subject: string; bodyHtml: string } {
  const until = deadline.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: zone, timeZoneName: 'short' });
  const paragraphs = [
    `Hello ${escapeHtml(to)},`,
    `${escapeHtml(from)} has found ${count === 1 ? 'a time' : `${count} times`} for the next session${from === client ? '' : ` with ${escapeHtml(client)}`}.`,
    `<a href="${escapeHtml(url)}">Say which times suit you</a>. You need no account, and you can change your answer until ${escapeHtml(until)}.`,
    'The link is yours alone. Please do not pass it on.',
  ];
  return { subject: `Which time suits you for the next session with ${client}?`, bodyHtml: paragraphs.map((text) => `<p>${text}</p>`).join('') };
}
