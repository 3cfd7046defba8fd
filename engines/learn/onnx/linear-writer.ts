// Writes a linear model as a graph: standardisation, indicators of missing values, scores and what makes probabilities of them, as
// logistic.ts and ridge.ts do. Called by estimator-writers.ts.

import type { Model } from '../contract.ts';
import type { DesignColumns } from '../linear/design-columns.ts';
import type { LinearState } from '../linear/linear-state.ts';
import { UNSEEN } from '../linear/logistic.ts';
import { AS_DOUBLE, type GraphBuilder, int } from './builder.ts';
import { bothClasses, constantRows, pick } from './shapes.ts';

/** `features`: doubles `[rows, names]`. Gives what the estimator predicts, `[rows, classes or 1]`. */
export function writeLinear(builder: GraphBuilder, model: Model, features: string): string {
  const state = model.state as LinearState;
  const classes = model.classes.length;
  if (classes === 0) return scoresOf(builder, state, features);
  const { seen, outputs } = state;
  const known = 1 - UNSEEN * (classes - seen.length);
  if (seen.length === 1)
    return constantRows(
      builder,
      features,
      Array.from({ length: classes }, (_, k) => (k === seen[0] ? known : UNSEEN)),
    );
  const scores = scoresOf(builder, state, features);
  const shares =
    outputs === 1
      ? bothClasses(builder, builder.add('Sigmoid', [scores]))
      : builder.add('Softmax', [scores], { axis: int(1) });
  if (seen.length === classes) return shares;
  // Classes without a training row stand between those that had some.
  const places = new Float64Array(seen.length * classes);
  const unseen = new Float64Array(classes).fill(UNSEEN);
  seen.forEach((k, at) => {
    places[at * classes + k] = known;
    unseen[k] = 0;
  });
  const placed = builder.add('MatMul', [shares, builder.doubles(places, [seen.length, classes])]);
  return builder.add('Add', [placed, builder.doubles(unseen, [1, classes])]);
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

/** The design: `(x − mean) / scale`, 0 where missing; indicator columns the same of 1 where missing. */
export function standardised(builder: GraphBuilder, design: DesignColumns, features: string): string {
  const width = design.feature.length;
  const picked = pick(builder, features, design.feature);
  const missing = builder.add('IsNaN', [picked]);
  const mean = builder.doubles(design.mean, [1, width]);
  const scale = builder.doubles(design.scale, [1, width]);
  const inUnits = (value: string) => builder.add('Div', [builder.add('Sub', [value, mean]), scale]);
  const values = builder.add('Where', [missing, builder.doubles([0]), inUnits(picked)]);
  if (!design.indicator.includes(1)) return values;
  const says = inUnits(builder.add('Cast', [missing], AS_DOUBLE));
  const which = builder.constant({
    type: 'bool',
    dims: [1, width],
    values: Uint8Array.from(design.indicator),
  });
  return builder.add('Where', [which, says, values]);
}
