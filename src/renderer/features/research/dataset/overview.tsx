// What a dataset holds: its figures, warnings, request, label outcomes, instruments, and what can be done with its files.

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconNotes, IconPencil, IconShieldX } from '@tabler/icons-react';
import type { Dataset } from '../../../../contracts/datasets.ts';
import detail from '../../../ui/detail-page.module.css';
import { formatBytes, formatDuration, formatNumber } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { NoticeLine } from '../../../ui/notice-line.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Term } from '../../../ui/term.tsx';
import { Tile, TileRow } from '../../../ui/tile.tsx';
import { PROOF_WORDS } from '../dataset-words.ts';
import styles from './dataset.module.css';
import { ExportsPanel } from './exports-panel.tsx';
import { InstrumentTable } from './instrument-table.tsx';
import { LabelOutcomes } from './label-outcomes.tsx';
import { RequestFacts } from './request-facts.tsx';
import { VerificationPanel } from './verification-panel.tsx';

export interface OverviewProps {
  readonly dataset: Dataset;
  readonly onEdit: () => void;
  readonly onProof: () => void;
}

function Notes({ dataset, onEdit, onProof }: OverviewProps) {
  return (
    <>
      <div className={styles.reason}>
        <IconNotes size={14} aria-hidden />
        <span className={dataset.justification ? undefined : 'ad-muted'}>
          {dataset.justification || 'No reason written down.'}
        </span>
        <Tooltip label="Name and reason">
          <ActionIcon size={22} aria-label="Edit name and reason" onClick={onEdit}>
            <IconPencil size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
      {dataset.proof === 'passed' ? null : (
        <NoticeLine
          id="proof"
          icon={<IconShieldX size={15} aria-hidden />}
          action={
            dataset.proof === 'none' ? null : (
              <button type="button" className={detail.link} onClick={onProof}>
                Open the proof
              </button>
            )
          }
        >
          {PROOF_WORDS[dataset.proof].meaning}
        </NoticeLine>
      )}
      {dataset.datasetFlags.map((flag) => (
        <NoticeLine
          key={`${flag.id} ${flag.message}`}
          id={flag.id}
          action={
            flag.id === 'data-quality' ? (
              <LinkButton to="/data" search={{ view: 'quality' }} variant="default">
                Open data quality
              </LinkButton>
            ) : null
          }
        >
          {flag.message}
        </NoticeLine>
      ))}
    </>
  );
}

export function Overview(props: OverviewProps) {
  const { dataset } = props;
  const summary = dataset.labelSummary;
  return (
    <>
      <Notes {...props} />
      <TileRow>
        <Tile
          label="Rows"
          value={formatNumber(dataset.rows)}
          note={
            dataset.droppedRows > 0
              ? `${formatNumber(dataset.droppedRows)} decisions dropped`
              : 'none dropped'
          }
        />
        <Tile
          label="Features"
          value={formatNumber(dataset.featureNames.length)}
          note={
            dataset.featureSet
              ? `${dataset.featureSet.id} v${dataset.featureSet.version}`
              : 'columns of a file'
          }
        />
        {summary ? (
          <>
            <Tile
              label={<Term name="uniqueness">Average uniqueness</Term>}
              value={formatNumber(summary.averageUniqueness, 2)}
              note="of 1"
            />
            <Tile
              label="Average life of a label"
              value={formatDuration(summary.averageLifeMinutes * 60_000)}
              note="of trading"
            />
          </>
        ) : null}
        <Tile
          label="Missing sessions"
          value={formatNumber(dataset.gaps)}
          note="against the calendar; nothing is filled"
        />
        <Tile
          label="Size"
          value={formatBytes(dataset.bytes)}
          note={
            dataset.elapsedMs === null
              ? 'on disk'
              : `${dataset.origin === 'built' ? 'built' : 'read'} in ${formatDuration(dataset.elapsedMs)}`
          }
        />
      </TileRow>
      <div className={detail.pair}>
        <Panel title="What it is made of" padded>
          <RequestFacts dataset={dataset} />
        </Panel>
        <Panel title={<Term name="label">Label</Term>} hint={dataset.labelWords} padded>
          <LabelOutcomes dataset={dataset} />
        </Panel>
        <VerificationPanel dataset={dataset} />
        <ExportsPanel dataset={dataset} />
      </div>
      {dataset.perInstrument.length > 0 ? <InstrumentTable dataset={dataset} /> : null}
    </>
  );
}
