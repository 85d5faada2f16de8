/** A kind of request in a working day of ten hours. */
export interface Share {
  kind: string;
  /** How many a day, with 10,000 engagements. */
  aDay: number;
  /** Where the number comes from: what the product itself sets, or what is assumed of people. */
  source: string;
}

/** Sessions a working day: 10,000 engagements, every fourteen days (the usual cadence), ten working days. */
const sessions = 1_000;

export const mix: Share[] = [
  { kind: 'home', aDay: 5_000 + 500 * 4, source: 'assumed: every client every other day, every coach four times a day' },
  { kind: 'session page', aDay: sessions * 4, source: 'assumed: both sides before and after each session' },
  { kind: 'board', aDay: sessions * 2 * (1 + 6), source: 'the panel reads it when it opens and after each change of either side; three lines and three ticks a session' },
  { kind: 'capture', aDay: sessions * 3, source: 'product: three lines of fieldwork are what a session is asked for' },
  { kind: 'tick', aDay: sessions * 3, source: 'as many as are captured' },
  { kind: 'times', aDay: sessions * 1.5, source: 'assumed: every second search is repeated' },
  { kind: 'book', aDay: sessions, source: 'one for each session held' },
  { kind: 'review', aDay: 2_000, source: 'product: one review a client and week, on five days' },
  { kind: 'review answer', aDay: 2_000 * 3, source: 'product: three prompts; assumed: each saved once' },
  { kind: 'notification', aDay: 10_000 * 4, source: 'assumed: four changes a day in each followed calendar' },
];

export const hoursOfDay = 10;
/** Requests a second when a day passes `speed` times as fast. */
export const rateAt = (speed: number): number => (mix.reduce((sum, { aDay }) => sum + aDay, 0) / (hoursOfDay * 3600)) * speed;
