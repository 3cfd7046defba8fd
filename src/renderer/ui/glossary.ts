// Explanations behind dotted underlines: one short paragraph each, with the formula where there is one.
// Plain text only, so that the same words can appear in tooltips, tables and the guide.

export interface GlossaryEntry {
  readonly title: string;
  readonly text: string;
  readonly formula?: string;
}

export const GLOSSARY = {
  bar: {
    title: 'Bar',
    text: 'Open, high, low, close and volume of one stretch of time. AnchorDesk stamps a bar by its start; a decision may use it only after it has closed.',
  },
  session: {
    title: 'Session',
    text: 'One trading day of one exchange by its calendar, including shortened and special days. Auctions are not bars.',
  },
  coverage: {
    title: 'Coverage',
    text: 'Bars stored against bars the exchange calendar expects for that day and interval. Nothing missing is ever filled in.',
    formula: 'coverage = stored bars ÷ expected bars',
  },
  stamp: {
    title: 'Stamp convention',
    text: 'Whether the time in a file names the start or the end of its bar. Reading an end stamp as a start shows the strategy the future by one bar.',
  },
  contentHash: {
    title: 'Content hash',
    text: 'SHA-256 over the stored columns of a day. Equal hashes mean equal bars; a run records the hashes of the days it read.',
  },
  sharpe: {
    title: 'Sharpe ratio',
    text: 'Mean daily return over its standard deviation, scaled to a year. Computed on the account’s daily equity, not on trades, which would flatter it.',
    formula: 'mean(r) ÷ sd(r) × √252, r = daily equity return',
  },
  sortino: {
    title: 'Sortino ratio',
    text: 'Like the Sharpe ratio, but only falls count as risk.',
    formula: 'mean(r) ÷ √mean(min(r, 0)²) × √252',
  },
  calmar: {
    title: 'Calmar ratio',
    text: 'Yearly growth over the deepest fall of the account.',
    formula: 'CAGR ÷ maximum drawdown',
  },
  drawdown: {
    title: 'Drawdown',
    text: 'How far the account stands below its former peak, on daily closing equity.',
    formula: 'peak so far − equity',
  },
  profitFactor: {
    title: 'Profit factor',
    text: 'Rupees won for each rupee lost, after charges. Below 1 the trades lost money; ∞ means no losing trade, usually because there are too few.',
    formula: 'Σ winning net P&L ÷ |Σ losing net P&L|',
  },
  hitRate: {
    title: 'Hit rate',
    text: 'Share of trades that ended above zero after charges. It says little without the size of wins and losses.',
  },
  expectancy: {
    title: 'Expectancy',
    text: 'Average net rupees per trade.',
  },
  exposure: {
    title: 'Exposure',
    text: 'Share of session time with at least one open position.',
  },
  turnover: {
    title: 'Turnover',
    text: 'Value bought and sold over the starting capital. Charges and slippage grow with it.',
  },
  slippage: {
    title: 'Slippage',
    text: 'The distance between the price a decision saw and the price its order got, in rupees. It is already inside the fill prices.',
  },
  fillPolicy: {
    title: 'Fill policy',
    text: 'The rules that turn an order and later prices into a fill. Pessimistic tests the stop before the target inside a bar and fills gaps at the open; as published repeats the flattering rules of the original system so that they can be priced.',
  },
  waterfall: {
    title: 'Honesty waterfall',
    text: 'The same signals run again with one flattering assumption removed at a time. Each step is what that assumption alone was worth; the steps add up exactly to the whole difference.',
  },
  bootstrap: {
    title: '95 % interval',
    text: 'Range that covers the figure in 95 of 100 redraws of the same days. A range that crosses zero means the sign itself is not certain.',
  },
  avwap: {
    title: 'AVWAP',
    text: 'Volume-weighted average price since an anchor: what everybody who traded since then paid on average.',
    formula: 'Σ (H + L + C) ÷ 3 × volume ÷ Σ volume',
  },
  provisional: {
    title: 'Pending difference',
    text: 'A day that is already stored and that a newer file contradicts. The stored bars stay until you replace them.',
  },
} as const satisfies Record<string, GlossaryEntry>;

export type GlossaryKey = keyof typeof GLOSSARY;
