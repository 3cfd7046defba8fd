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
  decisionTime: {
    title: 'Decision time',
    text: 'The close of the decision bar. A number in a row may use only bars, of any length and any instrument, that were complete by then.',
  },
  label: {
    title: 'Label',
    text: 'What a row is asked to predict: an outcome that lies after the decision, with the time it was known (t1). No window crosses a session.',
  },
  sideSeries: {
    title: 'Side series',
    text: 'Bars of another instrument that some features read: the future, the index, the volatility index, the rupee. Without one those features stay empty.',
  },
  uniqueness: {
    title: 'Uniqueness',
    text: 'Labels whose windows overlap tell the same story more than once. A row counts with the share of its window that it has for itself, averaged over the window.',
    formula: 'mean over its window of 1 ÷ concurrent labels',
  },
  ambiguousBar: {
    title: 'Ambiguous bar',
    text: 'A bar that touches both barriers. Finer bars decide where they are stored; otherwise the worse outcome counts.',
  },
  breakEven: {
    title: 'Break-even win rate',
    text: 'Share of wins at which targets and stops pay for themselves. Charges raise it: a model must beat this rate, not a coin.',
    formula: 'loss ÷ (win + loss), both after charges',
  },
  leakProof: {
    title: 'Proof against looking ahead',
    text: 'Eight checks run on the finished rows: the future is removed, replaced by noise, delayed and permuted, and every number is compared. Stored with the dataset.',
  },
  auc: {
    title: 'AUC',
    text: 'Chance that a row that went up has the higher value than a row that went down. One half knows nothing; a single feature above 0.75 is suspicious.',
    formula: 'P(x of an up row > x of a down row)',
  },
  permutation: {
    title: 'Label permutation',
    text: 'Labels are exchanged between whole days, so that nothing can be learned from them, and the model is fitted again. Its AUC must fall back to one half.',
  },
  purge: {
    title: 'Purge',
    text: 'Training rows whose label window touches a test are taken out of the training, and an embargo follows each test.',
  },
  parity: {
    title: 'Train and serve parity',
    text: 'The features that will run live are fed bar by bar and must give the stored bytes.',
  },
  psi: {
    title: 'Population stability index',
    text: 'How far the distribution of a month lies from that of the first month with enough rows. Below 0.1 stable, above 0.25 another population.',
    formula: 'Σ (p − q) × ln(p ÷ q) over ten bins',
  },
  provisional: {
    title: 'Pending difference',
    text: 'A day that is already stored and that a newer file contradicts. The stored bars stay until you replace them.',
  },
} as const satisfies Record<string, GlossaryEntry>;

export type GlossaryKey = keyof typeof GLOSSARY;
