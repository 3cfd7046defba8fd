// Check 8: splits every instrument's labelled rows and keeps the ledger: no training label may touch a test block ± embargo.
// Borders lie between sessions of the whole calendar, so what holds for each instrument holds for all together.

import { applyFold, type Fold } from '../splits/fold.ts';
import { foldLedger } from '../splits/ledger.ts';
import type { WalkForwardOptions } from '../splits/walk-forward.ts';
import { checkResult, counted, createFindings, skippedCheck } from './findings.ts';
import { type LeakCheck, SPLIT } from './proof.ts';
import type { LeakSubject } from './subject.ts';

const TITLE = 'No training label reaches into a test';

export interface PurgeCheck {
  add(subject: LeakSubject, folds: readonly Fold[]): void;
  finish(split: WalkForwardOptions): LeakCheck;
}

export function createPurgeCheck(): PurgeCheck {
  const findings = createFindings();
  const totals = { trainRows: 0, testRows: 0, purged: 0, embargoed: 0, touching: 0, folds: 0 };
  let labelled = false;
  return {
    add(subject, folds) {
      if (subject.labels === null) return;
      labelled = true;
      const rows = { time: subject.matrix.time, t1: subject.labels.t1 };
      totals.folds = Math.max(totals.folds, folds.length);
      for (const fold of folds) {
        const ledger = foldLedger(fold, rows, applyFold(fold, rows));
        totals.trainRows += ledger.trainRows;
        totals.testRows += ledger.testRows;
        totals.purged += ledger.purged;
        totals.embargoed += ledger.embargoed;
        totals.touching += ledger.touching;
        if (ledger.touching > 0)
          findings.add({
            feature: SPLIT,
            instrumentId: subject.instrumentId,
            time: rows.time[ledger.firstTouching]!,
            expected: 0,
            actual: ledger.touching,
            words: `fold ${fold.index + 1} trains on ${counted(ledger.touching, 'label')} that reach into its test`,
          });
      }
    },
    finish(split) {
      if (!labelled) return skippedCheck('purge', TITLE, 'There are no labels, so nothing to purge.');
      if (totals.folds === 0)
        return skippedCheck('purge', TITLE, 'The period is too short for a split: it needs two sessions.');
      return checkResult(
        {
          id: 'purge',
          title: TITLE,
          verdict: findings.count === 0 ? 'passed' : 'failed',
          summary: `${counted(totals.folds, 'fold')} of ${split.trainSessions} to ${split.testSessions} sessions: ${counted(totals.trainRows, 'training row')}, ${totals.purged} purged, ${totals.embargoed} embargoed, ${totals.touching === 0 ? 'none touches' : `${totals.touching} touch`} a test.`,
          figures: {
            ...totals,
            trainSessions: split.trainSessions,
            testSessions: split.testSessions,
            embargoMinutes: split.embargoMs / 60_000,
          },
        },
        findings,
      );
    },
  };
}
