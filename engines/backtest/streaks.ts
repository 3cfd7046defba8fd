// Longest runs of winning and losing trades. Called by metrics and the legacy statistics.

export interface Streaks {
  readonly longestWinRun: number;
  readonly longestLossRun: number;
}

/** Results in the order they were booked. A result of exactly 0 is neither a win nor a loss and ends both runs. */
export function measureStreaks(results: ArrayLike<number>): Streaks {
  let wins = 0;
  let losses = 0;
  let longestWinRun = 0;
  let longestLossRun = 0;
  for (let i = 0; i < results.length; i++) {
    const result = results[i]!;
    wins = result > 0 ? wins + 1 : 0;
    losses = result < 0 ? losses + 1 : 0;
    if (wins > longestWinRun) longestWinRun = wins;
    if (losses > longestLossRun) longestLossRun = losses;
  }
  return { longestWinRun, longestLossRun };
}
