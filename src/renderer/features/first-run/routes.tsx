// `/` sends a new desk to the first-run choices and any other to its data; `/welcome` shows the choices at any time.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { Home } from './home.tsx';

export const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: Home });

export const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./first-run-page.tsx'), 'FirstRunPage'),
});

export const firstRunRoutes = [homeRoute, welcomeRoute] as const;
