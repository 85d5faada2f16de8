import { playedAddress } from '../teams/host/links.ts';

/**
 * The body of a mail as a page of its own, for a frame in which no script runs. Links open in a new window; Microsoft's lead to the
 * pages that play them when `user` is somebody with Teams, else nowhere, as nothing leaves this machine.
 */
export function mailPage(html: string, user: string | null): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const link of page.querySelectorAll('a[href]')) {
    const address = user === null && isMicrosofts(link.getAttribute('href') ?? '') ? null : playedAddress(link.getAttribute('href') ?? '', user ?? '');
    if (address === null) link.removeAttribute('href');
    else link.setAttribute('href', address);
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener');
  }
  const looks = page.createElement('style');
  looks.textContent = 'body{margin:0;padding:16px;font:14px/1.5 "Segoe UI",system-ui,sans-serif;color:#242424;background:#fff;overflow-wrap:anywhere;overflow-x:hidden}a{color:#115ea3}';
  page.head.append(looks);
  page.title = 'Message';
  page.documentElement.lang = 'en';
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

const isMicrosofts = (href: string): boolean => /^https:\/\/(teams\.microsoft\.com|outlook\.office(365)?\.com)\//.test(href);
