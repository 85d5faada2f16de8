import { mount } from '../chrome/chrome.tsx';
import { StartPage } from './start-page.tsx';

mount(<StartPage />);
