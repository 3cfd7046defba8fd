// Who presses: the side of the VWAP, and a score of deviation, volume delta and rising against falling closes that locks where all
// agree. Read by the setups and the rule hierarchy. Source: the published scalper.

import type { IndicatorParameter, IndicatorParameters } from '../../indicators/definition.ts';
import type { CombinedTemplate } from '../definition.ts';
import { FLOW_HELP, flowParts, readFlow } from './flow-reading.ts';

export const VWAP_THRESHOLD: IndicatorParameter = {
  name: 'vwap_threshold',
  default: 0.002,
  min: 0,
  max: 0.01,
  help: 'Deviation from the session VWAP from which on the price is on one side of it.',
};
const DELTA_SCALE: IndicatorParameter = {
  name: 'delta_scale',
  default: 2.5e-5,
  min: 1e-9,
  max: 1,
  help: 'Change of the volume delta (share of the session’s volume) that is small.',
};

export function vwapSide(deviation: number, threshold: number): number {
  if (Number.isNaN(deviation)) return Number.NaN;
  if (deviation > threshold) return 1;
  return deviation < -threshold ? -1 : 0;
}

export interface FlowReading {
  readonly deviation: number;
  readonly delta: number;
  readonly volumeDelta: number;
  readonly imbalance: number;
}

export interface FlowState {
  /** −1 BEAR_LOCK, +1 BULL_LOCK, 0 BLEND. */
  readonly regime: number;
  readonly score: number;
  readonly side: number;
}

const UNKNOWN: FlowState = { regime: Number.NaN, score: Number.NaN, side: Number.NaN };

/** A lock: beyond the VWAP, no close against it on balance, and no volume delta of note against it. */
export function flowState(
  { deviation, delta, volumeDelta, imbalance }: FlowReading,
  { vwap_threshold: threshold, delta_scale: scale }: IndicatorParameters,
): FlowState {
  if (Number.isNaN(deviation + delta + volumeDelta + imbalance)) return UNKNOWN;
  const side = vwapSide(deviation, threshold!);
  const pressure = Math.tanh(delta / scale!);
  if (side !== 0 && side * imbalance >= 0 && side * delta >= -scale!)
    return { regime: side, score: side + imbalance + 0.25 * pressure, side };
  const blend =
    (0.55 * Math.tanh(deviation / threshold!) + 0.3 * pressure + 0.15 * imbalance) *
    (1 + Math.min(0.75, volumeDelta));
  return { regime: 0, score: blend, side: Math.sign(blend) };
}

const READ = ['vwap_deviation', 'cvd_delta', 'volume_delta'];

function template(
  facts: Pick<CombinedTemplate, 'id' | 'title' | 'help' | 'unit' | 'range'>,
  of: (state: FlowState) => number,
): CombinedTemplate {
  return {
    ...facts,
    help: `${facts.help} ${FLOW_HELP}.`,
    kind: 'combined',
    version: 1,
    family: 'rule',
    // A deviation is divided by the threshold: it must not be 0 here.
    parameters: [{ ...VWAP_THRESHOLD, min: 1e-6 }, DELTA_SCALE],
    parts: (_parameters, place) => [...flowParts(READ, place), { feature: 'micro_imbalance', ...place }],
    combine(values, parameters) {
      const [deviation, delta, volumeDelta] = readFlow(values, READ.length);
      const imbalance = values[2 * READ.length]!;
      return of(
        flowState({ deviation: deviation!, delta: delta!, volumeDelta: volumeDelta!, imbalance }, parameters),
      );
    },
  };
}

const SIGN = { min: -1, max: 1 };

export const FLOW_REGIME: readonly CombinedTemplate[] = [
  {
    kind: 'combined',
    id: 'vwap_side',
    version: 1,
    title: 'Side of the VWAP',
    help: `+1 where the price is more than the threshold (0.2 %) above the session VWAP, −1 where it is as far below, else 0. ${FLOW_HELP}.`,
    family: 'rule',
    unit: 'sign',
    range: SIGN,
    parameters: [VWAP_THRESHOLD],
    parts: (_parameters, place) => flowParts(['vwap_deviation'], place),
    combine: (values, { vwap_threshold: threshold }) => vwapSide(readFlow(values, 1)[0]!, threshold!),
  },
  template(
    {
      id: 'flow_regime',
      title: 'Flow regime',
      help: '−1 BEAR_LOCK: VWAP side −1, falling closes not outnumbered, volume delta not clearly up; +1 BULL_LOCK: the mirror; 0 BLEND: anything else.',
      unit: 'sign',
      range: SIGN,
    },
    ({ regime }) => regime,
  ),
  template(
    {
      id: 'flow_score',
      title: 'Flow score',
      help: 'In a lock ±1 + imbalance + 0.25·tanh(delta / scale); blended (0.55·tanh(deviation / threshold) + 0.30·tanh(delta / scale) + 0.15·imbalance)·(1 + min(0.75, volume delta)).',
      unit: 'score',
      range: { min: -2.25, max: 2.25 },
    },
    ({ score }) => score,
  ),
  template(
    {
      id: 'flow_side',
      title: 'Flow side',
      help: 'The lock’s side, or the sign of the blended score.',
      unit: 'sign',
      range: SIGN,
    },
    ({ side }) => side,
  ),
];
