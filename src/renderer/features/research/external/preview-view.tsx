// A foreign file as it was understood: layout, refusals, warnings, findings, and the roles of its columns. Imports it on request.

import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconFileImport, IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ExternalImport, ExternalPreview } from '../../../../contracts/datasets.ts';
import { useTRPC } from '../../../app/api.ts';
import { ErrorNote } from '../../../ui/error-state.tsx';
import page from '../../../ui/form-page.module.css';
import { formatNumber, plural } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { ColumnTable } from './column-table.tsx';
import styles from './external.module.css';
import { type Roles, roleCounts, roleProblems } from './external-model.ts';

export interface PreviewViewProps {
  readonly preview: ExternalPreview;
  readonly onAnother: () => void;
}

const EXCHANGES: readonly { readonly value: ExternalImport['exchange']; readonly label: string }[] = [
  { value: 'NSE', label: 'NSE' },
  { value: 'BSE', label: 'BSE' },
  { value: 'NFO', label: 'NFO, NSE derivatives' },
  { value: 'BFO', label: 'BFO, BSE derivatives' },
  { value: 'US', label: 'US' },
];
const ZONES = [
  { value: 'Asia/Kolkata', label: 'India (IST)' },
  { value: 'UTC', label: 'UTC' },
  { value: 'America/New_York', label: 'New York' },
];

/** The usual zones, and the one under which the file's stamps fit. */
function zonesWith(proposed: string | undefined) {
  return proposed === undefined || ZONES.some((zone) => zone.value === proposed)
    ? ZONES
    : [{ value: proposed, label: proposed }, ...ZONES];
}

function Notes({
  title,
  words,
  grave,
}: {
  readonly title: string;
  readonly words: readonly string[];
  readonly grave: boolean;
}) {
  if (words.length === 0) return null;
  const Icon = grave ? IconAlertTriangle : IconInfoCircle;
  return (
    <section className={styles.notes} data-grave={grave || undefined} aria-label={title}>
      <Icon size={15} aria-hidden />
      <div>
        <h3>{title}</h3>
        <ul>
          {words.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}

export function PreviewView({ preview, onAnother }: PreviewViewProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [roles, setRoles] = useState<Roles>({});
  const [name, setName] = useState('');
  const [justification, setJustification] = useState('');
  const [exchange, setExchange] = useState<ExternalImport['exchange']>(preview.proposedExchange ?? 'NSE');
  const [timeZone, setTimeZone] = useState(preview.proposedTimeZone ?? 'Asia/Kolkata');
  const bring = useMutation(
    trpc.datasets.importExternal.mutationOptions({
      onSuccess: ({ datasetId }) => {
        void cache.invalidateQueries(trpc.datasets.pathFilter());
        void navigate({ to: '/research/datasets/$datasetId', params: { datasetId } });
      },
    }),
  );
  // Another role, zone or calendar can settle a refusal; the desk looks again before anything is stored.
  const settled =
    preview.columns.length > 0 &&
    (Object.keys(roles).length > 0 ||
      exchange !== (preview.proposedExchange ?? 'NSE') ||
      timeZone !== (preview.proposedTimeZone ?? 'Asia/Kolkata'));
  const refused = preview.refusals.length > 0 && !settled;
  const problems = refused ? [] : roleProblems(preview.columns, roles);
  return (
    <form
      className={styles.preview}
      onSubmit={(event) => {
        event.preventDefault();
        if (refused || problems.length > 0 || bring.isPending) return;
        bring.mutate({
          path: preview.path,
          ...(name.trim() ? { name: name.trim() } : {}),
          justification: justification.trim(),
          roles: { ...roles },
          timeZone,
          exchange,
        });
      }}
    >
      <div className={styles.head}>
        <div>
          <h2>{preview.fileName}</h2>
          <p className="ad-muted">
            {preview.layout} · {plural(preview.rows, 'row')} · {plural(preview.columns.length, 'column')}
          </p>
        </div>
        <Button variant="default" onClick={onAnother}>
          Choose another file
        </Button>
      </div>
      <Notes title="As it was read it cannot become a dataset" words={preview.refusals} grave />
      <Notes title="Warnings" words={preview.warnings} grave />
      <Notes title="Found in the file" words={preview.findings} grave={false} />
      {preview.columns.length === 0 ? null : (
        <section className={styles.section}>
          <div className={styles.grid}>
            <Select
              label="Calendar its dates must obey"
              data={[...EXCHANGES]}
              value={exchange}
              allowDeselect={false}
              onChange={(next) => next && setExchange(next as ExternalImport['exchange'])}
            />
            <Select
              label="Zone of times without one"
              data={zonesWith(preview.proposedTimeZone)}
              value={timeZone}
              allowDeselect={false}
              onChange={(next) => next && setTimeZone(next)}
            />
            <TextInput
              label="Name"
              placeholder={preview.fileName}
              value={name}
              maxLength={120}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Textarea
              className={styles.wide}
              label="Why it is imported"
              autosize
              minRows={1}
              maxRows={5}
              maxLength={2000}
              value={justification}
              onChange={(event) => setJustification(event.currentTarget.value)}
            />
          </div>
        </section>
      )}
      <Panel title="Columns" hint={roleCounts(preview, roles)}>
        <ColumnTable columns={preview.columns} roles={roles} onRoles={setRoles} />
      </Panel>
      <div className={page.foot}>
        <Button
          type="submit"
          leftSection={<IconFileImport size={14} />}
          disabled={refused || problems.length > 0}
          loading={bring.isPending}
        >
          Import {formatNumber(preview.rows)} rows
        </Button>
        <span className={problems.length > 0 || refused ? page.problems : 'ad-muted'} role="status">
          {refused
            ? preview.columns.length === 0
              ? 'Nothing can be imported from this file; the reasons stand above.'
              : 'The reasons stand above. Another role, zone or calendar may settle them.'
            : problems.length > 0
              ? problems.join(' ')
              : 'Checks that need the candles behind its numbers cannot be done; the others run on import.'}
        </span>
        {bring.error ? <ErrorNote error={bring.error} title="Nothing was imported" /> : null}
      </div>
    </form>
  );
}
