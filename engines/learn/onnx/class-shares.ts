// Scores become probabilities: log-odds of two classes, softmax of more, and the little that classes without training rows are given. Called
// by the writers of linear models and of networks, whose estimators do the same.

import { type GraphBuilder, int } from './builder.ts';
import { bothClasses, constantRows } from './shapes.ts';

/** `scores`: doubles `[rows, 1]` for two classes seen, else one per class seen. Gives `[rows, classes]`. */
export function writeClasses(
  builder: GraphBuilder,
  scores: string,
  seen: Int32Array,
  classes: number,
  unseenShare: number,
): string {
  const known = 1 - unseenShare * (classes - seen.length);
  if (seen.length === 1)
    return constantRows(
      builder,
      scores,
      Array.from({ length: classes }, (_, k) => (k === seen[0] ? known : unseenShare)),
    );
  const shares =
    seen.length === 2
      ? bothClasses(builder, builder.add('Sigmoid', [scores]))
      : builder.add('Softmax', [scores], { axis: int(1) });
  if (seen.length === classes) return shares;
  // Classes without a training row stand between those that had some.
  const places = new Float64Array(seen.length * classes);
  const unseen = new Float64Array(classes).fill(unseenShare);
  seen.forEach((k, at) => {
    places[at * classes + k] = known;
    unseen[k] = 0;
  });
  const placed = builder.add('MatMul', [shares, builder.doubles(places, [seen.length, classes])]);
  return builder.add('Add', [placed, builder.doubles(unseen, [1, classes])]);
}
