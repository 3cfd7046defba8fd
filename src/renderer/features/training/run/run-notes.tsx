// What must be read before a run's figures: why it stands still, what was left out, where its numbers come from.

import type { TrainingRun } from '../../../../contracts/training.ts';
import { NoticeLine } from '../../../ui/notice-line.tsx';

const SHOWN = 4;

/** Why a stopped run stands where it does, and how it goes on. */
export function stoppedWords(run: Pick<TrainingRun, 'state' | 'error' | 'steps'>): string | null {
  const kept = `${run.steps.done} of ${run.steps.total} steps are kept; resuming goes on from there and ends in the same models.`;
  switch (run.state) {
    case 'failed':
      return run.error ?? `It failed without a reason; its log may say more. ${kept}`;
    case 'interrupted':
      return `AnchorDesk ended while it was going. ${kept}`;
    case 'cancelled':
      return `It was cancelled. ${kept}`;
    case 'paused':
      return `Paused. ${kept}`;
    case 'queued':
    case 'running':
    case 'done':
      return null;
  }
}

export function RunNotes({ run }: { readonly run: TrainingRun }) {
  const stopped = stoppedWords(run);
  return (
    <>
      {stopped === null ? null : <NoticeLine id={run.state}>{stopped}</NoticeLine>}
      {run.synthetic ? (
        <NoticeLine id="synthetic">
          The candles of this dataset are made up. Figures show that training works, nothing about a market.
        </NoticeLine>
      ) : null}
      {run.notes.slice(0, SHOWN).map((note) => (
        <NoticeLine key={note} id="note">
          {note}
        </NoticeLine>
      ))}
      {run.notes.length > SHOWN ? (
        <NoticeLine id="more">{run.notes.length - SHOWN} more notes stand under Settings.</NoticeLine>
      ) : null}
    </>
  );
}
