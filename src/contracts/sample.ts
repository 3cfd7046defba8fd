// The built-in sample market: synthetic candles for a first look without any data.
import { z } from 'zod';
import type { Job } from './jobs.ts';

export const sampleRequestSchema = z.object({
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(7),
  sessions: z.int().min(5).max(500).default(120),
  symbols: z.int().min(1).max(40).default(20),
});
export type SampleRequest = z.infer<typeof sampleRequestSchema>;

export interface SampleResult {
  readonly instruments: readonly string[];
  readonly sessions: number;
  readonly bars: number;
  readonly elapsedMs: number;
}

export interface SampleService {
  start(request: SampleRequest): Promise<Job>;
}
