import { pino, type Logger } from 'pino';

/** Structured log. Never pass names, addresses, subjects, tokens or texts: ids, codes and counts only. */
export type Log = Logger;

/** A JSON log on standard error, or a silent one. */
export const createLog = (level: string): Log => pino({ level, base: null }, pino.destination({ dest: 2, sync: false }));
