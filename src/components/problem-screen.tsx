import type { ApiProblem } from '../api/problem.ts';
import { ConsentScreen, consentNeed } from './consent-screen.tsx';
import { NothingHereScreen, SignInScreen, UnreachableScreen } from './outside-screens.tsx';

/** The whole screen for a problem that leaves nothing else to show. */
export function ProblemScreen({ problem, retry }: { problem: ApiProblem; retry: () => void }) {
  if (problem.code === 'consent-required') return <ConsentScreen need={consentNeed(problem.details)} retry={retry} />;
  if (problem.code === 'sign-in-required') return <SignInScreen why={problem.message} retry={retry} />;
  if (problem.code === 'not-found') return <NothingHereScreen />;
  return <UnreachableScreen why={problem.message} retry={retry} />;
}
