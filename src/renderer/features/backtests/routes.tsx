// Addresses of the Backtests screens: the list, a new run, one run, and the comparison of several.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../app/root-route.tsx';

const newRunSearchSchema = z.object({
  /** Run whose parameters fill the form. */
  from: z.string().min(1).optional().catch(undefined),
});
const compareSearchSchema = z.object({
  runs: z.array(z.string().min(1)).max(6).catch([]).default([]),
});

export const backtestsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/backtests',
  component: lazyRouteComponent(() => import('./backtests-page.tsx'), 'BacktestsPage'),
});

export const newBacktestRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/backtests/new',
  validateSearch: newRunSearchSchema,
  component: lazyRouteComponent(() => import('./backtests-page.tsx'), 'BacktestsPage'),
});

export const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/backtests/compare',
  validateSearch: compareSearchSchema,
  component: lazyRouteComponent(() => import('./backtests-page.tsx'), 'BacktestsPage'),
});

export const runRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/backtests/$runId',
  component: lazyRouteComponent(() => import('./backtests-page.tsx'), 'BacktestsPage'),
});

export const backtestRoutes = [backtestsRoute, newBacktestRoute, compareRoute, runRoute] as const;
