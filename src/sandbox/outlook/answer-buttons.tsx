import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, DismissRegular, QuestionRegular } from '@fluentui/react-icons';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useNotify } from '../../components/notices.tsx';
import { type Answer, answerInvitation } from '../tenant/calendar.ts';
import { answerWords } from './entry-words.ts';

const useStyles = makeStyles({
  row: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const choices = [
  { response: 'accept', answer: 'accepted', words: 'Accept', icon: <CheckmarkRegular /> },
  { response: 'tentative', answer: 'tentativelyAccepted', words: 'Tentative', icon: <QuestionRegular /> },
  { response: 'decline', answer: 'declined', words: 'Decline', icon: <DismissRegular /> },
] as const;

interface AnswerButtonsProps {
  user: string;
  iCalUId: string;
  /** The answer so far; null when nothing is known of one. */
  answer: Answer | null;
  done: () => void;
}

/** Accept, tentative, decline; the organiser gets a mail of it. */
export function AnswerButtons({ user, iCalUId, answer, done }: AnswerButtonsProps) {
  const styles = useStyles();
  const notify = useNotify();
  const reply = useAction(async (choice: (typeof choices)[number]) => {
    await answerInvitation(user, iCalUId, choice.response);
    notify.done(`You have ${answerWords[choice.answer]}`, 'The organiser is told.');
    done();
  });
  return (
    <>
      <fieldset className={styles.row} aria-label="Your answer">
        {choices.map((choice) => (
          <Button key={choice.response} icon={choice.icon} aria-pressed={answer === choice.answer} appearance={answer === choice.answer ? 'primary' : 'secondary'} disabledFocusable={reply.busy} onClick={() => void reply.run(choice)}>
            {choice.words}
          </Button>
        ))}
      </fieldset>
      <ErrorNote problem={reply.problem} />
    </>
  );
}
