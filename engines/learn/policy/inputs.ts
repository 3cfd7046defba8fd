// What a decision is made from: a model's probabilities and what else was known when the bar closed. Read by the gates; filled from
// models, features and trackers by whoever serves or evaluates.

export type Side = 1 | -1;
export type SideOrNone = Side | 0;

/** Anything absent or NaN is not known. A gate that needs it answers FLAT and says so; nothing is guessed. */
export interface DecisionInputs {
  /** Probabilities of the two sides; with a class between them they sum to less than 1. */
  readonly buy?: number;
  readonly sell?: number;
  /** Chance that neither side comes true, from the neutrality model. */
  readonly neutral?: number;
  /** Chance that the call of direction is right, from the quality model. */
  readonly quality?: number;
  /** What calibration and AUC say of the model: see model-quality.ts. */
  readonly modelQuality?: ModelQuality;
  /** Rules, −1 … 1, and the side their hierarchy comes to. */
  readonly ruleScore?: number;
  readonly ruleSide?: number;
  /** −1, 0 or 1 each. */
  readonly flowSide?: number;
  readonly vwapSide?: number;
  /** Consensus of higher timeframes, −1 … 1. */
  readonly higherTrend?: number;
  /** 1 where a setup to buy, to sell is there, else 0. */
  readonly setupBull?: number;
  readonly setupBear?: number;
  /** How little indicators say, 0 … 1. */
  readonly taNeutrality?: number;
  /** A trade that stands to be judged: its side, and the chance that it wins. */
  readonly proposedSide?: number;
  readonly winProbability?: number;
  /** Rank of volatility among its last bars, 0 … 1. */
  readonly atrPercentile?: number;
  /** A predicted return with what trailing-confidence.ts makes of it. */
  readonly predictedReturn?: number;
  readonly returnConfidence?: number;
  readonly returnThreshold?: number;
  /** Added to the margin's threshold by the tuner; nothing where absent. */
  readonly thresholdOffset?: number;
}

export type ModelQuality = 'strong' | 'ok' | 'weak' | 'unknown';
export type NumberInput = Exclude<keyof DecisionInputs, 'modelQuality'>;

export const isKnown = (value: number | undefined): value is number =>
  value !== undefined && !Number.isNaN(value);

/** The same moment seen in a mirror: what speaks for buying speaks for selling. */
export function mirrored(inputs: DecisionInputs): DecisionInputs {
  const { buy, sell, setupBull, setupBear } = inputs;
  const turned = (value: number | undefined) => (value === undefined ? undefined : -value);
  const all: { -readonly [Name in keyof DecisionInputs]: DecisionInputs[Name] | undefined } = {
    ...inputs,
    buy: sell,
    sell: buy,
    setupBull: setupBear,
    setupBear: setupBull,
    ruleScore: turned(inputs.ruleScore),
    ruleSide: turned(inputs.ruleSide),
    flowSide: turned(inputs.flowSide),
    vwapSide: turned(inputs.vwapSide),
    higherTrend: turned(inputs.higherTrend),
    proposedSide: turned(inputs.proposedSide),
    predictedReturn: turned(inputs.predictedReturn),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as DecisionInputs;
}

/** How far the two probabilities lie apart, 0 … 1; NaN where one is not known. */
export const marginOf = ({ buy, sell }: DecisionInputs): number =>
  Math.abs((buy ?? Number.NaN) - (sell ?? Number.NaN));

/** |p − ½| of p = buy / (buy + sell), the same seen from either side. NaN where not known. */
export const leanOf = (inputs: DecisionInputs): number =>
  marginOf(inputs) / (2 * ((inputs.buy ?? Number.NaN) + (inputs.sell ?? Number.NaN)));

/** The likelier side, 0 where both are as likely or not known. */
export const modelSideOf = ({ buy, sell }: DecisionInputs): SideOrNone =>
  sideOf((buy ?? Number.NaN) - (sell ?? Number.NaN));

export const sideOf = (value: number | undefined): SideOrNone =>
  value === undefined ? 0 : value > 0 ? 1 : value < 0 ? -1 : 0;
