import { useSyncExternalStore } from 'react';

const query = '(min-width: 760px)';

const subscribe = (tell: () => void) => {
  const media = matchMedia(query);
  media.addEventListener('change', tell);
  return () => media.removeEventListener('change', tell);
};

/** Room for seven days side by side. */
export const useWide = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(query).matches);
