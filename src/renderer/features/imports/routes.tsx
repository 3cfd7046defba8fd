// Addresses of the import wizard and of the review of differing days.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

export const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/data/import',
  component: lazyRouteComponent(() => import('./import-page.tsx'), 'ImportPage'),
});

export const differencesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/data/differences',
  component: lazyRouteComponent(() => import('./differences-page.tsx'), 'DifferencesPage'),
});

export const importRoutes = [importRoute, differencesRoute] as const;
