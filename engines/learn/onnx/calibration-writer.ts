// Writes the calibration of class probabilities as a graph, as calibrate-rows.ts does it: each class by its own rule, then the row scaled
// to sum to 1. Called by stored-writer.ts.

import { LEAST } from '../calibration/apply.ts';
import type { RowCalibration } from '../calibration/calibrate-rows.ts';
import type { CalibrationState } from '../calibration/contract.ts';
import { EDGE } from '../calibration/log-odds.ts';
import { type GraphBuilder, int } from './builder.ts';
import { asDoubles, COLUMNS, constantRows, pick, rowSums } from './shapes.ts';

/** `raw`: doubles `[rows, classes]`; gives the same shape. */
export function writeCalibration(builder: GraphBuilder, rules: RowCalibration, raw: string): string {
  const classes = rules.map((rule, k) => {
    const own = pick(builder, raw, [k]);
    return rule === null ? own : writeRule(builder, rule, own);
  });
  const joined = builder.add('Concat', classes, COLUMNS);
  const sum = rowSums(builder, joined);
  // Not `sum <= 0`: a row that is not known stays as it is, too.
  const some = builder.add('Greater', [sum, builder.doubles([0])]);
  return builder.add('Where', [some, builder.add('Div', [joined, sum]), raw]);
}

function writeRule(builder: GraphBuilder, rule: CalibrationState, probability: string): string {
  const known = ruleOf(builder, rule, probability);
  return builder.add('Where', [builder.add('IsNaN', [probability]), probability, known]);
}

function ruleOf(builder: GraphBuilder, rule: CalibrationState, probability: string): string {
  switch (rule.kind) {
    case 'isotonic':
      return clip(builder, interpolated(builder, rule.at, rule.value, probability), LEAST, 1 - LEAST);
    case 'platt': {
      const { inside, other } = bothSides(builder, probability);
      const odds = builder.add('Log', [builder.add('Div', [inside, other])]);
      return line(builder, [[rule.a, odds]], rule.b);
    }
    case 'beta': {
      const { inside, other } = bothSides(builder, probability);
      return line(
        builder,
        [
          [rule.a, builder.add('Log', [inside])],
          [-rule.b, builder.add('Log', [other])],
        ],
        rule.c,
      );
    }
  }
}

/** σ(Σ factor · value + constant). */
function line(
  builder: GraphBuilder,
  parts: readonly (readonly [factor: number, value: string])[],
  constant: number,
): string {
  const sum = parts
    .map(([factor, value]) => builder.add('Mul', [builder.doubles([factor]), value]))
    .reduce((a, b) => builder.add('Add', [a, b]));
  return builder.add('Sigmoid', [builder.add('Add', [sum, builder.doubles([constant])])]);
}

/** p kept off 0 and 1, and 1 − p. */
function bothSides(builder: GraphBuilder, probability: string) {
  const inside = clip(builder, probability, EDGE, 1 - EDGE);
  return { inside, other: builder.add('Sub', [builder.doubles([1]), inside]) };
}

function clip(builder: GraphBuilder, value: string, least: number, most: number): string {
  return builder.add('Clip', [value, builder.doubles([least], []), builder.doubles([most], [])]);
}

/** Straight lines between the knots, the ends beyond them. `[rows, 1]`. */
function interpolated(
  builder: GraphBuilder,
  at: readonly number[],
  value: readonly number[],
  probability: string,
): string {
  const knots = at.length;
  if (knots === 1) return constantRows(builder, probability, value);
  // Place of the last knot not above p: how many are not above it, less one, and never the last.
  const below = builder.add('GreaterOrEqual', [probability, builder.doubles(at, [1, knots])]);
  const count = rowSums(builder, asDoubles(builder, below));
  const last = clip(builder, builder.add('Sub', [count, builder.doubles([1])]), 0, knots - 2);
  const low = builder.add('Cast', [last], { to: int(INT64) });
  const high = builder.add('Add', [low, builder.integers([1])]);
  const knotAt = builder.doubles(at);
  const knotValue = builder.doubles(value);
  const from = builder.add('Gather', [knotAt, low]);
  const span = builder.add('Sub', [builder.add('Gather', [knotAt, high]), from]);
  const share = builder.add('Div', [builder.add('Sub', [probability, from]), span]);
  const start = builder.add('Gather', [knotValue, low]);
  const rise = builder.add('Sub', [builder.add('Gather', [knotValue, high]), start]);
  const inner = clip(builder, share, 0, 1);
  return builder.add('Add', [start, builder.add('Mul', [inner, rise])]);
}

const INT64 = 7;
