// Above the chart: which decisions are shown, stepping between them, and the chart's table and exports.

import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { IconArrowsHorizontal, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { HITS, type Hit } from '../../../../../engines/labels/definition.ts';
import type { LabelSummary } from '../../../../contracts/labels.ts';
import type { DecisionLayer } from '../../../charts/candles/decisions.ts';
import { ChartMenu, type ChartPicture } from '../../../charts/chart-menu.tsx';
import type { ChartTable } from '../../../charts/chart-table.ts';
import type { LabelSearch } from '../routes.tsx';
import { ClassMark } from './class-mark.tsx';
import { hitWords } from './label-words.ts';
import styles from './labels.module.css';
import { hitsOf } from './summary-model.ts';

export interface ChartBarProps {
  readonly layer: DecisionLayer;
  readonly summary: LabelSummary;
  readonly className: string | null;
  readonly hit: Hit | null;
  readonly onFilter: (part: Partial<LabelSearch>) => void;
  readonly onStep: (by: 1 | -1) => void;
  /** Shows everything that was labelled. */
  readonly onAll: () => void;
  readonly name: string;
  readonly picture: () => ChartPicture | null;
  readonly table: () => ChartTable;
}

export function ChartBar(props: ChartBarProps) {
  const { layer, summary, className, hit, onFilter, onStep } = props;
  return (
    <div className={styles.chartBar}>
      <fieldset className={styles.classes}>
        <legend className="ad-hidden">Shown classes</legend>
        {[null, ...layer.classes].map((kind) => {
          const on = (kind?.name ?? null) === className;
          return (
            <button
              key={kind?.name ?? 'all'}
              type="button"
              className={styles.classButton}
              aria-pressed={on}
              onClick={() => onFilter({ class: kind?.name })}
            >
              {kind ? <ClassMark kind={kind} /> : null}
              {kind?.name ?? 'All'}
            </button>
          );
        })}
      </fieldset>
      <Select
        aria-label="How the window ended"
        placeholder="However it ended"
        className={styles.hits}
        clearable
        data={hitsOf(summary).map(({ name }) => ({ value: name, label: hitWords(name, summary.classes) }))}
        value={hit}
        onChange={(value) => onFilter({ hit: HITS.find((one) => one === value) })}
      />
      <span className={styles.shownWords} role="status">
        {layer.words}
      </span>
      <span className={styles.gap} />
      <Tooltip label="Show all bars">
        <ActionIcon aria-label="All bars" onClick={props.onAll}>
          <IconArrowsHorizontal size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Previous decision ([)">
        <ActionIcon aria-label="Previous decision" onClick={() => onStep(-1)}>
          <IconChevronLeft size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Next decision (])">
        <ActionIcon aria-label="Next decision" onClick={() => onStep(1)}>
          <IconChevronRight size={16} />
        </ActionIcon>
      </Tooltip>
      <ChartMenu name={props.name} label="Decisions" picture={props.picture} table={props.table} />
    </div>
  );
}
