// Addresses of the import wizard and of the review of differing days.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../app/root-route.tsx';

/** With a job the page shows that import's progress and result. */
const importSearchSchema = z.object({ job: z.string().min(1).optional().catch(undefined) });

export const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/data/import',
  validateSearch: importSearchSchema,
  component: lazyRouteComponent(() => import('./import-page.tsx'), 'ImportPage'),
});

export const differencesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/data/differences',
  component: lazyRouteComponent(() => import('./differences-page.tsx'), 'DifferencesPage'),
});

export const importRoutes = [importRoute, differencesRoute] as const;
