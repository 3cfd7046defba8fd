// A feature set to read: version, hash, its features as a table, one of them beside it, and what a study found.

import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconChartHistogram, IconCopyPlus, IconEdit } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { FeatureSetDetail } from '../../../../contracts/features.ts';
import { useTRPC } from '../../../app/api.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import { Badge } from '../../../ui/badge.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { Page, Spacer } from '../../../ui/page.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { shortHash } from '../dataset-words.ts';
import { type FeatureSetSearch, featureSetRoute } from '../routes.tsx';
import { CopySetDialog } from './copy-set-dialog.tsx';
import { CorrelationsView } from './correlation-view.tsx';
import { entryColumns } from './entry-columns.tsx';
import { type EntryRow, entryRows, stepped } from './entry-row.ts';
import { FeaturePanel } from './feature-panel.tsx';
import { needsOf } from './feature-words.ts';
import styles from './features.module.css';
import { CRUMBS } from './set-crumbs.ts';
import { StudyDialog } from './study-dialog.tsx';
import { studyRequestOf } from './study-model.ts';
import { StudyStrip } from './study-strip.tsx';
import { useStudy } from './use-study.ts';

export function SetView({ set }: { readonly set: FeatureSetDetail }) {
  const search = featureSetRoute.useSearch();
  const navigate = featureSetRoute.useNavigate();
  const trpc = useTRPC();
  const instruments = useQuery(trpc.market.instruments.queryOptions());
  const sets = useQuery(trpc.features.sets.queryOptions());
  const [dialog, setDialog] = useState<'study' | 'copy' | null>(null);
  const { job, study } = useStudy(set.id, set.version, search.study);
  const rows = useMemo(() => entryRows(set, study), [set, study]);
  const columns = useMemo(() => entryColumns(study !== null), [study]);
  const chosen = set.entries.find((entry) => entry.name === search.feature);
  const open = (feature: string | undefined) =>
    void navigate({ search: (now: FeatureSetSearch) => ({ ...now, feature }), replace: true });
  const edit = () => void navigate({ search: { version: search.version, edit: true } });
  const openStudy = () => {
    if (!set.needsCandidate) setDialog('study');
  };
  useKeys('Feature set', [
    { keys: 'e', label: 'Edit as a new version', run: edit },
    { keys: 's', label: 'Study on stored candles', run: openStudy },
    { keys: ']', label: 'Next feature', run: () => open(stepped(rows, search.feature, 1)) },
    { keys: '[', label: 'Previous feature', run: () => open(stepped(rows, search.feature, -1)) },
  ]);
  const stored = (instruments.data ?? []).filter((one) => one.intervals.length > 0);
  const showsMap = search.view === 'correlations' && study !== null;
  const needs = needsOf(set);

  const toolbar = (
    <>
      <Select
        aria-label="Version"
        className={styles.version}
        allowDeselect={false}
        data={set.versions.map((version) => ({
          value: String(version),
          label: `Version ${version}${version === set.versions[0] ? ', newest' : ''}`,
        }))}
        value={String(set.version)}
        onChange={(version) =>
          void navigate({
            search: version === String(set.versions[0]) ? {} : { version: Number(version) },
          })
        }
      />
      {set.builtIn ? <Badge>Built in</Badge> : null}
      {needs.length > 0 ? <Badge tone="amber">Needs {needs.join(', ')}</Badge> : null}
      <CopyButton
        variant="subtle"
        color="gray"
        className={styles.hash}
        text={set.hash}
        label={`Hash ${shortHash(set.hash)}`}
      />
      <Spacer />
      {study ? (
        <SegmentedControl
          aria-label="View of the set"
          data={[
            { value: 'features', label: 'Features' },
            { value: 'correlations', label: 'Correlations' },
          ]}
          value={showsMap ? 'correlations' : 'features'}
          onChange={(view) =>
            void navigate({
              search: (now: FeatureSetSearch) => ({
                ...now,
                view: view === 'correlations' ? 'correlations' : undefined,
              }),
            })
          }
        />
      ) : null}
      <Button variant="default" leftSection={<IconCopyPlus size={14} />} onClick={() => setDialog('copy')}>
        New set from this
      </Button>
      <Button
        variant="default"
        leftSection={<IconChartHistogram size={14} />}
        disabled={set.needsCandidate}
        title={
          set.needsCandidate
            ? 'The set describes proposed trades: build a dataset on the trades of a run to see its columns'
            : undefined
        }
        onClick={openStudy}
      >
        Study on…
      </Button>
      <Button leftSection={<IconEdit size={14} />} onClick={edit}>
        Edit
      </Button>
    </>
  );
  return (
    <Page
      title={`${set.id} v${set.version}`}
      crumbs={CRUMBS}
      toolbar={toolbar}
      side={
        chosen ? (
          <SidePanel name="feature" title={chosen.name} defaultWidth={420} onClose={() => open(undefined)}>
            <FeaturePanel entry={chosen} study={study} onOpen={open} />
          </SidePanel>
        ) : undefined
      }
    >
      <div className={styles.about}>
        <strong>{set.title}.</strong> {set.description}
        {set.needsCandidate
          ? ' It describes proposed trades, so bars alone cannot show its columns: build a dataset on the trades of a run.'
          : ''}
      </div>
      {job ? (
        <StudyStrip
          job={job}
          study={study}
          onRerun={(jobId) =>
            void navigate({ search: (now: FeatureSetSearch) => ({ ...now, study: jobId }), replace: true })
          }
        />
      ) : null}
      {showsMap && study ? (
        <CorrelationsView setId={set.id} study={study} onOpen={open} />
      ) : (
        <DataTable<EntryRow>
          label="Features"
          name={study ? 'set-features-studied' : 'set-features'}
          columns={columns}
          rows={rows}
          rowId={(row) => row.entry.name}
          openId={search.feature ?? null}
          onOpen={(row) => open(row.entry.name)}
        />
      )}
      {dialog === 'study' && instruments.data ? (
        <StudyDialog
          set={set}
          stored={stored}
          last={job ? studyRequestOf(job) : null}
          onClose={() => setDialog(null)}
          onStarted={(jobId) => {
            setDialog(null);
            void navigate({ search: (now: FeatureSetSearch) => ({ ...now, study: jobId }) });
          }}
        />
      ) : null}
      {dialog === 'copy' && sets.data ? (
        <CopySetDialog sets={sets.data} from={set} onClose={() => setDialog(null)} />
      ) : null}
    </Page>
  );
}
