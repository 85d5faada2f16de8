import { mount } from '../surface.tsx';
import { CoachPage } from './coach-page.tsx';

mount(<CoachPage />);
