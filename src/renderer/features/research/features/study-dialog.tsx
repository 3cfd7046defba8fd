// Which candles a study computes the set over, and its start. The job goes on when the dialog is closed.

import { Button, Modal } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FeatureSource } from '../../../../../engines/features/definition.ts';
import type { FeatureStudyRequest } from '../../../../contracts/features.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { useTRPC } from '../../../app/api.ts';
import dialogForm from '../../../ui/dialog-form.module.css';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { plural } from '../../../ui/format.ts';
import { DayFields } from '../../../ui/market/day-fields.tsx';
import { InstrumentsField } from '../../../ui/market/instruments-field.tsx';
import { IntervalField } from '../../../ui/market/interval-field.tsx';
import { NoCandles } from '../../../ui/market/no-candles.tsx';
import { SOURCE_WORDS } from './feature-words.ts';
import styles from './features.module.css';
import {
  firstFields,
  MOST_INSTRUMENTS,
  type StudyFields,
  studyCoverage,
  studyIntervals,
  studyProblem,
} from './study-request.ts';

export interface StudyDialogProps {
  readonly set: {
    readonly id: string;
    readonly version: number;
    readonly features: number;
    readonly sources: readonly FeatureSource[];
  };
  readonly stored: readonly InstrumentSummary[];
  /** The last study of this version: its choices are offered again. */
  readonly last: FeatureStudyRequest | null;
  readonly onStarted: (jobId: string) => void;
  readonly onClose: () => void;
}

export function StudyDialog(props: StudyDialogProps) {
  return (
    <Modal opened onClose={props.onClose} title={`Study ${props.set.id} v${props.set.version}`} size={560}>
      {props.stored.length === 0 ? (
        <NoCandles icon={<IconChartHistogram size={32} stroke={1.4} />} title="A study needs candles">
          It computes every feature of the set over stored bars and shows how each is spread.
        </NoCandles>
      ) : (
        <StudyForm {...props} />
      )}
    </Modal>
  );
}

function StudyForm({ set, stored, last, onStarted, onClose }: StudyDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [fields, setFields] = useState<StudyFields>(() => firstFields(stored, last));
  const change = (part: Partial<StudyFields>) => setFields((now) => ({ ...now, ...part }));
  const start = useMutation(
    trpc.features.startStudy.mutationOptions({
      onSuccess: (job) => {
        void cache.invalidateQueries(trpc.jobs.list.queryFilter());
        onStarted(job.id);
      },
    }),
  );
  const side = set.sources.filter((source) => source !== 'self').map((source) => SOURCE_WORDS[source]);
  const problem = studyProblem(stored, fields);
  const coverage = studyCoverage(stored, fields);
  return (
    <form
      className={dialogForm.dialog}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null)
          start.mutate({
            featureSet: { id: set.id, version: set.version },
            ...fields,
            instruments: [...fields.instruments],
          });
      }}
    >
      <p className="ad-muted">
        Computes the {plural(set.features, 'feature')} at every closed bar: missing share, distribution,
        stability by month, and which features say nearly the same. Nothing is stored but the result.
        {side.length > 0
          ? ` It reads the instruments’ own bars: what compares with ${side.join(' or ')} stays missing here.`
          : ''}
      </p>
      <InstrumentsField
        stored={stored}
        value={fields.instruments}
        description={`Up to ${MOST_INSTRUMENTS}; their rows are pooled`}
        most={MOST_INSTRUMENTS}
        onChange={(instruments) => change({ instruments })}
      />
      <div className={styles.studyFields}>
        <IntervalField
          label="Decision bars"
          description="decided at close"
          intervals={studyIntervals(stored, fields.instruments)}
          value={fields.interval}
          onChange={(interval) => change({ interval })}
        />
        <DayFields coverage={coverage} value={fields} onChange={change} />
      </div>
      {start.error ? <ErrorNote error={start.error} title="The study was not started" /> : null}
      <div className={dialogForm.dialogButtons}>
        {problem ? (
          <span className={styles.problem} role="status">
            {problem}
          </span>
        ) : null}
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={problem !== null} loading={start.isPending}>
          Start study
        </Button>
      </div>
    </form>
  );
}
