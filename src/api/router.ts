// The one typed API of the page: validate, authorise, call one service. No logic lives here.
// Both shells serve it; the renderer imports only its type.

import { z } from 'zod';
import {
  backtestRequestSchema,
  compareSchema,
  presetSchema,
  runIdSchema,
  sweepRequestSchema,
  tradeDifferenceSchema,
  tradeFilterSchema,
} from '../contracts/backtests.ts';
import {
  datasetExportSchema,
  datasetIdSchema,
  datasetRequestSchema,
  datasetRowsQuerySchema,
  datasetTraceQuerySchema,
  externalImportSchema,
  externalPreviewSchema,
} from '../contracts/datasets.ts';
import { AppError } from '../contracts/errors.ts';
import {
  featureSetDraftSchema,
  featureSetReferenceSchema,
  featureStudyRequestSchema,
} from '../contracts/features.ts';
import { importRequestSchema, planOverridesSchema } from '../contracts/imports.ts';
import { type Job, jobIdSchema } from '../contracts/jobs.ts';
import { labelPreviewRequestSchema } from '../contracts/labels.ts';
import {
  barsQuerySchema,
  coverageQuerySchema,
  dateSchema,
  instrumentIdSchema,
  intervalSchema,
  qualityQuerySchema,
} from '../contracts/market.ts';
import { patternRequestSchema, patternWindowsSchema } from '../contracts/patterns.ts';
import { sampleRequestSchema } from '../contracts/sample.ts';
import { settingsPatchSchema } from '../contracts/system.ts';
import { training } from './training.ts';
import { command, read, router } from './trpc.ts';
import { queueOf } from './watch.ts';

const system = router({
  info: read.query(({ ctx }) => ctx.services.system.info()),
  clock: read.query(({ ctx }) => ctx.services.system.clock()),
  doctor: read.query(({ ctx }) => ctx.services.system.doctor()),
  settings: read.query(({ ctx }) => ctx.services.system.settings()),
  updateSettings: command
    .input(settingsPatchSchema)
    .mutation(({ ctx, input }) => ctx.services.system.updateSettings(input)),
  newWindowUrl: read.mutation(({ ctx }) => {
    if (ctx.newWindowUrl) return ctx.newWindowUrl();
    throw new AppError('REFUSED', 'The desktop window needs no link. Nothing was changed.');
  }),
  logTail: read
    .input(z.object({ lines: z.int().min(1).max(1000).default(200) }))
    .query(({ ctx, input }) => ctx.services.system.logTail(input.lines)),
});

const market = router({
  instruments: read.query(({ ctx }) => ctx.services.market.instruments()),
  coverage: read.input(coverageQuerySchema).query(({ ctx, input }) => ctx.services.market.coverage(input)),
  quality: read.input(qualityQuerySchema).query(({ ctx, input }) => ctx.services.market.quality(input)),
  chartBars: read.input(barsQuerySchema).query(({ ctx, input }) => ctx.services.market.chartBars(input)),
  sessions: read
    .input(z.object({ instrumentId: instrumentIdSchema, from: dateSchema, to: dateSchema }))
    .query(({ ctx, input }) => ctx.services.market.sessions(input.instrumentId, input.from, input.to)),
  remove: command
    .input(z.object({ instrumentId: instrumentIdSchema, interval: intervalSchema.optional() }))
    .mutation(({ ctx, input }) => ctx.services.market.remove(input.instrumentId, input.interval)),
});

const imports = router({
  findFiles: read
    .input(z.object({ paths: z.array(z.string().min(1)).min(1).max(1000) }))
    .query(({ ctx, input }) => ctx.services.imports.findFiles(input.paths)),
  preview: read
    .input(z.object({ path: z.string().min(1), overrides: planOverridesSchema.optional() }))
    .query(({ ctx, input }) => ctx.services.imports.preview(input.path, input.overrides)),
  start: command.input(importRequestSchema).mutation(({ ctx, input }) => ctx.services.imports.start(input)),
  batches: read.query(({ ctx }) => ctx.services.imports.batches()),
  differences: read.query(({ ctx }) => ctx.services.imports.differences()),
  resolveDifference: command
    .input(z.object({ id: z.string().min(1), decision: z.enum(['replace', 'keep']) }))
    .mutation(({ ctx, input }) => ctx.services.imports.resolveDifference(input.id, input.decision)),
  beginUpload: command
    .input(
      z.object({
        fileName: z.string().min(1).max(255),
        bytes: z
          .int()
          .min(0)
          .max(4 * 2 ** 30),
      }),
    )
    .mutation(({ ctx, input }) => ctx.services.imports.beginUpload(input.fileName, input.bytes)),
  appendUpload: command
    .input(z.object({ uploadId: z.string().min(1), offset: z.int().min(0), chunk: z.instanceof(Uint8Array) }))
    .mutation(({ ctx, input }) =>
      ctx.services.imports.appendUpload(input.uploadId, input.offset, input.chunk),
    ),
  finishUpload: command
    .input(z.object({ uploadId: z.string().min(1) }))
    .mutation(({ ctx, input }) => ctx.services.imports.finishUpload(input.uploadId)),
});

const jobs = router({
  list: read
    .input(z.object({ limit: z.int().min(1).max(1000).default(100) }))
    .query(({ ctx, input }) => ctx.services.jobs.list(input.limit)),
  get: read.input(jobIdSchema).query(({ ctx, input }) => ctx.services.jobs.get(input.jobId)),
  log: read
    .input(jobIdSchema.extend({ lines: z.int().min(1).max(1000).default(200) }))
    .query(({ ctx, input }) => ctx.services.jobs.log(input.jobId, input.lines)),
  cancel: command.input(jobIdSchema).mutation(({ ctx, input }) => ctx.services.jobs.cancel(input.jobId)),
  rerun: command.input(jobIdSchema).mutation(({ ctx, input }) => ctx.services.jobs.rerun(input.jobId)),
  watch: read.subscription(async function* ({ ctx, signal }) {
    yield* queueOf<Job>((push) => ctx.services.jobs.watch(push), signal);
  }),
});

const sample = router({
  start: command.input(sampleRequestSchema).mutation(({ ctx, input }) => ctx.services.sample.start(input)),
});

const backtests = router({
  catalogue: read.query(({ ctx }) => ctx.services.backtests.catalogue()),
  start: command
    .input(backtestRequestSchema)
    .mutation(({ ctx, input }) => ctx.services.backtests.start(input)),
  list: read.query(({ ctx }) => ctx.services.backtests.list()),
  get: read.input(runIdSchema).query(({ ctx, input }) => ctx.services.backtests.get(input.runId)),
  trades: read
    .input(tradeFilterSchema)
    .query(({ ctx, input }) => ctx.services.backtests.trades(input.runId, input.instrumentId)),
  compare: read.input(compareSchema).query(({ ctx, input }) => ctx.services.backtests.compare(input.runIds)),
  tradeDifferences: read
    .input(tradeDifferenceSchema)
    .query(({ ctx, input }) => ctx.services.backtests.tradeDifferences(input.first, input.second)),
  waterfall: read.input(runIdSchema).query(({ ctx, input }) => ctx.services.backtests.waterfall(input.runId)),
  startWaterfall: command
    .input(runIdSchema)
    .mutation(({ ctx, input }) => ctx.services.backtests.startWaterfall(input.runId)),
  startSweep: command
    .input(sweepRequestSchema)
    .mutation(({ ctx, input }) => ctx.services.backtests.startSweep(input)),
  plots: read
    .input(runIdSchema.extend({ instrumentId: instrumentIdSchema }))
    .query(({ ctx, input }) => ctx.services.backtests.plots(input.runId, input.instrumentId)),
  rename: command
    .input(runIdSchema.extend({ name: z.string().min(1).max(120), notes: z.string().max(10_000).optional() }))
    .mutation(({ ctx, input }) => ctx.services.backtests.rename(input.runId, input.name, input.notes)),
  remove: command.input(runIdSchema).mutation(({ ctx, input }) => ctx.services.backtests.remove(input.runId)),
  presets: read.query(({ ctx }) => ctx.services.backtests.presets()),
  savePreset: command
    .input(presetSchema)
    .mutation(({ ctx, input }) => ctx.services.backtests.savePreset(input)),
  deletePreset: command
    .input(z.object({ strategyId: z.string().min(1), name: z.string().min(1) }))
    .mutation(({ ctx, input }) => ctx.services.backtests.deletePreset(input.strategyId, input.name)),
  importLegacy: command
    .input(z.object({ path: z.string().min(1), name: z.string().max(120).optional() }))
    .mutation(({ ctx, input }) => ctx.services.backtests.importLegacy(input.path, input.name)),
  exportRun: read
    .input(runIdSchema.extend({ format: z.enum(['csv', 'json']) }))
    .query(({ ctx, input }) => ctx.services.backtests.exportRun(input.runId, input.format)),
});

const features = router({
  catalogue: read.query(({ ctx }) => ctx.services.features.catalogue()),
  sets: read.query(({ ctx }) => ctx.services.features.sets()),
  set: read.input(featureSetReferenceSchema).query(({ ctx, input }) => ctx.services.features.set(input)),
  check: read.input(featureSetDraftSchema).query(({ ctx, input }) => ctx.services.features.check(input)),
  save: command.input(featureSetDraftSchema).mutation(({ ctx, input }) => ctx.services.features.save(input)),
  mapSchema: read
    .input(z.object({ text: z.string().min(1).max(1_000_000) }))
    .query(({ ctx, input }) => ctx.services.features.mapSchema(input.text)),
  startStudy: command
    .input(featureStudyRequestSchema)
    .mutation(({ ctx, input }) => ctx.services.features.startStudy(input)),
});

const labels = router({
  catalogue: read.query(({ ctx }) => ctx.services.labels.catalogue()),
  preview: read
    .input(labelPreviewRequestSchema)
    .query(({ ctx, input }) => ctx.services.labels.preview(input)),
});

const patterns = router({
  plan: read.input(patternRequestSchema).query(({ ctx, input }) => ctx.services.patterns.plan(input)),
  statistics: read
    .input(patternRequestSchema)
    .query(({ ctx, input }) => ctx.services.patterns.statistics(input)),
  startStudy: command
    .input(patternRequestSchema)
    .mutation(({ ctx, input }) => ctx.services.patterns.startStudy(input)),
  windows: read.input(patternWindowsSchema).query(({ ctx, input }) => ctx.services.patterns.windows(input)),
});

const datasets = router({
  plan: read.input(datasetRequestSchema).query(({ ctx, input }) => ctx.services.datasets.plan(input)),
  build: command.input(datasetRequestSchema).mutation(({ ctx, input }) => ctx.services.datasets.build(input)),
  list: read.query(({ ctx }) => ctx.services.datasets.list()),
  get: read.input(datasetIdSchema).query(({ ctx, input }) => ctx.services.datasets.get(input.datasetId)),
  proof: read.input(datasetIdSchema).query(({ ctx, input }) => ctx.services.datasets.proof(input.datasetId)),
  profile: read
    .input(datasetIdSchema)
    .query(({ ctx, input }) => ctx.services.datasets.profile(input.datasetId)),
  rows: read.input(datasetRowsQuerySchema).query(({ ctx, input }) => ctx.services.datasets.rows(input)),
  trace: read.input(datasetTraceQuerySchema).query(({ ctx, input }) => ctx.services.datasets.trace(input)),
  startVerify: command
    .input(datasetIdSchema)
    .mutation(({ ctx, input }) => ctx.services.datasets.startVerify(input.datasetId)),
  startExport: command
    .input(datasetExportSchema)
    .mutation(({ ctx, input }) => ctx.services.datasets.startExport(input.datasetId, input.format)),
  previewExternal: read
    .input(externalPreviewSchema)
    .query(({ ctx, input }) => ctx.services.datasets.previewExternal(input.path)),
  importExternal: command
    .input(externalImportSchema)
    .mutation(({ ctx, input }) => ctx.services.datasets.importExternal(input)),
  rename: command
    .input(
      datasetIdSchema.extend({
        name: z.string().min(1).max(120),
        justification: z.string().max(2000).optional(),
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.services.datasets.rename(input.datasetId, input.name, input.justification),
    ),
  remove: command
    .input(datasetIdSchema)
    .mutation(({ ctx, input }) => ctx.services.datasets.remove(input.datasetId)),
});

export const appRouter = router({
  system,
  market,
  imports,
  jobs,
  sample,
  backtests,
  features,
  labels,
  patterns,
  datasets,
  training,
});
export type AppRouter = typeof appRouter;
