// Addresses of the Training screens: the runs, a new run, one run with its views, one candidate, and the weekend.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../app/root-route.tsx';
import { candidateRoute } from './candidate/routes.tsx';

export const TRAINING_VIEWS = ['overview', 'trials', 'steps', 'settings'] as const;
export type TrainingView = (typeof TRAINING_VIEWS)[number];

const newTrainingSearchSchema = z.object({
  /** Run whose request fills the form. */
  from: z.string().min(1).optional().catch(undefined),
  dataset: z.string().min(1).optional().catch(undefined),
  preset: z.string().min(1).optional().catch(undefined),
});
const trainingRunSearchSchema = z.object({
  view: z.enum(TRAINING_VIEWS).optional().catch(undefined),
  /** What the cells of the walk-forward grid show. */
  metric: z.string().min(1).optional().catch(undefined),
  /** Family and segment whose trials are drawn. */
  family: z.string().min(1).optional().catch(undefined),
  segment: z.int().min(-1).optional().catch(undefined),
});
const scheduleSearchSchema = z.object({
  /** Report that is open. */
  report: z.string().min(1).optional().catch(undefined),
});

export const trainingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/training',
  component: lazyRouteComponent(() => import('./runs/training-runs-page.tsx'), 'TrainingRunsPage'),
});

export const newTrainingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/training/new',
  validateSearch: newTrainingSearchSchema,
  component: lazyRouteComponent(() => import('./new-run/new-training-page.tsx'), 'NewTrainingPage'),
});

export const trainingRunRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/training/runs/$runId',
  validateSearch: trainingRunSearchSchema,
  component: lazyRouteComponent(() => import('./run/training-run-page.tsx'), 'TrainingRunPage'),
});

export const trainingScheduleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/training/schedule',
  validateSearch: scheduleSearchSchema,
  component: lazyRouteComponent(() => import('./schedule/schedule-page.tsx'), 'SchedulePage'),
});

export const trainingRoutes = [
  trainingRoute,
  newTrainingRoute,
  trainingRunRoute,
  candidateRoute,
  trainingScheduleRoute,
] as const;
