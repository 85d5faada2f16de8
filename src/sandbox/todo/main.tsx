import { mount } from '../chrome/chrome.tsx';
import { TodoPage } from './todo-page.tsx';

mount(<TodoPage />);
