// The leak proof over real five-minute bars, with the shipped multi-timeframe set and the labels a user would take: nothing of
// ours may raise an alarm, and a peek added to it must stand out among real prices as it does among random ones.

import { expect, it } from 'vitest';
import { CATALOGUE } from '../../engines/features/catalogue.ts';
import { createPlaces, type FeatureData } from '../../engines/features/data.ts';
import { buildMatrix } from '../../engines/features/matrix.ts';
import { type ResolvedSet, resolveSet } from '../../engines/features/resolve.ts';
import { INTRADAY_MTF } from '../../engines/features/sets/intraday-mtf.ts';
import { labelBars } from '../../engines/labels/bar-labels.ts';
import { defaultLabel } from '../../engines/labels/check.ts';
import type { LabelColumns } from '../../engines/labels/definition.ts';
import { type BarLabelSpec, isCandidateLabel } from '../../engines/labels/spec.ts';
import { proveNoLeaks } from '../../engines/validation/leaks/prove.ts';
import type { LeakSubject, LeakSubjects } from '../../engines/validation/leaks/subject.ts';
import { PEEK } from '../fixtures/leaky-features.ts';
import { realSeries } from '../fixtures/real-series.ts';
import { describeWithData } from '../shared-data.ts';

type Kind = 'triple-barrier' | 'volatility-direction' | 'tp-sl-window' | 'next-return';

function barLabel(kind: Kind): BarLabelSpec {
  const spec = defaultLabel(kind);
  if (isCandidateLabel(spec)) throw new Error(`${kind} labels trades, not bars`);
  // The seed's two minutes cannot be read from five-minute bars.
  return spec.kind === 'tp-sl-window' ? { ...spec, horizon: { unit: 'bars', length: 6 } } : spec;
}

function labelsOf(data: FeatureData, spec: BarLabelSpec): LabelColumns {
  const self = data.series.self!;
  const places = createPlaces(data);
  const decision = places.at('self', 'decision')!;
  const path = places.at('self', self.interval)!;
  return labelBars(
    {
      interval: data.decisionInterval,
      bars: decision.input.bars,
      closeTime: decision.closeTime,
      pathInterval: self.interval,
      path: path.input.bars,
      pathCloseTime: path.closeTime,
      sessions: self.sessions,
    },
    spec,
  );
}

describeWithData('the leak proof of real bars', (folder) => {
  const SYMBOLS = ['RELIANCE', 'SBIN', 'TCS', 'ITC', 'IDEA'];

  function subjects(resolved: ResolvedSet, spec: BarLabelSpec): LeakSubjects {
    return {
      count: SYMBOLS.length,
      load(index): LeakSubject {
        const file = `NSE_${SYMBOLS[index]}_5minute`;
        const self = realSeries(folder, { file, interval: '5m', from: '2023-10-03', to: '2024-03-28' });
        const data: FeatureData = { decisionInterval: '5m', series: { self } };
        const relabel = (changed: FeatureData) => labelsOf(changed, spec);
        return {
          instrumentId: `NSE:${SYMBOLS[index]}`,
          matrix: buildMatrix(resolved, data),
          labels: relabel(data),
          sessions: self.sessions,
          source: { resolved, data, relabel },
        };
      },
    };
  }

  it.each(['triple-barrier', 'volatility-direction', 'tp-sl-window', 'next-return'] as const)(
    '%s: passes',
    (kind) => {
      const proof = proveNoLeaks(subjects(resolveSet(INTRADAY_MTF, CATALOGUE), barLabel(kind)), {
        seed: 20240328,
      })!;
      const told = proof.checks.map((check) => `${check.id} ${check.verdict}: ${check.summary}`);
      expect(proof.checks.filter((check) => check.verdict !== 'passed').length, told.join('\n')).toBe(0);
      expect(proof.passed).toBe(true);
    },
  );

  it('fails with one feature that has seen the next bar, and names it and nothing else', () => {
    const entries = [
      ...INTRADAY_MTF.entries,
      { name: PEEK.id, feature: PEEK.id, source: 'self' as const, timeframe: '5m' as const, parameters: {} },
    ];
    const resolved = resolveSet({ ...INTRADAY_MTF, entries }, new Map([...CATALOGUE, [PEEK.id, PEEK]]));
    const proof = proveNoLeaks(subjects(resolved, barLabel('triple-barrier')), {
      seed: 1,
      truncationPoints: 20,
    })!;
    for (const id of ['truncation', 'scramble'] as const) {
      const check = proof.checks.find((one) => one.id === id)!;
      expect(check.verdict).toBe('failed');
      expect(new Set(check.findings.map((finding) => finding.feature))).toEqual(new Set([PEEK.id]));
    }
  });
});
