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
  modelAuc: {
    title: 'AUC',
    text: 'Chance that the model gives a row that went right the higher score of it and a row that went wrong. One half is a coin. It knows order only: a model may rank well and still lose money after charges.',
    formula: 'P(score of a right row > score of a wrong row)',
  },
  permutationBand: {
    title: 'Permutation band',
    text: 'The same predictions are scored many times against labels exchanged between whole days, from which nothing can be known. 90 of 100 such AUCs lie in the band. A model inside it found nothing, whatever its AUC.',
  },
  logLoss: {
    title: 'Log-loss',
    text: 'Mean surprise of the outcomes under the probabilities the model gave. Being sure and wrong costs most. A model that always says one half scores 0.693 with two classes.',
    formula: '−mean(ln p of what happened)',
  },
  brier: {
    title: 'Brier score',
    text: 'Mean squared distance between probability and outcome. 0.25 is what always saying one half gives; lower is better.',
    formula: 'mean((p − outcome)²)',
  },
  calibrationError: {
    title: 'Expected calibration error (ECE)',
    text: 'How far the probabilities are from what came true, over ten bins weighted by their rows. 0.02 means that a said 55 % came true between 53 and 57 % of the time, on average.',
    formula: 'Σ (rows of bin ÷ rows) × |came true − said|',
  },
  calibration: {
    title: 'Calibration',
    text: 'A curve fitted on later rows of the training part that turns scores into probabilities. It is kept only where it does better than the raw score on rows after those it was fitted on.',
  },
  deflatedSharpe: {
    title: 'Deflated Sharpe ratio',
    text: 'Chance that the true Sharpe ratio is above zero, given that it is the best of so many trials on this dataset. Every trial, rerun and manual backtest counts. Above 0.95 it is hard to explain by luck.',
    formula: 'Bailey & López de Prado 2014: PSR(expected best of N trials without skill)',
  },
  overfitting: {
    title: 'Probability of backtest overfitting (PBO)',
    text: 'The test parts are split into halves in every way. How often does the candidate that wins one half fall below the median in the other? One half means that choosing the best told nothing.',
    formula: 'combinatorially symmetric cross-validation, Bailey et al. 2017',
  },
  holdOut: {
    title: 'Hold-out',
    text: 'The last sessions of the dataset, which no step of any run may touch. Each candidate may look once, with a reason that is kept. A second look would make it just another test part.',
  },
  actThreshold: {
    title: 'Threshold',
    text: 'How sure the model must be before a row is acted on. Chosen in each training part by what was earned after charges; where nothing earned more than staying out, nothing is traded.',
  },
  shap: {
    title: 'SHAP contribution',
    text: 'How much each feature moved one prediction away from the average, so that the contributions add up to it exactly. For trees computed exactly, not sampled.',
    formula: 'prediction = base + Σ contributions (log-odds for classes)',
  },
  regime: {
    title: 'Regime',
    text: 'A hidden state of the market, inferred from a few observed series. The probabilities shown are filtered: what was known at that bar, never what later bars made of it.',
  },
  walkForward: {
    title: 'Walk-forward split',
    text: 'Training parts and the sessions right after them, moved forward in time. Each pair is a segment. A model is asked only about days after everything it was fitted on.',
  },
  embargo: {
    title: 'Embargo',
    text: 'A gap on both sides of every test, on top of purging: training rows whose label window comes this near to a test are left out too, since neighbouring rows share their news.',
  },
  trial: {
    title: 'Trial',
    text: 'One set of parameters, fitted and scored inside the training part of one segment. Every trial on a dataset is counted in its ledger: the more were looked at, the less the best of them proves.',
  },
  pruner: {
    title: 'Pruner',
    text: 'Stops a trial early that does worse than others did at the same round. Saves time; its score then does not count.',
  },
  innerPart: {
    title: 'Inner part',
    text: 'The last share of each training part, purged from the rest. Trials are scored on it; early stopping, calibration and the threshold are fitted on it. The test rows are never looked at for any of this.',
  },
  gates: {
    title: 'Gates',
    text: 'What a candidate must reach over its segments before it may go further: an AUC, and a Sharpe ratio after dated charges. A candidate below stays visible with what it lacks.',
  },
  modelParity: {
    title: 'Parity certificate',
    text: 'The exported graph, run by onnxruntime, and the trained model itself predict the same rows, those with missing values included. Trees must end in the same leaves; others may differ by the rounding of 32-bit numbers.',
  },
  provisional: {
    title: 'Pending difference',
    text: 'A day that is already stored and that a newer file contradicts. The stored bars stay until you replace them.',
  },
} as const satisfies Record<string, GlossaryEntry>;

export type GlossaryKey = keyof typeof GLOSSARY;
