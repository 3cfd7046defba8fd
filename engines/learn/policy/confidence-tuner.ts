// Moves the margin's threshold a little by how calls turned out lately: looser after many hits, stricter after few. Plain state, so that
// it survives a restart. Its offset goes into `thresholdOffset` of the decision's inputs.

export interface TunerSettings {
  /** Latest calls that count. */
  readonly window: number;
  /** Share of the window that must be filled before it says anything. */
  readonly activeAfter: number;
  readonly goodFrom: number;
  readonly poorUpTo: number;
  readonly step: number;
}
export const TUNER: TunerSettings = {
  window: 50,
  activeAfter: 0.5,
  goodFrom: 0.6,
  poorUpTo: 0.4,
  step: 0.01,
};

export interface TunerState {
  /** Oldest first: 1 where the call was right. */
  readonly outcomes: readonly (0 | 1)[];
}
export const NEW_TUNER: TunerState = { outcomes: [] };

/** After one more call whose outcome became known. */
export function tunedBy(state: TunerState, right: boolean, { window }: TunerSettings = TUNER): TunerState {
  return { outcomes: [...state.outcomes, right ? (1 as const) : (0 as const)].slice(-window) };
}

/** Added to the threshold. It is read off the window afresh each time and never adds up: the threshold cannot creep away. */
export function tunerOffset({ outcomes }: TunerState, settings: TunerSettings = TUNER): number {
  const { window, activeAfter, goodFrom, poorUpTo, step } = settings;
  if (outcomes.length === 0 || outcomes.length < activeAfter * window) return 0;
  const rate = outcomes.reduce<number>((sum, hit) => sum + hit, 0) / outcomes.length;
  return rate >= goodFrom ? -step : rate <= poorUpTo ? step : 0;
}
