// Addresses of the Charts screen: which instrument, interval, window, lines, run and trade are on screen is all in the URL.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { dateSchema, instrumentIdSchema, intervalSchema } from '../../../contracts/market.ts';
import { rootRoute } from '../../app/root-route.tsx';
import { ANCHORS, PANES } from '../../charts/candles/lines.ts';

/** A part that means nothing is dropped, not fatal: an old link still opens the chart. */
const searchSchema = z.object({
  instrument: instrumentIdSchema.optional().catch(undefined),
  interval: intervalSchema.optional().catch(undefined),
  /** Session to show first. */
  date: dateSchema.optional().catch(undefined),
  /** Sessions at the two ends of the window. */
  from: dateSchema.optional().catch(undefined),
  to: dateSchema.optional().catch(undefined),
  /** Run whose signals and trades are drawn. */
  run: z.string().min(1).optional().catch(undefined),
  /** Trade of that run to show, by sequence number. */
  trade: z.int().min(1).optional().catch(undefined),
  anchors: z.array(z.enum(ANCHORS)).optional().catch(undefined),
  /** Open time of the bar the movable anchor stands on. */
  anchor: z.number().optional().catch(undefined),
  panes: z.array(z.enum(PANES)).optional().catch(undefined),
  /** Whether the run's own indicator series are drawn; they are by default. */
  plots: z.boolean().optional().catch(undefined),
});
export type ChartSearch = z.infer<typeof searchSchema>;

export const chartRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/charts',
  validateSearch: searchSchema,
  component: lazyRouteComponent(() => import('./charts-page.tsx'), 'ChartsPage'),
});

export const chartRoutes = [chartRoute] as const;
