// Seeded random numbers: the only source of chance in the engines, so that every run can be repeated from its seed.
// Used by bootstraps, estimators and the sample-market generator. Not for keys or anything that must be unguessable.

export interface Random {
  /** Uniform in [0, 1), 32 bits of resolution. */
  next(): number;
  /** Standard normal. */
  normal(): number;
  /** Whole number in [0, n). */
  integer(n: number): number;
}

const TWO_POW_32 = 4_294_967_296;

/** sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, seeded through splitmix32 so that close seeds do not correlate. */
export function createRandom(seed: number): Random {
  let mixer = seed >>> 0;
  // The high part keeps seeds beyond 32 bits (epoch milliseconds, for instance) distinct.
  mixer ^= Math.floor(Math.abs(seed) / TWO_POW_32) >>> 0;
  const splitmix = (): number => {
    mixer = (mixer + 0x9e3779b9) | 0;
    let z = mixer;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = splitmix();
  let b = splitmix();
  let c = splitmix();
  let counter = 1;

  function word(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
  for (let i = 0; i < 12; i++) word();

  let spare = Number.NaN;
  const next = (): number => word() / TWO_POW_32;
  return {
    next,
    normal() {
      if (!Number.isNaN(spare)) {
        const kept = spare;
        spare = Number.NaN;
        return kept;
      }
      // Marsaglia's polar method: two independent normals per accepted point.
      let u = 0;
      let v = 0;
      let s = 0;
      do {
        u = 2 * next() - 1;
        v = 2 * next() - 1;
        s = u * u + v * v;
      } while (s >= 1 || s === 0);
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * scale;
      return u * scale;
    },
    integer(n) {
      if (!Number.isInteger(n) || n < 1 || n > TWO_POW_32)
        throw new RangeError(`random integer needs a bound between 1 and 2^32, got ${n}`);
      return Math.floor(next() * n);
    },
  };
}
