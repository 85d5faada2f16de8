import type { MailItem } from '../../host/mail-host.ts';

/** As many as the server looks at. */
const most = 100;

/** What an address looks like; Outlook also names rooms and lists that have none. */
const address = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** Addresses of everybody in an item, each once. */
export function addressesOf(item: MailItem | null): string[] {
  const all = (item?.people ?? []).map((one) => one.address.toLowerCase()).filter((one) => address.test(one) && one.length <= 254);
  return [...new Set(all)].slice(0, most);
}
