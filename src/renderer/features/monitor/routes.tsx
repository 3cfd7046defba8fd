// Address of the Monitor screen: which view is open and which job's detail.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../app/root-route.tsx';

export const MONITOR_VIEWS = ['jobs', 'health', 'log'] as const;
export type MonitorView = (typeof MONITOR_VIEWS)[number];

const searchSchema = z.object({
  view: z.enum(MONITOR_VIEWS).optional().catch(undefined),
  job: z.string().min(1).optional().catch(undefined),
});

export const monitorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/monitor',
  validateSearch: searchSchema,
  component: lazyRouteComponent(() => import('./monitor-page.tsx'), 'MonitorPage'),
});

export const monitorRoutes = [monitorRoute] as const;
