import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { ianaOf } from '../tenant/time/zones.ts';
import type { SeedApp, SeedEvent, SeedOutsider, SeedPerson, TenantSeed } from '../tenant/seed.ts';
import { checkTenantFile } from './check.ts';
import { readIcs } from './ics/read-ics.ts';
import { uuidFor } from './ids.ts';
import { seedEventOf } from './inline-event.ts';
import { parseLocated, type FileProblem, type LocatedJson } from './located-json.ts';
import type { FileEvent, FileOutsider, FilePerson, TenantFile } from './schema.ts';

/** A tenant file that cannot be used; the message has one line for each problem: `file:line: field: what would be right`. */
export class TenantFileError extends Error {
  readonly problems: FileProblem[];

  constructor(path: string, problems: FileProblem[]) {
    super(problems.map(({ line, field, message }) => `${path}:${line}: ${field ? `${field}: ` : ''}${message}`).join('\n'));
    this.name = 'TenantFileError';
    this.problems = problems;
  }
}

/** Reads an organisation from a JSON file (README.md) and the .ics files it names. Throws TenantFileError with every problem. */
export function loadTenantFile(path: string, { apps }: { apps: SeedApp[] }): TenantSeed {
  const json = parseLocated(textOf(path));
  if ('problems' in json) throw new TenantFileError(path, json.problems);
  const file = checkTenantFile(json);
  if ('problems' in file) throw new TenantFileError(path, file.problems);
  const calendars = new Calendars(dirname(path), json);
  const seed = seedOf(file, calendars, apps);
  if (calendars.problems.length > 0) throw new TenantFileError(path, calendars.problems);
  return seed;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new TenantFileError(path, [{ line: 1, field: '', message: `cannot be read (${codeOf(error)})` }]);
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).message;

/** Some thousand events take some seconds. */
const MAILBOX_MS = 30_000;
/** Somebody who tries the feed reader with calendars made to hang their readers must not wait for the start instead. */
const FEED_MS = 3_000;

/** Does work that is not waited for longer than this: node:vm is the one way to end a loop in the same thread. */
function within<T>(ms: number, work: () => T): T {
  try {
    return runInNewContext('work()', { work }, { timeout: ms }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new Error(`it takes longer than ${ms / 1000} s to read`, { cause: error });
  }
}

/** Reads calendars one after the other and collects what is wrong with them. */
class Calendars {
  readonly problems: FileProblem[] = [];
  readonly #folder: string;
  readonly #json: LocatedJson;

  constructor(folder: string, json: LocatedJson) {
    this.#folder = folder;
    this.#json = json;
  }

  /** Events of a calendar of the file, and the .ics text when it is one. `zone` is for times that name none. */
  read(calendar: FileEvent[] | { ics: string }, zone: string, owner: string, path: (string | number)[]): { events: SeedEvent[]; ics: string | null } {
    if (Array.isArray(calendar)) {
      return { events: calendar.map((event, index) => seedEventOf(event, zone, `${owner}/${index}`)), ics: null };
    }
    const field = [...path, 'calendar', 'ics'];
    const ics = this.#text(calendar.ics, field);
    if (ics === null) return { events: [], ics };
    const isMailbox = path[0] === 'people';
    try {
      return { events: within(isMailbox ? MAILBOX_MS : FEED_MS, () => readIcs(ics, zone)), ics };
    } catch (error) {
      // An outsider's feed is served as it is, good or bad; only what stands in a mailbox here must be understood.
      if (isMailbox) this.problems.push(this.#json.problem(field, `cannot read ${calendar.ics}: ${codeOf(error)}`));
      return { events: [], ics };
    }
  }

  #text(file: string, field: (string | number)[]): string | null {
    try {
      return readFileSync(resolve(this.#folder, file), 'utf8').replace(/^\uFEFF/, '');
    } catch (error) {
      this.problems.push(this.#json.problem(field, `cannot read ${file}: ${codeOf(error)}`));
      return null;
    }
  }
}

function seedOf(file: TenantFile, calendars: Calendars, apps: SeedApp[]): TenantSeed {
  return {
    tenantId: file.tenantId?.toLowerCase() ?? uuidFor(`tenant ${file.people[0]!.address.split('@')[1]}`),
    displayName: file.name,
    now: file.now === undefined ? null : new Date(file.now).toISOString(),
    people: file.people.map((person, index) => personOf(person, index, calendars)),
    outsiders: file.outsiders.map((outsider, index) => outsiderOf(outsider, index, calendars)),
    apps,
  };
}

function personOf(person: FilePerson, index: number, calendars: Calendars): SeedPerson {
  const zone = ianaOf(person.zone)!;
  const { days, start, end } = person.workingHours;
  return {
    objectId: uuidFor(person.address),
    address: person.address,
    displayName: person.name ?? nameFrom(person.address),
    jobTitle: person.jobTitle ?? null,
    zone,
    zoneName: person.zone,
    workingHours: { weekdays: [...new Set(days)].toSorted((a, b) => a - b), start, end },
    manager: person.manager ?? null,
    appRoles: person.appRoles,
    teamsLicence: person.teamsLicence,
    events: calendars.read(person.calendar, zone, person.address, ['people', index]).events,
  };
}

function outsiderOf(outsider: FileOutsider, index: number, calendars: Calendars): SeedOutsider {
  const zone = ianaOf(outsider.zone)!;
  const { address } = outsider;
  const about = { address, displayName: outsider.name ?? nameFrom(address), zone };
  if (!outsider.calendar) return { ...about, events: null, ics: null };
  return { ...about, ...calendars.read(outsider.calendar, zone, address, ['outsiders', index]) };
}

/** `ada.lovelace@example.com` as "Ada Lovelace". */
const nameFrom = (address: string): string =>
  address.split('@')[0]!.split(/[._-]+/).filter(Boolean).map((part) => part[0]!.toUpperCase() + part.slice(1)).join(' ');
