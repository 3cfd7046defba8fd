// Log-odds that stay finite at 0 and 1.

export const EDGE = 1e-6;

export const insideEdges = (probability: number): number => Math.min(1 - EDGE, Math.max(EDGE, probability));
export function logOdds(probability: number): number {
  const p = insideEdges(probability);
  return Math.log(p / (1 - p));
}
