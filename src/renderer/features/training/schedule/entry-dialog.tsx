// Makes or changes an entry of the schedule: when, and which training, taken from a run that was made before.

import { Button, Modal, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { WEEKDAYS } from '../../../../../engines/market/weekdays.ts';
import type { TrainingRunSummary } from '../../../../contracts/training.ts';
import { SCHEDULE_RHYTHMS, type ScheduleEntry } from '../../../../contracts/training-schedule.ts';
import { useTRPC } from '../../../app/api.ts';
import dialogForm from '../../../ui/dialog-form.module.css';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { Option } from '../../../ui/option.tsx';
import styles from './schedule.module.css';
import {
  draftOfEntry,
  type EntryDraft,
  entryOf,
  NEW_ENTRY,
  RHYTHM_WORDS,
  rhythmWords,
} from './schedule-model.ts';

export interface EntryDialogProps {
  /** Null: a new one. */
  readonly entry: ScheduleEntry | null;
  readonly runs: readonly TrainingRunSummary[];
  readonly onClose: () => void;
}

/** Mounted only while open, so that what was typed and not saved is forgotten. */
export function EntryDialog({ entry, runs, onClose }: EntryDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  // A new one repeats the newest run unless told otherwise.
  const newest = entry ? undefined : runs[0];
  const [draft, setDraft] = useState<EntryDraft>(() =>
    entry ? draftOfEntry(entry) : { ...NEW_ENTRY, name: newest?.name ?? '' },
  );
  const [runId, setRunId] = useState<string | null>(newest?.id ?? null);
  const [tried, setTried] = useState(false);
  const source = useQuery({
    ...trpc.training.get.queryOptions({ runId: runId ?? '--------' }),
    enabled: runId !== null,
  });
  const request = runId === null ? entry?.request : source.data?.request;
  const { entry: input, problems } = entryOf(draft, request);
  const change = (part: Partial<EntryDraft>) => setDraft((now) => ({ ...now, ...part }));
  const problem = (field: string) => (tried ? problems[field] : undefined);
  const save = useMutation(
    trpc.training.schedule.save.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.training.schedule.pathFilter());
        onClose();
      },
    }),
  );
  const submit = () => {
    setTried(true);
    if (input) save.mutate({ entry: input, ...(entry ? { id: entry.id } : {}) });
  };
  const byId = new Map(runs.map((run) => [run.id, run]));
  return (
    <Modal opened onClose={onClose} title={entry ? 'Change the entry' : 'New entry'} size={560}>
      <form
        className={dialogForm.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          label="Name"
          value={draft.name}
          maxLength={120}
          data-autofocus
          error={problem('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label="Repeats what this run was asked"
          description={
            entry && runId === null
              ? 'As stored with the entry. Choose a run to take its request instead.'
              : 'Its dataset, split, families, search and budget. The run itself is not touched.'
          }
          placeholder={entry ? 'As stored' : 'Choose a run'}
          data={runs.map((run) => ({ value: run.id, label: run.name }))}
          renderOption={({ option }) => (
            <Option note={byId.get(option.value)?.datasetName}>{option.label}</Option>
          )}
          value={runId}
          searchable
          maxDropdownHeight={280}
          error={problem('request')}
          onChange={setRunId}
        />
        {source.error ? <ErrorNote error={source.error} title="The run could not be read" /> : null}
        <div className={styles.when}>
          <Select
            label="Rhythm"
            data={SCHEDULE_RHYTHMS.map((value) => ({ value, label: RHYTHM_WORDS[value] }))}
            value={draft.rhythm}
            onChange={(next) => {
              const rhythm = SCHEDULE_RHYTHMS.find((one) => one === next);
              if (rhythm) change({ rhythm });
            }}
          />
          <Select
            label={draft.rhythm === 'weekly' ? 'Day' : 'Last such day'}
            data={WEEKDAYS.map((label, index) => ({ value: String(index + 1), label }))}
            value={String(draft.weekday)}
            onChange={(next) => next && change({ weekday: Number(next) })}
          />
          <TextInput
            label="Time"
            value={draft.at}
            error={problem('at')}
            rightSection={<span className={styles.unit}>IST</span>}
            rightSectionWidth={40}
            onChange={(event) => change({ at: event.currentTarget.value.trim() })}
          />
        </div>
        <p className="ad-muted">
          {rhythmWords(draft)} IST. A start missed because the machine was off is made up for once.
        </p>
        <Switch
          label="Build the dataset again first, up to the last stored day"
          checked={draft.refreshDataset}
          onChange={(event) => change({ refreshDataset: event.currentTarget.checked })}
        />
        <Switch
          label="Enabled"
          checked={draft.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
        {save.error ? <ErrorNote error={save.error} title="The entry was not saved" /> : null}
        <div className={dialogForm.dialogButtons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending || (runId !== null && source.isPending)}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
