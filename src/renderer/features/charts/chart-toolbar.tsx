// The Charts page's toolbar: instrument, interval, range, lines and run. Each choice is a part of the address; this only offers them.

import { Button, Group, Menu, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { IconAnchor, IconChevronDown } from '@tabler/icons-react';
import { useMemo } from 'react';
import { INTERVALS, type Interval } from '../../../../engines/market/interval.ts';
import type { RunSummary } from '../../../contracts/backtests.ts';
import type { InstrumentSummary } from '../../../contracts/market.ts';
import {
  ANCHOR_WORDS,
  ANCHORS,
  type AnchorKind,
  PANE_WORDS,
  PANES,
  type PaneKind,
} from '../../charts/candles/lines.ts';
import { RANGES, type Range } from '../../charts/candles/window.ts';
import { formatMoneyCompact } from '../../ui/format.ts';
import { SyntheticBadge } from '../../ui/synthetic-badge.tsx';
import { shownIntervals } from './chart-choices.ts';
import styles from './charts.module.css';

export interface ChartToolbarProps {
  readonly instruments: readonly InstrumentSummary[];
  readonly instrument: InstrumentSummary;
  readonly interval: Interval;
  readonly anchors: readonly AnchorKind[];
  readonly panes: readonly PaneKind[];
  readonly runs: readonly RunSummary[];
  readonly run: string | undefined;
  readonly plots: boolean;
  readonly onInstrument: (id: string) => void;
  readonly onInterval: (interval: Interval) => void;
  readonly onRange: (range: Range) => void;
  readonly onAnchors: (anchors: readonly AnchorKind[]) => void;
  readonly onPanes: (panes: readonly PaneKind[]) => void;
  readonly onRun: (run: string | undefined) => void;
  readonly onPlots: (plots: boolean) => void;
}

function toggled<Item>(items: readonly Item[], item: Item): readonly Item[] {
  return items.includes(item) ? items.filter((each) => each !== item) : [...items, item];
}

function CheckItem({
  on,
  label,
  onClick,
}: {
  readonly on: boolean;
  readonly label: string;
  readonly onClick: () => void;
}) {
  return (
    <Menu.CheckboxItem checked={on} onChange={onClick}>
      {label}
    </Menu.CheckboxItem>
  );
}

function LinesMenu(props: ChartToolbarProps) {
  const { anchors, panes, run, plots } = props;
  const count = anchors.length + panes.length + (run && plots ? 1 : 0);
  return (
    <Menu closeOnItemClick={false} position="bottom-start" width={240}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconAnchor size={14} />}
          rightSection={<IconChevronDown size={14} />}
        >
          Lines{count > 0 ? ` · ${count}` : ''}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Anchored VWAP from</Menu.Label>
        {ANCHORS.map((anchor) => (
          <CheckItem
            key={anchor}
            on={anchors.includes(anchor)}
            label={ANCHOR_WORDS[anchor]}
            onClick={() => props.onAnchors(toggled(anchors, anchor))}
          />
        ))}
        <Menu.Label>Panes below</Menu.Label>
        {PANES.map((pane) => (
          <CheckItem
            key={pane}
            on={panes.includes(pane)}
            label={PANE_WORDS[pane]}
            onClick={() => props.onPanes(toggled(panes, pane))}
          />
        ))}
        {run ? (
          <>
            <Menu.Label>Of the run</Menu.Label>
            <CheckItem on={plots} label="Its own indicator series" onClick={() => props.onPlots(!plots)} />
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

export function ChartToolbar(props: ChartToolbarProps) {
  const { instruments, instrument, interval, runs } = props;
  const shown = useMemo(() => shownIntervals(instrument), [instrument]);
  return (
    <>
      <Select
        id="chart-instrument"
        aria-label="Instrument"
        className={styles.instrument}
        searchable
        limit={60}
        nothingFoundMessage="No such instrument is stored"
        data={instruments.map((each) => ({ value: each.id, label: each.id }))}
        value={instrument.id}
        onChange={(id) => id && props.onInstrument(id)}
        onFocus={(event) => event.currentTarget.select()}
      />
      {instrument.synthetic ? <SyntheticBadge /> : null}
      <SegmentedControl
        aria-label="Interval"
        value={interval}
        data={INTERVALS.map((each) => ({ value: each, label: each, disabled: !shown.includes(each) }))}
        onChange={(each) => props.onInterval(each as Interval)}
      />
      <Group gap={0} role="group" aria-label="Range">
        {RANGES.map((range) => (
          <Tooltip
            key={range}
            label={range === 'All' ? 'Everything stored' : `The last ${range} of the data`}
          >
            <Button variant="subtle" color="gray" px={8} onClick={() => props.onRange(range)}>
              {range}
            </Button>
          </Tooltip>
        ))}
      </Group>
      <LinesMenu {...props} />
      <Select
        aria-label="Run whose trades are drawn"
        className={styles.run}
        placeholder={runs.length === 0 ? 'No run over this instrument' : 'Trades of a run'}
        disabled={runs.length === 0}
        searchable
        clearable
        data={runs.map((run) => ({
          value: run.id,
          label: `${run.name} · ${formatMoneyCompact(run.headline?.netPnl ?? Number.NaN, 'always')}`,
        }))}
        value={props.run ?? null}
        onChange={(run) => props.onRun(run ?? undefined)}
        comboboxProps={{ width: 380, position: 'bottom-end' }}
      />
    </>
  );
}
