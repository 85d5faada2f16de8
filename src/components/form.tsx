import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import type { ApiProblem, FieldProblem } from '../api/problem.ts';
import { BandNotice } from './band-notice.tsx';
import { ErrorNote } from './error-note.tsx';
import { FieldErrors, fieldsOf, focusFirst, unplaced } from './field-errors.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
});

export interface FormState {
  /** The form in the page, and where it says so. */
  element: HTMLFormElement | null;
  setElement: (element: HTMLFormElement | null) => void;
  /** What the page itself found before sending, else what the API said. */
  problems: readonly FieldProblem[];
  problem: ApiProblem | null;
  /** Shows these and moves to the first; true when there are any. */
  refused: (problems: FieldProblem[]) => boolean;
}

const none: readonly FieldProblem[] = [];

/** A form's problems: found here, or answered by the API. Each new set moves the focus to the first input concerned. */
export function useForm(problem: ApiProblem | null): FormState {
  const [element, setElement] = useState<HTMLFormElement | null>(null);
  const [own, setOwn] = useState<readonly FieldProblem[]>(none);
  const problems = own.length > 0 ? own : (problem?.fields ?? none);
  useEffect(() => {
    if (element && problems.length > 0) focusFirst(element, problems);
  }, [element, problems]);
  const refused = (found: FieldProblem[]): boolean => {
    setOwn(found.length > 0 ? found : none);
    return found.length > 0;
  };
  return { element, setElement, problems, problem: own.length > 0 ? null : problem, refused };
}

interface FormProps {
  form: FormState;
  onSubmit: () => void;
  children: ReactNode;
}

/** A form that says at each input what was wrong there, and above its end what belongs to none of them. Never sends the page away. */
export function Form({ form, onSubmit, children }: FormProps) {
  const styles = useStyles();
  const { setElement, problems } = form;
  return (
    <form
      ref={setElement}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <FieldErrors value={problems}>{children}</FieldErrors>
      <Said form={form} />
    </form>
  );
}

function Said({ form: { problem, problems, element } }: Pick<FormProps, 'form'>) {
  const left = element ? unplaced(problems, fieldsOf(element)) : none;
  if (problem && problem.fields.length === 0) return <ErrorNote problem={problem} title="Nothing was lost." />;
  if (problems.length === 0) return null;
  return (
    <BandNotice intent="error">
      {problems.length === 1 ? 'One thing needs another look.' : `${problems.length} things need another look.`}
      {left.map(({ path, message }) => (
        <div key={path}>
          {path}: {message}
        </div>
      ))}
    </BandNotice>
  );
}
