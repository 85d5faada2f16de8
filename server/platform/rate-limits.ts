import ipaddr from 'ipaddr.js';
import type { Clock } from './clock.ts';
import { AppError } from './errors.ts';
import type { SharedCounts } from './shared-counts.ts';

/** Most requests in a minute; 0 for no limit. */
export interface RateSettings {
  /** Of one person, over all their screens. */
  perPerson: number;
  /** From one address: a whole office may share one. */
  perAddress: number;
  /** From one address with a personal link that opens nothing. */
  guesses: number;
}

/** Far above what screens ask for (a busy one 30 a minute), far below what hurts. */
export const usualRates: RateSettings = { perPerson: 600, perAddress: 6_000, guesses: 20 };

export interface RateLimits {
  /** Counts a request from an address; throws AppError 'too-many-requests' when that is too many. */
  arrive(address: string): void;
  /** Counts a link that opened nothing; throws as well. */
  guessed(address: string): void;
  /** Counts a request of somebody who was proved; throws as well. */
  person(tenantId: string, personId: string): void;
}

/** One household or office has one IPv4 address, and all of a /64 of IPv6 (RFC 6177). */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toByteArray().slice(0, 8).join('.');
}

export function createRateLimits({ perPerson, perAddress, guesses }: RateSettings, counts: SharedCounts, clock: Clock): RateLimits {
  const refuse = (): never => {
    const retryAfterSeconds = 60 - Math.floor((clock.now().getTime() % 60_000) / 1000);
    throw new AppError('too-many-requests', 'That was often. Please wait a minute, then try again.', { details: { retryAfterSeconds } });
  };
  const limit = (key: string, most: number): void => {
    if (most > 0 && counts.hit(key, most) > most) refuse();
  };
  return {
    arrive: (address) => limit(`address ${networkOf(address)}`, perAddress),
    guessed: (address) => limit(`guess ${networkOf(address)}`, guesses),
    person: (tenantId, personId) => limit(`person ${tenantId} ${personId}`, perPerson),
  };
}
