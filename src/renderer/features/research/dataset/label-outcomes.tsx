// How the labels came out: balance of the classes, how windows ended, ambiguous bars, break-even, and why decisions were dropped.

import { Link } from '@tanstack/react-router';
import { isCandidateLabel } from '../../../../../engines/labels/spec.ts';
import type { Dataset } from '../../../../contracts/datasets.ts';
import detail from '../../../ui/detail-page.module.css';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { Term } from '../../../ui/term.tsx';
import { labelFromRequest, labelText } from '../label-form/label-form-model.ts';
import styles from './dataset.module.css';
import { type CountOf, droppedOf, hitsOf } from './dataset-model.ts';

function BalanceBar({ classes, balance }: Pick<Dataset, 'classes' | 'balance'>) {
  const all = balance.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const parts = classes.map((name, k) => ({
    name,
    count: balance[k] ?? 0,
    share: (balance[k] ?? 0) / all,
    colour: `var(--ad-run-${(k % 8) + 1})`,
  }));
  return (
    <>
      <div className={styles.balance} aria-hidden>
        {parts.map((part) => (
          <span key={part.name} style={{ flexGrow: part.share, background: part.colour }} />
        ))}
      </div>
      <ul className={styles.classes} aria-label="Class balance">
        {parts.map((part) => (
          <li key={part.name}>
            <span className={detail.swatch} style={{ background: part.colour }} aria-hidden />
            <b>{part.name}</b>
            <span>{formatPercent(part.share)}</span>
            <span className="ad-muted">{formatNumber(part.count)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Counts({ title, counts }: { readonly title: string; readonly counts: readonly CountOf[] }) {
  const all = counts.reduce((sum, one) => sum + one.count, 0);
  if (all === 0) return null;
  return (
    <section className={styles.counts} aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {counts.map((one) => (
          <div key={one.id}>
            <dt>{one.words}</dt>
            <dd>{formatNumber(one.count)}</dd>
            <dd className="ad-muted">{formatPercent(one.count / all)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function LabelOutcomes({ dataset }: { readonly dataset: Dataset }) {
  const summary = dataset.labelSummary;
  const label = dataset.label ? labelFromRequest(dataset.label) : null;
  const { breakEven } = summary ?? {};
  return (
    <>
      <BalanceBar classes={dataset.classes} balance={dataset.balance} />
      <div className={styles.countPair}>
        <Counts title="Windows ended by" counts={hitsOf(dataset)} />
        <Counts title="Decisions dropped" counts={droppedOf(dataset.perInstrument)} />
      </div>
      {summary ? (
        <p className={styles.note}>
          {formatNumber(summary.ambiguous)} <Term name="ambiguousBar">ambiguous bars</Term>
          {summary.ambiguous > 0 ? `, ${formatNumber(summary.resolvedFiner)} put in order by finer ones` : ''}
          .
          {Number.isFinite(summary.averageValue)
            ? ` Average value of a row ${formatPercent(summary.averageValue, 3, 'always')}.`
            : ''}
        </p>
      ) : (
        <p className={`ad-muted ${styles.note}`}>
          The labels came with the file: how their windows ended is not known.
        </p>
      )}
      {breakEven ? (
        <p className={styles.note}>
          <Term name="breakEven">Break-even</Term> at {formatPercent(breakEven.withoutCharges)} wins without
          charges, {formatPercent(breakEven.withCharges)} with them ({breakEven.basis}).
        </p>
      ) : null}
      {label && !isCandidateLabel(label) ? (
        <p className={styles.note}>
          <Link to="/research/labels" search={{ label: labelText(label) }}>
            See this label on real bars
          </Link>
        </p>
      ) : null}
    </>
  );
}
