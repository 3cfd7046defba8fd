// How often a row that came true had the higher probability, ties counting half: the AUC. Here and not taken from validation/,
// which stands beside learn/ and not below it.

/** NaN where one outcome has no rows. */
export function concordance(probability: Float64Array, outcome: Uint8Array, weight?: Float64Array): number {
  const order = Array.from(probability.keys()).sort((i, j) => probability[i]! - probability[j]!);
  let below = 0;
  let came = 0;
  let won = 0;
  for (let from = 0; from < order.length; ) {
    const p = probability[order[from]!]!;
    let yes = 0;
    let no = 0;
    for (; from < order.length && probability[order[from]!] === p; from++) {
      const i = order[from]!;
      const w = weight?.[i] ?? 1;
      if (outcome[i] === 1) yes += w;
      else no += w;
    }
    won += yes * (below + no / 2);
    came += yes;
    below += no;
  }
  return came > 0 && below > 0 ? won / (came * below) : Number.NaN;
}
