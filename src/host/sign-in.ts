import type { SignIn } from '../../server/features/outlook/contract.ts';
import { HostError } from './host.ts';
import { within } from './within.ts';

/** How long our own server may take, in milliseconds. */
const answerWithinMs = 5000;

/** As which application, and where, people sign in; asked without being anybody. Rejects with HostError `unreachable`. */
export async function fetchSignIn({ signal }: { signal?: AbortSignal } = {}): Promise<SignIn> {
  const unreachable = (cause?: unknown) => new HostError('unreachable', 'Fieldwork could not be reached. Check your connection and try again.', { cause });
  const asked = fetch('/api/sign-in', { credentials: 'omit', ...(signal ? { signal } : {}) });
  const response = await within(asked, answerWithinMs, unreachable).catch((cause: unknown) => {
    throw unreachable(cause);
  });
  if (!response.ok) throw new HostError('unreachable', 'Fieldwork did not answer as it should. Please try again in a moment.');
  return (await response.json()) as SignIn;
}
