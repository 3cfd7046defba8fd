// Addresses of the Research screens: datasets, the builder, one dataset, foreign files, feature sets and the label designer.

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { HITS } from '../../../../engines/labels/definition.ts';
import { dateSchema, instrumentIdSchema, intervalSchema } from '../../../contracts/market.ts';
import {
  MOST_PATTERN_COST_BPS,
  MOST_PATTERN_HORIZON,
  MOST_PATTERN_INSTRUMENTS,
} from '../../../contracts/patterns.ts';
import { rootRoute } from '../../app/root-route.tsx';

export const DATASET_VIEWS = ['overview', 'proof', 'features', 'rows'] as const;
export type DatasetView = (typeof DATASET_VIEWS)[number];

/** A label as JSON. In a link typed by hand it is not quoted once more and arrives read. */
const labelTextSchema = z.union([
  z.string().min(1),
  z.record(z.string(), z.unknown()).transform((label) => JSON.stringify(label)),
]);

const newDatasetSearchSchema = z.object({
  /** Dataset whose request fills the form. */
  from: z.string().min(1).optional().catch(undefined),
  /** Feature set to begin with. */
  set: z.string().min(1).optional().catch(undefined),
  /** Label as JSON, handed over by the designer. */
  label: labelTextSchema.optional().catch(undefined),
});
const datasetSearchSchema = z.object({
  view: z.enum(DATASET_VIEWS).optional().catch(undefined),
  /** Check of the proof that is open. */
  check: z.string().min(1).optional().catch(undefined),
  feature: z.string().min(1).optional().catch(undefined),
  instrument: instrumentIdSchema.optional().catch(undefined),
  /** Decision time of the row that is traced. */
  row: z.number().optional().catch(undefined),
});
const featureSetSearchSchema = z.object({
  version: z.int().min(1).optional().catch(undefined),
  feature: z.string().min(1).optional().catch(undefined),
  edit: z.boolean().optional().catch(undefined),
  /** The correlation map in place of the table; needs a study. */
  view: z.enum(['correlations']).optional().catch(undefined),
  /** Job whose study is shown. */
  study: z.string().min(1).optional().catch(undefined),
});
export type FeatureSetSearch = z.infer<typeof featureSetSearchSchema>;
const labelSearchSchema = z.object({
  instrument: instrumentIdSchema.optional().catch(undefined),
  interval: intervalSchema.optional().catch(undefined),
  from: dateSchema.optional().catch(undefined),
  to: dateSchema.optional().catch(undefined),
  /** The label as JSON, so that a design can be sent as a link. */
  label: labelTextSchema.optional().catch(undefined),
  /** Class and end of the decisions that are shown. */
  class: z.string().min(1).optional().catch(undefined),
  hit: z.enum(HITS).optional().catch(undefined),
  /** Open time of the bar whose decision is chosen. */
  at: z.number().optional().catch(undefined),
});

const patternSearchSchema = z.object({
  /** Left out: the first stored; empty: all. */
  instruments: z.array(instrumentIdSchema).max(MOST_PATTERN_INSTRUMENTS).optional().catch(undefined),
  interval: intervalSchema.optional().catch(undefined),
  from: dateSchema.optional().catch(undefined),
  to: dateSchema.optional().catch(undefined),
  horizon: z.int().min(1).max(MOST_PATTERN_HORIZON).optional().catch(undefined),
  /** Cost of a round trip in basis points. */
  cost: z.number().min(0).max(MOST_PATTERN_COST_BPS).optional().catch(undefined),
  sameSession: z.boolean().optional().catch(undefined),
  /** Pattern whose detail is open. */
  pattern: z.string().min(1).optional().catch(undefined),
  /** Job whose report is shown. */
  study: z.string().min(1).optional().catch(undefined),
});
export type PatternSearch = z.infer<typeof patternSearchSchema>;

export type LabelSearch = z.infer<typeof labelSearchSchema>;

export const researchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/research',
  component: lazyRouteComponent(() => import('./datasets/datasets-page.tsx'), 'DatasetsPage'),
});

export const newDatasetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/research/datasets/new',
  validateSearch: newDatasetSearchSchema,
  component: lazyRouteComponent(() => import('./builder/new-dataset-page.tsx'), 'NewDatasetPage'),
});

export const importDatasetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/research/datasets/import',
  component: lazyRouteComponent(() => import('./external/import-dataset-page.tsx'), 'ImportDatasetPage'),
});

export const datasetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/research/datasets/$datasetId',
  validateSearch: datasetSearchSchema,
  component: lazyRouteComponent(() => import('./dataset/dataset-page.tsx'), 'DatasetPage'),
});

export const featureSetsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/research/features',
  component: lazyRouteComponent(() => import('./features/feature-sets-page.tsx'), 'FeatureSetsPage'),
});

export const featureSetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/research/features/$setId',
  validateSearch: featureSetSearchSchema,
  component: lazyRouteComponent(() => import('./features/feature-set-page.tsx'), 'FeatureSetPage'),
});

export const labelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/research/labels',
  validateSearch: labelSearchSchema,
  component: lazyRouteComponent(() => import('./labels/label-designer-page.tsx'), 'LabelDesignerPage'),
});

export const patternsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/research/patterns',
  validateSearch: patternSearchSchema,
  component: lazyRouteComponent(() => import('./patterns/patterns-page.tsx'), 'PatternsPage'),
});

export const researchRoutes = [
  researchRoute,
  newDatasetRoute,
  importDatasetRoute,
  datasetRoute,
  featureSetsRoute,
  featureSetRoute,
  labelsRoute,
  patternsRoute,
] as const;
