const LINE_OCTETS = 75;

/** TEXT of RFC 5545: backslash, comma, semicolon and line breaks escaped. */
export const text = (value: string): string => value.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** A parameter value: quoted, without the characters that a quoted one cannot hold. */
export const quoted = (value: string): string => `"${value.replace(/["\r\n]/g, ' ')}"`;

/** Lines as iCalendar wants them: folded so that none is longer than 75 octets of UTF-8, ended by CRLF. */
export const joined = (lines: string[]): string => lines.map((line) => `${folded(line)}\r\n`).join('');

function folded(line: string): string {
  let result = '';
  let octets = 0;
  // By character, for a fold inside one of several octets would tear it.
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      result += '\r\n ';
      octets = 1;
    }
    result += character;
    octets += size;
  }
  return result;
}
