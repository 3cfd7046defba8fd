// Running volume-weighted mean and spread of the typical price since an anchor. Shared by every kind of VWAP.

export interface VolumeMoments {
  volume: number;
  /** Σ typical price × volume: the VWAP is this over `volume`. */
  priceVolume: number;
  /** West's recursion for the variance: stable where Σp²v − (Σpv)²/Σv would cancel to noise. */
  mean: number;
  squares: number;
}

export function emptyMoments(): VolumeMoments {
  return { volume: 0, priceVolume: 0, mean: 0, squares: 0 };
}

export function clearMoments(moments: VolumeMoments): void {
  moments.volume = 0;
  moments.priceVolume = 0;
  moments.mean = 0;
  moments.squares = 0;
}

export function copyMoments(from: VolumeMoments, to: VolumeMoments): void {
  to.volume = from.volume;
  to.priceVolume = from.priceVolume;
  to.mean = from.mean;
  to.squares = from.squares;
}

/** Adds one bar; bars without volume change nothing. Returns false, adding nothing, where a figure is missing or negative. */
export function addToMoments(moments: VolumeMoments, price: number, volume: number): boolean {
  if (!(Number.isFinite(price) && Number.isFinite(volume) && volume >= 0)) return false;
  if (volume === 0) return true;
  moments.volume += volume;
  moments.priceVolume += price * volume;
  const distance = price - moments.mean;
  moments.mean += (distance * volume) / moments.volume;
  moments.squares += volume * distance * (price - moments.mean);
  return true;
}

/** NaN while no volume has traded. */
export function vwapOf(moments: VolumeMoments): number {
  return moments.volume > 0 ? moments.priceVolume / moments.volume : Number.NaN;
}

/** Volume-weighted population standard deviation; NaN while no volume has traded. */
export function sigmaOf(moments: VolumeMoments): number {
  return moments.volume > 0 ? Math.sqrt(Math.max(0, moments.squares) / moments.volume) : Number.NaN;
}

export function typicalPrice(high: number, low: number, close: number): number {
  return (high + low + close) / 3;
}
