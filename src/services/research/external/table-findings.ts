// What a foreign table says beyond its columns: statistics it implies, sums that do not add up, balances. Called by the inspection, each
// finding only where its columns are there. Pure.

import { correlation } from '../../../../engines/numeric/correlation.ts';
import { mean, median } from '../../../../engines/numeric/statistics.ts';
import type { ColumnFacts } from './column-facts.ts';
import { countsOf } from './json-lines.ts';

export interface TableFindings {
  readonly findings: readonly string[];
  readonly warnings: readonly string[];
  /** Columns whose numbers are wrong, with why: never proposed as features. */
  readonly wrong: ReadonlyMap<string, string>;
}

export function tableFindings(facts: readonly ColumnFacts[]): TableFindings {
  const findings: string[] = [];
  const warnings: string[] = [];
  const wrong = new Map<string, string>();
  const find = (...names: readonly string[]) =>
    facts.find((one) => names.includes(one.name.toLowerCase()) && one.missing < one.cells.length);

  const label = find('label', 'target_binary', 'target');
  if (label && label.distinct <= 10) findings.push(`${label.name}: ${countsOf(label.cells)}.`);
  const direction = find('direction');
  if (direction && !direction.numeric) findings.push(`Directions: ${countsOf(direction.cells)}.`);

  const actual = find('actual_return', 'actual');
  const predicted = find('predicted_return', 'predicted');
  if (actual?.numeric && predicted?.numeric) findings.push(skillWords(actual.values, predicted.values));
  const signal = find('signal');
  if (signal?.numeric && predicted)
    findings.push(`Signals: ${countsOf(signal.cells.map((cell) => String(Number(cell))))}.`);

  const chance = find('p_win');
  if (chance?.numeric && chance.missing > 0)
    findings.push(
      `${chance.name} is known in ${chance.cells.length - chance.missing} of ${chance.cells.length} rows: the others were never in a test.`,
    );

  flowFindings(find, findings, warnings, wrong);
  scaleFindings(facts, find, warnings, wrong);
  return { findings, warnings, wrong };
}

export interface PredictionSkill {
  readonly rows: number;
  readonly correlation: number;
  /** 1 − squared error over the squared deviation of the actual from its own mean. */
  readonly rSquared: number;
  /** Share of rows whose signs agree, and share that rose. */
  readonly hits: number;
  readonly ups: number;
  readonly meanActual: number;
  readonly meanPredicted: number;
}

/** Over rows where both are known. */
export function predictionSkill(actual: Float64Array, predicted: Float64Array): PredictionSkill {
  const rows = [...actual.keys()].filter((i) => !Number.isNaN(actual[i]! + predicted[i]!));
  const real = Float64Array.from(rows, (i) => actual[i]!);
  const said = Float64Array.from(rows, (i) => predicted[i]!);
  const centre = mean(real);
  let error = 0;
  let spread = 0;
  for (let i = 0; i < rows.length; i++) {
    error += (real[i]! - said[i]!) ** 2;
    spread += (real[i]! - centre) ** 2;
  }
  return {
    rows: rows.length,
    correlation: correlation(real, said),
    rSquared: 1 - error / spread,
    hits: real.filter((value, i) => Math.sign(value) === Math.sign(said[i]!)).length / rows.length,
    ups: real.filter((value) => value > 0).length / rows.length,
    meanActual: centre,
    meanPredicted: mean(said),
  };
}

function skillWords(actual: Float64Array, predicted: Float64Array): string {
  const skill = predictionSkill(actual, predicted);
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return `Of ${skill.rows} predictions ${percent(skill.hits)} have the right sign, where ${percent(skill.ups)} of the bars rose; correlation ${skill.correlation.toFixed(3)}, R² ${skill.rSquared.toFixed(3)}, mean prediction ${(skill.meanPredicted * 100).toFixed(3)} % against ${(skill.meanActual * 100).toFixed(3)} % actual.`;
}

type Find = (...names: readonly string[]) => ColumnFacts | undefined;

/** A net flow is the sum of its flows; a difference under its name has the wrong sign whenever domestic money sells. */
function flowFindings(find: Find, findings: string[], warnings: string[], wrong: Map<string, string>): void {
  const [fii, dii, net] = [find('fii_flow'), find('dii_flow'), find('fii_dii_net')];
  if (fii && dii && net) {
    let rows = 0;
    let off = 0;
    let subtracted = 0;
    for (let i = 0; i < net.values.length; i++) {
      const [one, other, sum] = [fii.values[i]!, dii.values[i]!, net.values[i]!];
      if (Number.isNaN(one + other + sum)) continue;
      rows++;
      if (Math.abs(sum - (one + other)) > 0.005) off++;
      if (Math.abs(sum - (one - other)) <= 0.005) subtracted++;
    }
    if (off > 0) {
      warnings.push(
        `${net.name} ≠ ${fii.name} + ${dii.name} in ${off} of ${rows} rows${subtracted > 0 ? `; in ${subtracted} it is their difference` : ''}. The column is proposed to be left out.`,
      );
      wrong.set(net.name, `not the sum of ${fii.name} and ${dii.name} in ${off} of ${rows} rows`);
    }
  }
  const score = find('risk_on_score');
  if (score) {
    const values = [...new Set(score.values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
    findings.push(`${score.name} takes ${values.map((value) => Number(value.toFixed(6))).join(', ')}.`);
    const possible = [-0.7, -0.5, -0.3, -0.1, 0, 0.1, 0.3, 0.5, 0.7];
    const odd = values.filter((value) => !possible.some((one) => Math.abs(one - value) < 1e-9));
    if (odd.length > 0)
      warnings.push(
        `${score.name} holds ${odd.slice(0, 5).join(', ')}, which three votes of 0.3, 0.2 and 0.2 cannot give.`,
      );
  }
}

/** Averages of the price that lie far from the price were divided by something else in the log. */
function scaleFindings(
  facts: readonly ColumnFacts[],
  find: Find,
  warnings: string[],
  wrong: Map<string, string>,
): void {
  const price = find('last_price');
  if (!price?.numeric) return;
  const off = facts.filter((one) => {
    if (!/^ema_\d+$/.test(one.name) || !one.numeric) return false;
    const distances = one.values
      .map((value, i) => Math.abs(value / price.values[i]! - 1))
      .filter((value) => !Number.isNaN(value));
    return distances.length > 0 && median(distances) > 0.2;
  });
  if (off.length === 0) return;
  warnings.push(
    `${off.map((one) => one.name).join(' and ')} lie far from ${price.name}: they were scaled by something that is not in the file, so they cannot be compared with the price.`,
  );
  for (const one of off) wrong.set(one.name, `an average of the price that lies far from ${price.name}`);
}
