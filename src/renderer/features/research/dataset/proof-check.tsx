// One check of a proof: a row with its verdict and sentence; opened, what it does, its figures, its chart and what it found.

import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { LeakCheck, LeakCheckId, LeakFinding } from '../../../../../engines/validation/leaks/proof.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatNumber } from '../../../ui/format.ts';
import type { GlossaryKey } from '../../../ui/glossary.ts';
import { Term } from '../../../ui/term.tsx';
import { Instant } from '../../../ui/time.tsx';
import { CHECK_MEANING, figureName, figureText, VERDICT_WORDS, valueWords } from './dataset-model.ts';
import { FeatureBars, type FeatureMeasure } from './feature-bars.tsx';
import { PermutationStrip } from './permutation-strip.tsx';
import styles from './proof.module.css';
import { VerdictIcon } from './verdict-icon.tsx';

const TERMS: Readonly<Partial<Record<LeakCheckId, GlossaryKey>>> = {
  truncation: 'decisionTime',
  shift: 'auc',
  'future-knowledge': 'auc',
  permutation: 'permutation',
  parity: 'parity',
  purge: 'purge',
};

const KNOWLEDGE: readonly FeatureMeasure[] = [
  { id: 'auc', title: 'AUC', of: 'auc', centre: 0.5, alarm: 0.25 },
  { id: 'correlation', title: 'Correlation', of: 'correlation', centre: 0, alarm: 0.3 },
  { id: 'rank', title: 'Rank correlation', of: 'rankCorrelation', centre: 0, alarm: 0.3 },
];
const DELAY: readonly FeatureMeasure[] = [
  { id: 'auc', title: 'AUC now and one bar late', of: 'auc', beside: 'aucDelayed', centre: 0.5 },
];

interface FindingRow extends LeakFinding {
  readonly place: number;
}

const COLUMNS: readonly TableColumn<FindingRow>[] = [
  { id: 'feature', header: 'Feature', width: 200, value: (row) => row.feature },
  { id: 'instrument', header: 'Instrument', width: 140, value: (row) => row.instrumentId },
  {
    id: 'time',
    header: 'Decision (IST)',
    width: 170,
    value: (row) => row.time,
    cell: (row) => (row.time === null ? 'whole column' : <Instant time={row.time} />),
  },
  {
    id: 'expected',
    header: 'Expected',
    width: 100,
    align: 'right',
    value: (row) => row.expected,
    cell: (row) => (row.expected === null ? '–' : valueWords(row.expected)),
  },
  {
    id: 'actual',
    header: 'Found',
    width: 100,
    align: 'right',
    value: (row) => row.actual,
    cell: (row) => (row.actual === null ? '–' : valueWords(row.actual)),
  },
  {
    id: 'words',
    header: 'What happened',
    width: 460,
    value: (row) => row.words,
    cell: (row) => <span title={row.words}>{row.words}</span>,
  },
];

function Findings({ check }: { readonly check: LeakCheck }) {
  if (check.findings.length === 0) return null;
  const rows = check.findings.map((finding, place) => ({ ...finding, place }));
  return (
    <>
      <h3>
        {check.findingCount > rows.length
          ? `First ${rows.length} of ${formatNumber(check.findingCount)} findings`
          : 'Findings'}
      </h3>
      <div className={styles.findings}>
        <DataTable<FindingRow>
          label={`Findings of ${check.title}`}
          name="proof-findings"
          columns={COLUMNS}
          rows={rows}
          rowId={(row) => String(row.place)}
          maxHeight={360}
          plain
        />
      </div>
    </>
  );
}

function Picture({ check }: { readonly check: LeakCheck }): ReactNode {
  if (check.verdict === 'skipped') return null;
  switch (check.id) {
    case 'permutation':
      return <PermutationStrip figures={check.figures} />;
    case 'future-knowledge':
      return (
        <FeatureBars
          name="feature-knowledge"
          title="What each feature knows alone"
          features={check.features ?? []}
          measures={KNOWLEDGE}
        />
      );
    case 'shift':
      return (
        <FeatureBars
          name="feature-delay"
          title="What a delay of one bar costs"
          features={check.features ?? []}
          measures={DELAY}
        />
      );
    default:
      return null;
  }
}

export interface ProofCheckProps {
  readonly check: LeakCheck;
  readonly open: boolean;
  readonly onToggle: () => void;
}

export function ProofCheck({ check, open, onToggle }: ProofCheckProps) {
  const panel = `check-${check.id}`;
  const term = TERMS[check.id];
  const picture = open ? <Picture check={check} /> : null;
  return (
    <>
      <button
        type="button"
        className={styles.check}
        aria-expanded={open}
        aria-controls={open ? panel : undefined}
        onClick={onToggle}
      >
        <IconChevronRight size={14} className={styles.chevron} aria-hidden />
        <VerdictIcon verdict={check.verdict} />
        <span className={styles.verdict}>{VERDICT_WORDS[check.verdict]}</span>
        <span className={styles.title}>{check.title}</span>
        <span className={styles.summary}>{check.summary}</span>
      </button>
      {open ? (
        <div id={panel} className={styles.detail}>
          <p className={styles.meaning}>
            {CHECK_MEANING[check.id]} {term ? <Term name={term} /> : null}
          </p>
          <dl className={styles.figures}>
            {Object.entries(check.figures).map(([name, value]) => (
              <div key={name}>
                <dt>{figureName(name)}</dt>
                <dd>{figureText(value)}</dd>
              </div>
            ))}
          </dl>
          {picture}
          <Findings check={check} />
        </div>
      ) : null}
    </>
  );
}
