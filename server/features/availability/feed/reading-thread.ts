import { parentPort } from 'node:worker_threads';
import { readCalendar, type CalendarAnswer, type CalendarQuestion } from './calendar/read-calendar.ts';
import { FeedFailure } from './failure.ts';
import type { FeedProblem } from './read-feed.ts';

/** One file to read, sent to the thread. */
export interface Reading {
  bytes: Uint8Array<ArrayBuffer>;
  question: CalendarQuestion;
}

export type ReadingResult = ({ ok: true } & CalendarAnswer) | { ok: false; code: FeedProblem; message: string };

function read({ bytes, question }: Reading): ReadingResult {
  try {
    return { ok: true, ...readCalendar(new TextDecoder().decode(bytes), question) };
  } catch (error) {
    if (error instanceof FeedFailure) return { ok: false, code: error.code, message: error.message };
    return { ok: false, code: 'too-complex', message: 'It holds something that cannot be read.' };
  }
}

parentPort?.on('message', (reading: Reading) => parentPort?.postMessage(read(reading), []));
