// The address of one candidate: its tab, the segment and the feature looked at. Collected by features/training/routes.tsx.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../../app/root-route.tsx';

export const CANDIDATE_TABS = [
  'overview',
  'segments',
  'reliability',
  'threshold',
  'decisions',
  'money',
  'importance',
  'regimes',
  'slices',
  'bundle',
] as const;
export type CandidateTab = (typeof CANDIDATE_TABS)[number];

const candidateSearchSchema = z.object({
  tab: z.enum(CANDIDATE_TABS).optional().catch(undefined),
  /** Segment whose learning curve and parameters are open, from 0. */
  segment: z.int().min(0).optional().catch(undefined),
  /** Feature whose contributions are drawn alone. */
  feature: z.string().min(1).optional().catch(undefined),
});

export const candidateRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/training/candidates/$candidateId',
  validateSearch: candidateSearchSchema,
  component: lazyRouteComponent(() => import('./candidate-page.tsx'), 'CandidatePage'),
});
