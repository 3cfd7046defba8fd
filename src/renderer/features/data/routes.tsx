// Address of the Data screen: interval, range, quality filter and the day whose detail is open.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { dateSchema, instrumentIdSchema, intervalSchema, QUALITY_FLAGS } from '../../../contracts/market.ts';
import { rootRoute } from '../../app/root-route.tsx';
import { RANGES } from './data-model.ts';

export const DATA_VIEW_NAMES = ['coverage', 'instruments', 'quality'] as const;
export type DataViewName = (typeof DATA_VIEW_NAMES)[number];

const searchSchema = z.object({
  view: z.enum(DATA_VIEW_NAMES).optional().catch(undefined),
  interval: intervalSchema.optional().catch(undefined),
  range: z.enum(RANGES).optional().catch(undefined),
  flag: z.enum(QUALITY_FLAGS).optional().catch(undefined),
  /** Instrument and day whose detail is open. */
  instrument: instrumentIdSchema.optional().catch(undefined),
  day: dateSchema.optional().catch(undefined),
});
export type DataSearch = z.infer<typeof searchSchema>;

export const dataRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/data',
  validateSearch: searchSchema,
  component: lazyRouteComponent(() => import('./data-page.tsx'), 'DataPage'),
});

export const dataRoutes = [dataRoute] as const;
