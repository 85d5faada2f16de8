import { emptyContext, type Host, HostError, type HostTheme } from './host.ts';

/** A plain browser page: it follows the system's theme, has nobody signed in, and says how to open Fieldwork where it lives. */
export function browserHost(view: Window = window): Host {
  const dark = view.matchMedia('(prefers-color-scheme: dark)');
  const theme = (): HostTheme => (dark.matches ? 'dark' : 'default');
  return {
    kind: 'browser',
    context: { ...emptyContext, locale: view.navigator.language },
    get theme() {
      return theme();
    },
    onTheme: (listener) => {
      const tell = () => listener(theme());
      dark.addEventListener('change', tell);
      return () => dark.removeEventListener('change', tell);
    },
    getToken: () => Promise.reject(new HostError('sign-in-required', 'Open Fieldwork in Microsoft Teams to sign in.')),
    openLink: async (url) => void view.open(url, '_blank', 'noopener'),
    notifyReady: () => undefined,
    notifyFailed: () => undefined,
  };
}
