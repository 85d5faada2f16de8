import type { RegionList } from '../../server/features/arc/contract.ts';

export type Region = RegionList['regions'][number];

/** `DE-BE` is a part of `DE`. */
export const countryOf = (code: string): string => code.split('-')[0] ?? code;

/** Whole countries, in the order given. */
export const countriesIn = (regions: readonly Region[]): Region[] => regions.filter(({ code }) => !code.includes('-'));

/** Parts of one country, named without it: "Berlin", not "Germany: Berlin". */
export const partsOf = (regions: readonly Region[], country: string): Region[] =>
  regions.filter(({ code }) => code.startsWith(`${country}-`)).map(({ code, name }) => ({ code, name: name.slice(name.indexOf(': ') + 2) }));
