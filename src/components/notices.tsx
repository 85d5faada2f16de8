import { Toast, ToastBody, Toaster, ToastTitle, useId, useToastController } from '@fluentui/react-components';
import { createContext, type ReactNode, useContext, useMemo } from 'react';

/** Says in passing that something was done; read out politely. What a person must act on stays on the screen instead. */
export interface Notify {
  done(title: string, body?: string): void;
}

const NotifyContext = createContext<Notify>({ done: () => undefined });

/** The way to say that something was done. */
export const useNotify = (): Notify => useContext(NotifyContext);

const said = (title: string, body?: string) => (
  <Toast>
    <ToastTitle>{title}</ToastTitle>
    {body && <ToastBody>{body}</ToastBody>}
  </Toast>
);

/** The place where passing notices appear. */
export function Notices({ children }: { children: ReactNode }) {
  const toasterId = useId('notices');
  const { dispatchToast } = useToastController(toasterId);
  const notify = useMemo<Notify>(
    () => ({
      done: (title, body) =>
        dispatchToast(said(title, body), { intent: 'success', politeness: 'polite', timeout: 6000, pauseOnHover: true }),
    }),
    [dispatchToast],
  );
  return (
    <NotifyContext value={notify}>
      {children}
      <Toaster toasterId={toasterId} position="bottom" />
    </NotifyContext>
  );
}
