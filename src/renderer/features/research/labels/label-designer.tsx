// The designer: on the left what is asked and of which bars, on the right every outcome on the chart and what they add up to. The
// address holds it all, so a design can be sent as a link. Stores nothing.

import { Button } from '@mantine/core';
import { IconDatabasePlus } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import type { LabelKindInfo } from '../../../../contracts/labels.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page, Spacer } from '../../../ui/page.tsx';
import { LabelForm } from '../label-form/label-form.tsx';
import { labelFromText, labelText } from '../label-form/label-form-model.ts';
import { useLabelForm } from '../label-form/use-label-form.ts';
import { ResearchTabs } from '../research-tabs.tsx';
import { type LabelSearch, labelsRoute } from '../routes.tsx';
import { marketChoice, periodProblem } from './designer-model.ts';
import styles from './labels.module.css';
import { MarketFields } from './market-fields.tsx';
import { PreviewView } from './preview-view.tsx';

export interface LabelDesignerProps {
  readonly kinds: readonly LabelKindInfo[];
  readonly stored: readonly InstrumentSummary[];
}

export function LabelDesigner({ kinds, stored }: LabelDesignerProps) {
  const search = labelsRoute.useSearch();
  const navigate = labelsRoute.useNavigate();
  const change = (part: Partial<LabelSearch>) =>
    void navigate({ search: (now: LabelSearch) => ({ ...now, ...part }), replace: true });
  const form = useLabelForm(kinds, labelFromText(search.label));
  const market = useMemo(() => marketChoice(stored, search), [stored, search]);
  useLabelInAddress(form.spec === null ? null : labelText(form.spec), search.label, {
    write: (label) => change({ label, at: undefined, class: undefined, hit: undefined }),
    read: (text) => {
      const spec = labelFromText(text);
      if (spec) form.load(spec);
    },
  });
  const ofTrades = form.info?.rows === 'trades';
  const period = market ? periodProblem(market) : null;
  const label = form.spec === null ? undefined : labelText(form.spec);

  const content = () => {
    if (ofTrades) return <NeedsRun label={label} />;
    if (!market)
      return (
        <EmptyState
          title={
            search.instrument
              ? `No intraday candles of ${search.instrument} are stored`
              : 'No intraday candles are stored'
          }
          actions={
            <>
              <LinkButton to="/data/import">Import files</LinkButton>
              <Button variant="default" onClick={() => change({ instrument: undefined })}>
                Choose another instrument
              </Button>
            </>
          }
        >
          A label looks at what follows inside the session, so it needs bars shorter than a day.
        </EmptyState>
      );
    return (
      <PreviewView
        key={market.instrumentId}
        market={market}
        spec={period === null ? form.spec : null}
        holdingBack={period ?? form.problems[0] ?? null}
        search={search}
        onSearch={change}
      />
    );
  };
  return (
    <Page
      title="Research"
      toolbar={
        <>
          <ResearchTabs current="/research/labels" />
          <Spacer />
          <CopyButton text={() => window.location.href} label="Copy link" />
          <LinkButton
            to="/research/datasets/new"
            search={{ label }}
            disabled={label === undefined}
            leftSection={<IconDatabasePlus size={14} />}
          >
            Use in a dataset
          </LinkButton>
        </>
      }
    >
      <div className={styles.designer}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section className={styles.form} tabIndex={0} aria-label="The label and its bars">
          {market && !ofTrades ? (
            <MarketFields stored={stored} market={market} problem={period} onChange={change} />
          ) : null}
          <LabelForm form={form} narrow />
        </section>
        <div className={styles.result}>{content()}</div>
      </div>
    </Page>
  );
}

/** Keeps form and address the same: edits are written, a label that arrives by link or Back is read. */
function useLabelInAddress(
  made: string | null,
  address: string | undefined,
  { write, read }: { readonly write: (label: string) => void; readonly read: (label: string) => void },
): void {
  const known = useRef({ made, address });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the two texts are what can change; the functions are new each time
  useEffect(() => {
    const before = known.current;
    known.current = { made, address };
    if (made !== before.made) {
      if (made !== null && made !== address) write(made);
    } else if (address !== before.address && address !== undefined && address !== made) read(address);
  }, [made, address]);
}

function NeedsRun({ label }: { readonly label: string | undefined }) {
  return (
    <EmptyState
      title="This label judges trades, not bars"
      actions={
        <>
          <LinkButton to="/research/datasets/new" search={{ label }} disabled={label === undefined}>
            Build a dataset on a run
          </LinkButton>
          <LinkButton to="/backtests" variant="default">
            Open the runs
          </LinkButton>
        </>
      }
    >
      It has one row per trade of a backtest: the moments a strategy proposed to act, and whether it was right
      to. Choose the run in the dataset builder; its chart shows the trades themselves.
    </EmptyState>
  );
}
