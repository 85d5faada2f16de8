/** One property of an iCalendar stream. Name and parameter names are in capitals, the value is as written. */
export interface Property {
  name: string;
  params: Readonly<Record<string, string>>;
  value: string;
}

/** Properties whose value never holds a colon, while their parameters may, unquoted: `TZID=tzone://Microsoft/Custom`. */
const TIMES = ['DTSTART', 'DTEND', 'RECURRENCE-ID', 'EXDATE', 'RDATE', 'FREEBUSY'];

/** Everything else (texts, attachments, attendees) is passed over without being copied: it is most of a calendar's bytes. */
const WANTED = new Set([
  ...TIMES,
  'BEGIN', 'END', 'UID', 'SEQUENCE', 'STATUS', 'TRANSP', 'DURATION', 'RRULE',
  'X-MICROSOFT-CDO-BUSYSTATUS', 'X-WR-TIMEZONE', 'X-LIC-LOCATION', 'TZID', 'TZOFFSETFROM', 'TZOFFSETTO',
]);

const NO_PARAMS = Object.freeze({});

/** The properties that decide when somebody is busy, unfolded, in the order of the file. Lines that are no property are skipped. */
export function* properties(file: string): Generator<Property> {
  const text = file.includes('\n') ? file : file.replaceAll('\r', '\n');
  for (let at = 0; at < text.length; ) {
    const name = nameAt(text, at);
    const end = foldedEnd(text, at);
    if (name === null || WANTED.has(name)) {
      const property = parse(unfold(text.slice(at, end)));
      if (property && WANTED.has(property.name)) yield property;
    }
    at = end + 1;
  }
}

function nameAt(text: string, at: number): string | null {
  const name = /[\w-]{1,40}(?=[:;])/y;
  name.lastIndex = at;
  return name.exec(text)?.[0].toUpperCase() ?? null;
}

/** Where a content line ends, its folded parts (lines that begin with white space) included. */
function foldedEnd(text: string, at: number): number {
  let end = at - 1;
  do {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text.length;
  } while (text[end + 1] === ' ' || text[end + 1] === '\t');
  return end;
}

const unfold = (line: string): string => line.replaceAll(/\r?\n[ \t]/g, '').trimEnd();

function parse(line: string): Property | null {
  const name = /^[\w-]+/.exec(line)?.[0].toUpperCase();
  if (name === undefined) return null;
  const colon = TIMES.includes(name) ? line.lastIndexOf(':') : firstColon(line);
  if (colon < 0) return null;
  return { name, params: parameters(line.slice(name.length, colon)), value: line.slice(colon + 1).trim() };
}

/** The colon between parameters and value: the first outside of double quotes. */
function firstColon(line: string): number {
  const plain = line.indexOf(':');
  const quote = line.indexOf('"');
  if (quote < 0 || plain < quote) return plain;
  return (/^[^":]*(?:"[^"]*"[^":]*)*:/.exec(line)?.[0].length ?? 0) - 1;
}

function parameters(text: string): Readonly<Record<string, string>> {
  if (text === '') return NO_PARAMS;
  const found = text.matchAll(/;([\w-]+)=("[^"]*"|[^;]*)/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name!.toUpperCase(), value!.replaceAll('"', '').trim()]));
}
