import { outlookAddress, teamsAddress } from '../../chrome/address.ts';
import { chatOf } from '../../tenant/calendar.ts';

/**
 * Where a link that somebody follows leads here: Microsoft's own addresses to the pages that play them, for `user`; anything else as it is.
 */
export function playedAddress(url: string, user: string): string {
  if (!URL.canParse(url)) return url;
  const { hostname, pathname, searchParams } = new URL(url);
  if (hostname === 'teams.microsoft.com') return teamsLink(url, pathname, searchParams, user);
  if (/^outlook\.office(365)?\.com$/.test(hostname)) {
    const item = searchParams.get('itemid');
    return outlookAddress(user, { view: 'calendar', ...(item ? { event: item } : {}) });
  }
  return url;
}

function teamsLink(url: string, pathname: string, params: URLSearchParams, user: string): string {
  const chat = chatOf(pathname);
  if (chat) return teamsAddress(user, { surface: 'panel', chat });
  if (!pathname.startsWith('/l/entity/')) return url;
  const subPage = subEntityOf(params.get('context'));
  return teamsAddress(user, subPage ? { subpage: subPage } : {});
}

/** The place in the app that a deep link's context names. */
function subEntityOf(context: string | null): string | null {
  try {
    const { subEntityId } = JSON.parse(context ?? '{}') as { subEntityId?: unknown };
    return typeof subEntityId === 'string' ? subEntityId : null;
  } catch {
    return null;
  }
}
