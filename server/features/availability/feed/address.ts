import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { FeedFailure } from './failure.ts';

/** What a host name stands for, as text (`203.0.113.7`, `2001:db8::1`). Rejects when there is no such name. */
export type Resolve = (host: string) => Promise<string[]>;

export interface AddressRules {
  /** Origins that may be read although they are neither https nor public: exactly scheme, host and port. */
  originsAllowed: string[];
  resolve: Resolve;
}

/** An address that may be opened, and the only IP addresses it may be opened at. */
export interface CheckedAddress {
  url: URL;
  addresses: string[];
}

/** 8443 is where self-hosted calendars live; anything else is more likely somebody's internal service than a calendar. */
const PORTS = new Set(['', '443', '8443']);

/** Asks the system's resolver for every address of a host. */
export const systemResolve: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Checks an address before anything is sent: https (webcal means https) without credentials, on a usual port, to a host all of whose
 * addresses are public. Throws FeedFailure 'bad-address', or 'unreachable' for an unknown host.
 */
export async function checkAddress(text: string, rules: AddressRules): Promise<CheckedAddress> {
  const url = parse(text);
  if (rules.originsAllowed.includes(url.origin)) return { url, addresses: await addressesOf(url, rules.resolve) };
  if (url.protocol !== 'https:') bad('The address of a calendar must start with https:// or webcal://.');
  if (!PORTS.has(url.port)) bad(`A calendar cannot be read from port ${url.port}.`);
  const addresses = await addressesOf(url, rules.resolve);
  if (!addresses.every(isPublic)) bad('This address leads into a private network. It must be one that anybody on the internet can open.');
  return { url, addresses };
}

/**
 * True only for a unicast address of the public internet. Forms that carry another address inside (IPv4-mapped, 6to4, Teredo, NAT64)
 * are refused as such: where they lead is decided elsewhere.
 */
export function isPublic(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  // Only 2000::/3 is handed out; ipaddr.js calls the unassigned rest unicast too.
  return parsed.kind() === 'ipv4' || (parsed.toByteArray()[0]! & 0xe0) === 0x20;
}

function parse(text: string): URL {
  const address = text.trim().replace(/^webcals?:\/\//i, 'https://');
  if (!URL.canParse(address)) bad('This is not a web address.');
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') bad('The address must not hold a user name or password.');
  url.hash = '';
  return url;
}

async function addressesOf(url: URL, resolve: Resolve): Promise<string[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return [host];
  try {
    const found = await resolve(host);
    if (found.length > 0) return found;
  } catch (error) {
    throw new FeedFailure('unreachable', 'There is no such server. Please check the address.', error);
  }
  throw new FeedFailure('unreachable', 'There is no such server. Please check the address.');
}

function bad(message: string): never {
  throw new FeedFailure('bad-address', message);
}
