// The part of the API that trains: validate, authorise, call the training service. No logic lives here.

import { z } from 'zod';
import {
  candidateIdSchema,
  holdOutRequestSchema,
  predictRequestSchema,
  runIdSchema,
  trainingRequestSchema,
} from '../contracts/training.ts';
import { scheduleEntrySchema } from '../contracts/training-schedule.ts';
import { stepsAskedSchema } from '../contracts/training-steps.ts';
import { command, read, router } from './trpc.ts';

const idSchema = z.object({ id: z.string().min(1) });

const schedule = router({
  list: read.query(({ ctx }) => ctx.services.training.schedule.list()),
  save: command
    .input(z.object({ entry: scheduleEntrySchema, id: z.string().min(1).optional() }))
    .mutation(({ ctx, input }) => ctx.services.training.schedule.save(input.entry, input.id)),
  remove: command
    .input(idSchema)
    .mutation(({ ctx, input }) => ctx.services.training.schedule.remove(input.id)),
  runNow: command
    .input(idSchema)
    .mutation(({ ctx, input }) => ctx.services.training.schedule.runNow(input.id)),
  reports: read.query(({ ctx }) => ctx.services.training.schedule.reports()),
  report: read.input(idSchema).query(({ ctx, input }) => ctx.services.training.schedule.report(input.id)),
  makeReport: command.mutation(({ ctx }) => ctx.services.training.schedule.makeReport()),
});

export const training = router({
  catalogue: read.query(({ ctx }) => ctx.services.training.catalogue()),
  plan: read.input(trainingRequestSchema).query(({ ctx, input }) => ctx.services.training.plan(input)),
  start: command
    .input(trainingRequestSchema)
    .mutation(({ ctx, input }) => ctx.services.training.start(input)),
  list: read.query(({ ctx }) => ctx.services.training.list()),
  get: read.input(runIdSchema).query(({ ctx, input }) => ctx.services.training.get(input.runId)),
  steps: read
    .input(runIdSchema.extend(stepsAskedSchema.shape))
    .query(({ ctx, input: { runId, ...asked } }) => ctx.services.training.steps(runId, asked)),
  places: read.input(runIdSchema).query(({ ctx, input }) => ctx.services.training.places(input.runId)),
  trials: read.input(runIdSchema).query(({ ctx, input }) => ctx.services.training.trials(input.runId)),
  live: read.input(runIdSchema).query(({ ctx, input }) => ctx.services.training.live(input.runId)),
  pause: command.input(runIdSchema).mutation(({ ctx, input }) => ctx.services.training.pause(input.runId)),
  resume: command.input(runIdSchema).mutation(({ ctx, input }) => ctx.services.training.resume(input.runId)),
  cancel: command.input(runIdSchema).mutation(({ ctx, input }) => ctx.services.training.cancel(input.runId)),
  forgetStep: command
    .input(runIdSchema.extend({ key: z.string().min(1) }))
    .mutation(({ ctx, input }) => ctx.services.training.forgetStep(input.runId, input.key)),
  rename: command
    .input(runIdSchema.extend({ name: z.string().trim().min(1).max(120) }))
    .mutation(({ ctx, input }) => ctx.services.training.rename(input.runId, input.name)),
  remove: command.input(runIdSchema).mutation(({ ctx, input }) => ctx.services.training.remove(input.runId)),
  candidate: read
    .input(candidateIdSchema)
    .query(({ ctx, input }) => ctx.services.training.candidate(input.candidateId)),
  candidates: read.query(({ ctx }) => ctx.services.training.candidates()),
  openHoldOut: command
    .input(holdOutRequestSchema)
    .mutation(({ ctx, input }) => ctx.services.training.openHoldOut(input.candidateId, input.reason)),
  exportBundle: command
    .input(candidateIdSchema)
    .mutation(({ ctx, input }) => ctx.services.training.exportBundle(input.candidateId)),
  predict: command
    .input(predictRequestSchema)
    .mutation(({ ctx, input }) => ctx.services.training.predict(input)),
  splits: read.query(({ ctx }) => ctx.services.training.splits()),
  saveSplit: command
    .input(runIdSchema.extend({ name: z.string().trim().min(1).max(120) }))
    .mutation(({ ctx, input }) => ctx.services.training.saveSplit(input.runId, input.name)),
  schedule,
});
