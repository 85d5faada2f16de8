import { pino, type Logger } from 'pino';
import { origin } from './request.ts';

/** Structured log. Never pass names, addresses, subjects, tokens or texts: ids, codes and counts only. */
export type Log = Logger;

/** Every line says for which request (or run of background work) it was written. */
export const withOrigin = (): { requestId?: string } => {
  const requestId = origin()?.requestId;
  return requestId === undefined ? {} : { requestId };
};

/** A JSON log on standard error, or a silent one. */
export const createLog = (level: string): Log => pino({ level, base: null, mixin: withOrigin }, pino.destination({ dest: 2, sync: false }));
