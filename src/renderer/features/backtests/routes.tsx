// Addresses of the Backtests screens: the list, a new run, one run, and the comparison of several.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../app/root-route.tsx';
import { DIFFERENCE_KINDS } from './compare/difference-model.ts';

export const RUN_VIEWS = ['overview', 'trades', 'breakdowns', 'settings'] as const;
export type RunView = (typeof RUN_VIEWS)[number];

const newRunSearchSchema = z.object({
  /** Run whose parameters fill the form. */
  from: z.string().min(1).optional().catch(undefined),
});
const runSearchSchema = z.object({
  view: z.enum(RUN_VIEWS).optional().catch(undefined),
  /** Flag whose trades are listed. */
  flag: z.string().min(1).optional().catch(undefined),
});
const compareSearchSchema = z.object({
  /** Two to six run ids, separated by commas. */
  runs: z
    .union([z.string(), z.array(z.string()).transform((ids) => ids.join())])
    .optional()
    .catch(undefined),
  /** Run held against the first, trade by trade; the second by default. */
  against: z.string().min(1).optional().catch(undefined),
  kind: z.enum(DIFFERENCE_KINDS).optional().catch(undefined),
});

export const backtestsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/backtests',
  component: lazyRouteComponent(() => import('./runs/runs-page.tsx'), 'RunsPage'),
});

export const newBacktestRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/backtests/new',
  validateSearch: newRunSearchSchema,
  component: lazyRouteComponent(() => import('./new-run/new-run-page.tsx'), 'NewRunPage'),
});

export const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/backtests/compare',
  validateSearch: compareSearchSchema,
  component: lazyRouteComponent(() => import('./compare/compare-page.tsx'), 'ComparePage'),
});

export const runRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/backtests/$runId',
  validateSearch: runSearchSchema,
  component: lazyRouteComponent(() => import('./run/run-page.tsx'), 'RunPage'),
});

export const backtestRoutes = [backtestsRoute, newBacktestRoute, compareRoute, runRoute] as const;
