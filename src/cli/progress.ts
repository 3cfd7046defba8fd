// A progress bar on stderr, on a terminal only. Loads the bar's package only then.

import type { JobProgress } from '../contracts/jobs.ts';
import type { Output } from './output.ts';
import { seconds } from './text/format.ts';

export interface ProgressDisplay {
  show(progress: JobProgress): void;
  end(): void;
}

const SILENT: ProgressDisplay = { show: () => {}, end: () => {} };
const LONGEST_STAGE = 44;

export async function createProgress(output: Output, now: () => number): Promise<ProgressDisplay> {
  if (output.json || output.quiet || !process.stderr.isTTY) return SILENT;
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar({
    format: '{bar} {percentage}% {stage}{left}',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    barsize: 24,
  });
  bar.start(1000, 0, { stage: '', left: '' });
  return {
    show({ stage, fraction, eta }) {
      bar.update(Math.round(fraction * 1000), {
        stage: stage.slice(0, LONGEST_STAGE),
        left: eta === undefined || eta <= now() ? '' : `, about ${seconds(eta - now())} left`,
      });
    },
    end: () => bar.stop(),
  };
}
