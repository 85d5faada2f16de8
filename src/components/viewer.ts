import { createContext, useContext } from 'react';

/** How the person in front of the screen reads times, and how they came to this page. */
export interface Viewer {
  /** BCP 47; always an English one, because our sentences are. */
  locale: string;
  /** IANA zone. */
  zone: string;
  /** How many times the person moved between screens; on later screens the heading takes the focus. */
  moves: number;
}

export const ViewerContext = createContext<Viewer>({ locale: 'en-GB', zone: 'UTC', moves: 0 });

export const useViewer = (): Viewer => useContext(ViewerContext);

/** Dates inside English sentences stay English; the host's locale still decides between 14:00 and 2:00 PM. */
export const englishLocale = (locale: string): string => (/^en\b/i.test(locale) ? locale : 'en-GB');

/** The zone of this device. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
