import { mount } from '../chrome/chrome.tsx';
import { OutlookPage } from './outlook-page.tsx';

mount(<OutlookPage />);
