import { randomBytes, randomUUID } from 'node:crypto';

/** A fresh UUID for a row, a request or a transaction. */
export const newId = (): string => randomUUID();

/** A secret of 256 random bits for a personal link, safe in a URL. Store only its hash. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
