import type { ScreenProps } from '../../components/screen.ts';
import { ReviewTimeCard } from '../../features/blocks/review-time-card.tsx';
import { AskedAttendancePanel } from '../../features/attendance/asked-attendance.tsx';
import { HomeScreen } from '../../features/home/home-screen.tsx';
import { ReviewCard } from '../../features/reflection/review-card.tsx';

/** The first screen, with this week's review and how review time goes on it. */
export function Home(props: ScreenProps) {
  const review = (
    <>
      <AskedAttendancePanel api={props.api} />
      <ReviewCard api={props.api} />
      <ReviewTimeCard api={props.api} chart />
    </>
  );
  return <HomeScreen {...props} review={review} />;
}
