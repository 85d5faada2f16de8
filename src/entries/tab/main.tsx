import { mount } from '../surface.tsx';
import { pathOfHash } from '../../components/router.ts';
import { findRoute } from './routes.tsx';
import { Tab } from './tab.tsx';

// While Teams is asked who is there, the screen comes along.
findRoute(pathOfHash(location.hash))?.route.fetch();

mount(<Tab />);
