// Writes a linear model as a graph: standardisation, indicators of missing values, scores and what makes probabilities of them, as
// logistic.ts and ridge.ts do. Called by estimator-writers.ts.

import type { Model } from '../contract.ts';
import type { DesignColumns } from '../linear/design-columns.ts';
import type { LinearState } from '../linear/linear-state.ts';
import { UNSEEN } from '../linear/logistic.ts';
import { AS_DOUBLE, type GraphBuilder } from './builder.ts';
import { writeClasses } from './class-shares.ts';
import { constantRows, pick } from './shapes.ts';

/** `features`: doubles `[rows, names]`. Gives what the estimator predicts, `[rows, classes or 1]`. */
export function writeLinear(builder: GraphBuilder, model: Model, features: string): string {
  const state = model.state as LinearState;
  const scores = scoresOf(builder, state, features);
  return model.classes.length === 0
    ? scores
    : writeClasses(builder, scores, state.seen, model.classes.length, UNSEEN);
}

function scoresOf(
  builder: GraphBuilder,
  { design, outputs, coefficients }: LinearState,
  features: string,
): string {
  const width = design.feature.length + 1;
  const intercepts = Array.from({ length: outputs }, (_, k) => coefficients[k * width]!);
  if (design.feature.length === 0) return constantRows(builder, features, intercepts);
  const slopes = new Float64Array((width - 1) * outputs);
  for (let k = 0; k < outputs; k++)
    for (let c = 1; c < width; c++) slopes[(c - 1) * outputs + k] = coefficients[k * width + c]!;
  const columns = standardised(builder, design, features);
  const sums = builder.add('MatMul', [columns, builder.doubles(slopes, [width - 1, outputs])]);
  return builder.add('Add', [sums, builder.doubles(intercepts, [1, outputs])]);
}

/** The design: `(x − mean) / scale`, 0 where missing; indicator columns the same of 1 where missing. Of rows or of windows (axis 2). */
export function standardised(
  builder: GraphBuilder,
  design: DesignColumns,
  features: string,
  axis: 1 | 2 = 1,
): string {
  const picked = pick(builder, features, design.feature, axis);
  const missing = builder.add('IsNaN', [picked]);
  const mean = builder.doubles(design.mean);
  const scale = builder.doubles(design.scale);
  const inUnits = (value: string) => builder.add('Div', [builder.add('Sub', [value, mean]), scale]);
  const values = builder.add('Where', [missing, builder.doubles([0]), inUnits(picked)]);
  if (!design.indicator.includes(1)) return values;
  const says = inUnits(builder.add('Cast', [missing], AS_DOUBLE));
  const which = builder.constant({
    type: 'bool',
    dims: [design.indicator.length],
    values: Uint8Array.from(design.indicator),
  });
  return builder.add('Where', [which, says, values]);
}
