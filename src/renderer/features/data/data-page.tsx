// Data: what is stored, how complete and how clean it is, and the way in for more. Three views of the same days.

import { SegmentedControl, Select } from '@mantine/core';
import { IconDatabaseImport, IconGitCompare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Interval } from '../../../../engines/market/interval.ts';
import { useTRPC } from '../../app/api.ts';
import { useKeys } from '../../app/keys/keys.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { plural } from '../../ui/format.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page, Spacer } from '../../ui/page.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { TableSkeleton } from '../../ui/skeletons.tsx';
import { CoverageView } from './coverage-view.tsx';
import {
  firstStoredDate,
  lastStoredDate,
  openingInterval,
  RANGES,
  type Range,
  rangeStart,
  storedIntervals,
} from './data-model.ts';
import { useInstruments } from './data-queries.ts';
import { DayPanel } from './day-panel.tsx';
import { InstrumentPanel } from './instrument-panel.tsx';
import { InstrumentsView } from './instruments-view.tsx';
import { dayId } from './quality-model.ts';
import { QualityView } from './quality-view.tsx';
import { type DataSearch, type DataViewName, dataRoute } from './routes.tsx';

const VIEWS: readonly { readonly value: DataViewName; readonly label: string }[] = [
  { value: 'coverage', label: 'Coverage' },
  { value: 'instruments', label: 'Instruments' },
  { value: 'quality', label: 'Quality' },
];

function ImportButton() {
  return (
    <LinkButton to="/data/import" leftSection={<IconDatabaseImport size={14} />}>
      Import files
    </LinkButton>
  );
}

function DifferencesButton() {
  const differences = useQuery(useTRPC().imports.differences.queryOptions()).data ?? [];
  if (differences.length === 0) return null;
  return (
    <LinkButton to="/data/differences" variant="default" leftSection={<IconGitCompare size={14} />}>
      Review {plural(differences.length, 'differing day')}
    </LinkButton>
  );
}

export function DataPage() {
  const search = dataRoute.useSearch();
  const navigate = dataRoute.useNavigate();
  const instruments = useInstruments();
  const change = (patch: Partial<DataSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...patch }), replace: true });
  const show = (view: DataViewName) => change({ view, instrument: undefined, day: undefined });
  useKeys('Data', [
    { keys: '1', label: 'Show coverage', run: () => show('coverage') },
    { keys: '2', label: 'Show instruments', run: () => show('instruments') },
    { keys: '3', label: 'Show quality', run: () => show('quality') },
    { keys: 'i', label: 'Import files', run: () => void navigate({ to: '/data/import' }) },
  ]);

  if (instruments.isPending)
    return (
      <Page title="Data">
        <TableSkeleton text="Reading the instruments…" />
      </Page>
    );
  if (instruments.error)
    return (
      <Page title="Data">
        <ErrorState
          error={instruments.error}
          title="The instruments could not be read"
          onRetry={() => void instruments.refetch()}
        />
      </Page>
    );
  const held = instruments.data;
  const stored = storedIntervals(held);
  const interval =
    stored.find((entry) => entry.interval === search.interval)?.interval ?? openingInterval(held);
  if (interval === null)
    return (
      <Page title="Data">
        <EmptyState
          icon={<IconDatabaseImport size={32} stroke={1.4} />}
          title="No candles yet"
          actions={
            <>
              <ImportButton />
              <LinkButton to="/welcome" variant="default">
                Other ways to begin
              </LinkButton>
            </>
          }
        >
          Here you will see which sessions of which instruments are stored, how complete they are, and what
          looks wrong with them.
        </EmptyState>
      </Page>
    );

  const { view = 'coverage', range = '1Y' } = search;
  const opened = held.find((each) => each.id === search.instrument);
  const close = () => change({ instrument: undefined, day: undefined });
  const side: ReactNode = opened ? (
    <SidePanel name="data" title={opened.id} onClose={close}>
      {search.day ? (
        <DayPanel instrumentId={opened.id} interval={interval} date={search.day} />
      ) : (
        <InstrumentPanel instrument={opened} interval={interval} onRemoved={close} />
      )}
    </SidePanel>
  ) : null;
  return (
    <Page
      title="Data"
      side={side}
      toolbar={
        <>
          <SegmentedControl
            aria-label="View"
            data={[...VIEWS]}
            value={view}
            onChange={(next) => show(next as DataViewName)}
          />
          {view === 'instruments' ? null : (
            <Select
              aria-label="Interval"
              w={176}
              data={stored.map((entry) => ({
                value: entry.interval,
                label: `${entry.interval} · ${plural(entry.instruments, 'instrument')}`,
              }))}
              value={interval}
              onChange={(next) => change({ interval: (next ?? interval) as Interval })}
            />
          )}
          {view === 'coverage' ? (
            <SegmentedControl
              aria-label="Range"
              data={[...RANGES]}
              value={range}
              onChange={(next) => change({ range: next as Range })}
            />
          ) : null}
          <Spacer />
          <DifferencesButton />
          <ImportButton />
        </>
      }
    >
      {view === 'coverage' ? (
        <CoverageView
          interval={interval}
          from={rangeStart(firstStoredDate(held, interval), lastStoredDate(held, interval), range)}
          open={
            search.instrument && search.day ? { instrumentId: search.instrument, date: search.day } : null
          }
          onOpen={(instrument, day) => change({ instrument, day })}
        />
      ) : null}
      {view === 'instruments' ? (
        <InstrumentsView
          instruments={held}
          openId={search.instrument ?? null}
          onOpen={(instrument) => change({ instrument, day: undefined })}
        />
      ) : null}
      {view === 'quality' ? (
        <QualityView
          interval={interval}
          flag={search.flag ?? null}
          onFlag={(flag) => change({ flag: flag ?? undefined })}
          openId={
            search.instrument && search.day
              ? dayId({ instrumentId: search.instrument, interval, sessionDate: search.day })
              : null
          }
          onOpen={(day) => change({ instrument: day.instrumentId, day: day.sessionDate })}
        />
      ) : null}
    </Page>
  );
}
