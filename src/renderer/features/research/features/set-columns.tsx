// Columns of the table of feature sets.

import type { FeatureSetSummary } from '../../../../contracts/features.ts';
import { Badge } from '../../../ui/badge.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { Instant } from '../../../ui/time.tsx';
import { shortHash } from '../dataset-words.ts';
import { needsOf, SOURCE_WORDS, timeframeWords } from './feature-words.ts';

export const SET_COLUMNS: readonly TableColumn<FeatureSetSummary>[] = [
  {
    id: 'id',
    header: 'Set',
    width: 190,
    value: (set) => set.id,
    cell: (set) => <span title={set.description}>{set.id}</span>,
  },
  {
    id: 'title',
    header: 'Title',
    width: 250,
    value: (set) => set.title,
    cell: (set) => <span title={set.description}>{set.title}</span>,
  },
  {
    id: 'origin',
    header: 'Origin',
    width: 116,
    value: (set) => (set.builtIn ? 'built in' : set.versions.length > 1 ? 'own version' : 'own'),
    cell: (set) => (set.builtIn ? <Badge>Built in</Badge> : <Badge tone="accent">{originWords(set)}</Badge>),
  },
  {
    id: 'version',
    header: 'Version',
    width: 84,
    align: 'right',
    help: 'The newest; older versions are kept',
    value: (set) => set.version,
  },
  { id: 'features', header: 'Features', width: 88, align: 'right', value: (set) => set.features },
  {
    id: 'timeframes',
    header: 'Timeframes',
    width: 190,
    help: 'Bars its features read; decision bars are those a dataset chooses',
    value: (set) => set.timeframes.map(timeframeWords).join(', '),
  },
  {
    id: 'needs',
    header: 'Needs',
    width: 190,
    help: 'Besides the bars of the instrument itself',
    value: (set) => needsOf(set).join(', '),
    cell: (set) =>
      needsOf(set).length === 0 ? <span className="ad-muted">bars only</span> : needsOf(set).join(', '),
  },
  {
    id: 'hash',
    header: 'Hash',
    width: 120,
    help: 'SHA-256 over the ordered definitions: equal hashes are equal columns',
    value: (set) => set.hash,
    cell: (set) => (
      <span className="ad-mono" title={set.hash}>
        {shortHash(set.hash)}
      </span>
    ),
  },
  {
    id: 'created',
    header: 'Created',
    width: 160,
    align: 'right',
    help: 'Times in IST',
    value: (set) => set.createdAt,
    cell: (set) =>
      set.createdAt === null ? (
        <span className="ad-muted">with AnchorDesk</span>
      ) : (
        <Instant time={set.createdAt} />
      ),
  },
  {
    id: 'sources',
    header: 'Sources',
    width: 160,
    hidden: true,
    value: (set) => set.sources.map((source) => SOURCE_WORDS[source]).join(', '),
  },
];

/** A version above the first of a built-in set is a user's edit of it. */
function originWords(set: FeatureSetSummary): string {
  return set.version > 1 ? `Own version ${set.version}` : 'Own';
}
