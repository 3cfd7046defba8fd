// The invented companies of the sample market. Used by synthetic.ts only. None exists: a test checks that no symbol is in
// the exchange's own list. Prices, betas and turnovers are chosen to spread, not copied from anything; with market and episodes
// the volatilities give days of 1.8 to 4 %, those of mid and small caps.

export interface SampleCompany {
  readonly symbol: string;
  /** Rupees at the first session's open. */
  readonly startPrice: number;
  /** Part of the market's move it takes. */
  readonly beta: number;
  /** Scale of its own daily move, beside the market's: ordinary motion and episodes both follow it. */
  readonly ownVolatility: number;
  /** Rupees traded on an ordinary day, in crore (ten millions). */
  readonly turnoverCrore: number;
}

type Row = readonly [string, number, number, number, number];

const ROWS: readonly Row[] = [
  ['ARUNIND', 1480, 1.0, 0.0145, 320],
  ['KAVERIBANK', 742, 1.25, 0.0135, 410],
  ['DECCANSOFT', 3120, 0.8, 0.0155, 260],
  ['MALABARFOOD', 418, 0.55, 0.0125, 140],
  ['SAHYAPOWER', 186, 0.95, 0.0175, 180],
  ['VINDHYASTEEL', 134, 1.45, 0.0195, 230],
  ['NARMADACEM', 2260, 1.05, 0.0155, 120],
  ['GODAFIN', 6420, 1.4, 0.0185, 350],
  ['KONKANAUTO', 895, 1.2, 0.0165, 240],
  ['PURVAPHARMA', 1215, 0.6, 0.0155, 150],
  ['TUNGATELE', 1010, 0.75, 0.0135, 210],
  ['ARAVALIMETAL', 352, 1.5, 0.0215, 160],
  ['BRAHMAOIL', 268, 0.85, 0.0145, 190],
  ['CHILIKAPORT', 1340, 1.3, 0.0205, 170],
  ['SATPURALAB', 468, 0.65, 0.0165, 80],
  ['GIRNARPAINT', 2875, 0.7, 0.0135, 110],
  ['UTTARARETAIL', 3790, 1.1, 0.0175, 130],
  ['MANDAVIINFRA', 92, 1.55, 0.0235, 95],
  ['PAMBANMARINE', 214, 0.9, 0.0195, 60],
  ['SHARAVATHITECH', 1655, 0.9, 0.0185, 140],
  ['NILGIRITEAS', 318, 0.45, 0.0145, 35],
  ['BHIMABANK', 228, 1.35, 0.0175, 205],
  ['KUTCHSALT', 156, 0.6, 0.0185, 28],
  ['MEGHNATEXTILE', 78, 0.8, 0.0205, 22],
  ['RANNSOLAR', 540, 1.25, 0.0245, 115],
  ['TAPTIGLASS', 985, 0.75, 0.0165, 40],
  ['VAIGAIFERT', 207, 0.85, 0.0185, 55],
  ['CHAMBALCABLE', 1190, 1.0, 0.0175, 70],
  ['LONARMINING', 384, 1.4, 0.0225, 90],
  ['SONEVALLEY', 2410, 0.95, 0.0155, 65],
  ['KALINGAALLOY', 612, 1.45, 0.0215, 105],
  ['PERIYARBEV', 1760, 0.5, 0.0135, 75],
  ['INDRAVATISHIP', 148, 1.15, 0.0225, 45],
  ['MAHANADIGAS', 296, 0.7, 0.0145, 88],
  ['BETWALOGIX', 433, 1.05, 0.0195, 50],
  ['SABARMOTOR', 4280, 1.2, 0.0165, 165],
  ['YAMUNTEX', 66, 0.9, 0.0235, 18],
  ['ALAKNANDAHYDRO', 97, 0.8, 0.0175, 62],
  ['TEESTACHEM', 2045, 0.85, 0.0185, 58],
  ['ZANSKARMEDIA', 51, 1.1, 0.0255, 15],
];

export const SAMPLE_COMPANIES: readonly SampleCompany[] = ROWS.map(
  ([symbol, startPrice, beta, ownVolatility, turnoverCrore]) => ({
    symbol,
    startPrice,
    beta,
    ownVolatility,
    turnoverCrore,
  }),
);
