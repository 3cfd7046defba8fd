// Every address of the desk. The address lives in the URL's fragment, so that deep links work the same under `app://bundle/` and
// on the loopback server, without either having to know the page's routes.

import { createHashHistory, createRouter } from '@tanstack/react-router';
import { backtestRoutes } from '../features/backtests/routes.tsx';
import { chartRoutes } from '../features/charts/routes.tsx';
import { dataRoutes } from '../features/data/routes.tsx';
import { firstRunRoutes } from '../features/first-run/routes.tsx';
import { importRoutes } from '../features/imports/routes.tsx';
import { monitorRoutes } from '../features/monitor/routes.tsx';
import { researchRoutes } from '../features/research/routes.tsx';
import { settingsRoutes } from '../features/settings/routes.tsx';
import { trainingRoutes } from '../features/training/routes.tsx';
import { PageBroke, rootRoute } from './root-route.tsx';

const routeTree = rootRoute.addChildren([
  ...firstRunRoutes,
  ...dataRoutes,
  ...importRoutes,
  ...chartRoutes,
  ...researchRoutes,
  ...trainingRoutes,
  ...backtestRoutes,
  ...monitorRoutes,
  ...settingsRoutes,
]);

export function createAppRouter() {
  return createRouter({
    routeTree,
    history: createHashHistory(),
    defaultErrorComponent: PageBroke,
    defaultPreload: 'intent',
    defaultPendingMinMs: 0,
    // Called in main.tsx after the transport has taken the one-time code out of the fragment.
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
