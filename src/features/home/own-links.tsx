import { AlertRegular, PersonInfoRegular } from '@fluentui/react-icons';
import { ButtonLink } from '../../components/button-link.tsx';

/** What is the person's own whether or not they are in an engagement: what reaches them, and what is kept about them. */
export function OwnLinks() {
  return (
    <>
      <ButtonLink to="/notices" appearance="subtle" icon={<AlertRegular />}>
        Notices
      </ButtonLink>
      <ButtonLink to="/your-data" appearance="subtle" icon={<PersonInfoRegular />}>
        Your data
      </ButtonLink>
    </>
  );
}
