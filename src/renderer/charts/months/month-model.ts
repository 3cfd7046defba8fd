// Monthly results as years × months with a total per year, and how strongly each cell is tinted. Pure.

export interface MonthResult {
  readonly month: string;
  readonly netPnl: number;
  readonly trades: number;
}

export interface MonthYear {
  readonly year: string;
  /** Twelve places; null where the run has no such month. */
  readonly months: readonly (MonthResult | null)[];
  readonly netPnl: number;
  readonly trades: number;
}

export interface MonthGrid {
  readonly years: readonly MonthYear[];
  /** Largest month by size: the full tint. */
  readonly most: number;
}

export function monthGrid(results: readonly MonthResult[]): MonthGrid {
  const years = [...new Set(results.map((result) => result.month.slice(0, 4)))].sort();
  return {
    years: years.map((year) => {
      const own = results.filter((result) => result.month.startsWith(`${year}-`));
      return {
        year,
        months: Array.from(
          { length: 12 },
          (_, k) => own.find((result) => Number(result.month.slice(5, 7)) === k + 1) ?? null,
        ),
        netPnl: own.reduce((sum, result) => sum + result.netPnl, 0),
        trades: own.reduce((sum, result) => sum + result.trades, 0),
      };
    }),
    most: Math.max(0, ...results.map((result) => Math.abs(result.netPnl))),
  };
}

/** Tint in percent, at most 50 so that text stays readable; a result of nothing has none. */
export function tintOf(netPnl: number, most: number): number {
  return most > 0 ? Math.round((Math.abs(netPnl) / most) * 42 + (netPnl === 0 ? 0 : 8)) : 0;
}
