import { createHash } from 'node:crypto';

/** The same UUID (version 5 form) for the same name, so that a person keeps their object id over restarts and edits of the file. */
export function uuidFor(name: string): string {
  const bytes = createHash('sha1').update(`fieldwork-sandbox ${name}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
