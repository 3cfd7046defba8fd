// Columns of the features of one set; those of a study only where there is one.

import { SparkBars } from '../../../charts/distribution/spark-bars.tsx';
import { Badge } from '../../../ui/badge.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import type { EntryRow } from './entry-row.ts';
import { FAMILY_WORDS, figure, parametersWords, placeWords, rangeWords } from './feature-words.ts';
import { STABILITY_WORDS, stabilityOf } from './study-model.ts';

const DEFINITION: readonly TableColumn<EntryRow>[] = [
  {
    id: 'name',
    header: 'Feature',
    width: 212,
    value: (row) => row.entry.name,
    cell: (row) => <span title={row.entry.template.help}>{row.entry.name}</span>,
  },
  {
    id: 'title',
    header: 'What it is',
    width: 224,
    value: (row) => row.entry.template.title,
    cell: (row) => <span title={row.entry.template.help}>{row.entry.template.title}</span>,
  },
  { id: 'family', header: 'Family', width: 116, value: (row) => FAMILY_WORDS[row.entry.template.family] },
  {
    id: 'place',
    header: 'Place',
    width: 160,
    help: 'Whose bars it reads, and on which timeframe',
    value: (row) => (row.entry.template.kind === 'candidate' ? 'the trade' : placeWords(row.entry)),
  },
  {
    id: 'parameters',
    header: 'Parameters',
    width: 150,
    value: (row) => parametersWords(row.entry.allParameters),
    cell: (row) => (
      <span title={parametersWords(row.entry.allParameters)}>{parametersWords(row.entry.allParameters)}</span>
    ),
  },
  { id: 'unit', header: 'Unit', width: 96, value: (row) => row.entry.template.unit },
  {
    id: 'range',
    header: 'Range',
    width: 100,
    help: 'Values never leave it; no bound where none is declared',
    value: (row) => rangeWords(row.entry.template.range),
  },
  {
    id: 'warmup',
    header: 'Warm-up',
    width: 84,
    align: 'right',
    help: 'Bars of its timeframe before the first value, on bars without gaps',
    value: (row) => row.entry.warmup,
    cell: (row) =>
      row.entry.warmup === null ? (
        <span className="ad-muted" title="Built of other features, or a fact of the trade">
          –
        </span>
      ) : (
        formatNumber(row.entry.warmup)
      ),
  },
  {
    id: 'number',
    header: 'Place in set',
    width: 96,
    align: 'right',
    hidden: true,
    value: (row) => row.number,
  },
];

const STUDIED: readonly TableColumn<EntryRow>[] = [
  {
    id: 'missing',
    header: 'Missing',
    width: 80,
    align: 'right',
    help: 'Share of rows without a value',
    value: (row) => row.profile?.missing ?? null,
    cell: (row) => (row.profile ? formatPercent(row.profile.missing) : '–'),
  },
  {
    id: 'distribution',
    header: 'Distribution',
    width: 116,
    help: 'Sorted by the median; tails in the outer bars',
    value: (row) => row.profile?.quantiles[4] ?? null,
    cell: (row) =>
      row.profile ? (
        <SparkBars
          counts={row.profile.histogram.counts}
          label={`${figure(row.profile.histogram.from)} to ${figure(row.profile.histogram.to)}, median ${figure(row.profile.quantiles[4] ?? Number.NaN)}`}
        />
      ) : (
        '–'
      ),
  },
  {
    id: 'psi',
    header: 'PSI',
    width: 112,
    align: 'right',
    help: 'Largest population stability index of a month against the first: below 0.1 stable, from 0.25 another distribution',
    value: (row) => row.psi,
    cell: (row) => <PsiCell psi={row.psi} />,
  },
  {
    id: 'cluster',
    header: 'Group',
    width: 68,
    align: 'right',
    help: 'Features of one group say nearly the same (|correlation| from 0.8)',
    value: (row) => row.cluster,
    cell: (row) => (row.cluster === null ? <span className="ad-muted">–</span> : row.cluster),
  },
];

export function PsiCell({ psi }: { readonly psi: number }) {
  const stability = stabilityOf(psi);
  if (stability === 'unknown')
    return (
      <span className="ad-muted" title="Needs two months with 200 rows">
        –
      </span>
    );
  return (
    <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
      {stability === 'stable' ? null : <Badge tone="amber">{STABILITY_WORDS[stability]}</Badge>}
      {formatNumber(psi, 2)}
    </span>
  );
}

const [NAME, TITLE, ...REST] = DEFINITION as [
  TableColumn<EntryRow>,
  TableColumn<EntryRow>,
  ...TableColumn<EntryRow>[],
];
/** A study's figures stand right after the name: they are what it was run for. */
const WITH_STUDY: readonly TableColumn<EntryRow>[] = [NAME, ...STUDIED, TITLE, ...REST];

export function entryColumns(studied: boolean): readonly TableColumn<EntryRow>[] {
  return studied ? WITH_STUDY : DEFINITION;
}
