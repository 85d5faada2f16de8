import type { ScreenProps } from '../../components/screen.ts';
import { HomeScreen } from '../../features/home/home-screen.tsx';
import { ReviewCard } from '../../features/reflection/review-card.tsx';

/** The first screen, with this week's review on it. */
export function Home(props: ScreenProps) {
  return <HomeScreen {...props} review={<ReviewCard api={props.api} />} />;
}
