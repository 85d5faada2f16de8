import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import type { Tell } from './reschedule-words.ts';

/** Instants in words of the viewer's zone and language: "Friday 6 March, 14:30". */
export function useTell(now: Date): Tell {
  const { zone, locale } = useViewer();
  return (instant) => `${dayText(instant, zone, locale, now)}, ${clockText(instant, zone, locale)}`;
}
