import type { ApiProblem } from '../api/problem.ts';
import { Loading } from './loading.tsx';
import { Page } from './page.tsx';
import { ProblemScreen } from './problem-screen.tsx';

interface ArrivingPageProps {
  /** Of the load that the screen waits for. */
  problem: ApiProblem | null;
  reload: () => void;
  title: string;
  back?: { label: string; go: () => void };
  narrow?: boolean;
  /** What is on its way, completes "Getting ...". */
  what: string;
  /** How many panels will be there, about. */
  panels?: number;
}

/** A whole screen before there is anything to show: what went wrong, or that it is on its way. */
export function ArrivingPage({ problem, reload, title, back, narrow, what, panels }: ArrivingPageProps) {
  if (problem) return <ProblemScreen problem={problem} retry={reload} />;
  return (
    <Page title={title} {...(back && { back })} {...(narrow && { narrow })}>
      <Loading what={what} {...(panels !== undefined && { panels })} />
    </Page>
  );
}
