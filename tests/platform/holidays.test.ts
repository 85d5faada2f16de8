import { describe, expect, it, test } from '@jest/globals';
import { countryOf, holidaysIn, regions } from '../../server/platform/holidays.ts';

describe('the country of a zone', () => {
  it.each([
    ['Europe/Berlin', 'DE'],
    ['America/New_York', 'US'],
    // By both names of a zone that was renamed.
    ['Asia/Kolkata', 'IN'],
    ['Asia/Calcutta', 'IN'],
    ['Europe/Kyiv', 'UA'],
    // Other countries keep the same time; they have zones of their own.
    ['Africa/Johannesburg', 'ZA'],
    ['Europe/Helsinki', 'FI'],
    ['Europe/Zagreb', 'HR'],
    ['America/Panama', 'PA'],
    // No country, no zone, and one whose holidays are not known.
    ['UTC', null],
    ['Somewhere/Else', null],
    [null, null],
    ['Asia/Baghdad', null],
  ])('%s: %s', async (zone, country) => expect(await countryOf(zone)).toBe(country));
});

test('regions are countries and their parts, each with public holidays of a year', async () => {
  const known = await regions();
  expect([known.get('DE')?.name, known.get('DE-BE')?.name]).toEqual(['Germany', 'Germany: Berlin']);
  const [berlin, bavaria] = await Promise.all(['DE-BE', 'DE-BY'].map((region) => holidaysIn(region, 2026, 2027)));
  expect([berlin!.get('2026-12-25'), berlin!.get('2027-01-01'), berlin!.get('2027-01-06'), bavaria!.get('2027-01-06')]).toEqual(['Christmas Day', "New Year's Day", undefined, 'Epiphany']);
});
