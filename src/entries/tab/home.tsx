import type { ScreenProps } from '../../components/screen.ts';
import { ReviewTimeCard } from '../../features/blocks/review-time-card.tsx';
import { AskedAttendancePanel } from '../../features/attendance/asked-attendance.tsx';
import { OpenFieldwork } from '../../features/commitments/open-fieldwork.tsx';
import { HomeScreen } from '../../features/home/home-screen.tsx';
import { ReviewCard } from '../../features/reflection/review-card.tsx';

/** The first screen, with what is open, this week's review and how review time goes on it. */
export function Home(props: ScreenProps) {
  const review = (
    <>
      <ReviewCard api={props.api} />
      <ReviewTimeCard api={props.api} chart />
    </>
  );
  const fieldwork = (engagementId: string, title: string) => <OpenFieldwork api={props.api} engagementId={engagementId} title={title} />;
  return <HomeScreen {...props} asked={<AskedAttendancePanel api={props.api} />} review={review} fieldwork={fieldwork} />;
}
