/** A day and time where the reader is, e.g. "Wed 4 March, 15:15". */
export const zonedMoment = (instant: string, locale: string): string =>
  new Date(instant).toLocaleString(locale, { weekday: 'short', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
