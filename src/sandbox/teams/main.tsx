import { mount } from '../chrome/chrome.tsx';
import { TeamsPage } from './teams-page.tsx';

mount(<TeamsPage />);
