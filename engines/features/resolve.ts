// Checks a feature set and turns it into the nodes to compute: every (template, place, parameters) once, parts before wholes.
// Called by the matrix builder, the live stream and the service that stores sets. Bad sets are refused here with a reason.

import type { IndicatorParameters } from '../indicators/definition.ts';
import { INTERVALS } from '../market/interval.ts';
import type {
  CandidateTemplate,
  CombinedTemplate,
  FeatureEntry,
  FeaturePart,
  FeatureSet,
  FeatureSource,
  FeatureTemplate,
  FeatureTimeframe,
  SeriesTemplate,
} from './definition.ts';
import { futureNameRule } from './future-names.ts';

export type FeatureCatalogue = ReadonlyMap<string, FeatureTemplate>;

interface NodeFacts {
  readonly parameters: IndicatorParameters;
}
export interface SeriesNode extends NodeFacts {
  readonly kind: 'series';
  readonly template: SeriesTemplate;
  readonly source: FeatureSource;
  readonly timeframe: FeatureTimeframe;
}
export interface CombinedNode extends NodeFacts {
  readonly kind: 'combined';
  readonly template: CombinedTemplate;
  /** Positions in `nodes`, all smaller than this node's own. */
  readonly parts: readonly number[];
}
export interface CandidateNode extends NodeFacts {
  readonly kind: 'candidate';
  readonly template: CandidateTemplate;
}
export type FeatureNode = SeriesNode | CombinedNode | CandidateNode;

export interface ResolvedSet {
  readonly set: FeatureSet;
  readonly nodes: readonly FeatureNode[];
  /** Position in `nodes` of each entry. */
  readonly outputs: readonly number[];
  readonly names: readonly string[];
  /** Some entry needs to know the proposed trade: the set serves meta-labels only. */
  readonly needsCandidate: boolean;
  /** Side series the set reads. */
  readonly sources: readonly FeatureSource[];
  readonly timeframes: readonly FeatureTimeframe[];
}

/** What is wrong with a set: shown to its editor, nothing is stored. */
export class FeatureSetError extends Error {
  readonly entry: string | null;
  constructor(message: string, entry: string | null = null) {
    super(message);
    this.name = 'FeatureSetError';
    this.entry = entry;
  }
}

const NAME = /^[a-z][a-z0-9_]{0,62}$/;
/** Combined features built of combined features: deeper than this is a loop. */
const MAX_DEPTH = 8;

/** Throws FeatureSetError: unknown template, bad or doubled name, value out of range, price level, name of the future. */
export function resolveSet(set: FeatureSet, catalogue: FeatureCatalogue): ResolvedSet {
  if (set.entries.length === 0)
    throw new FeatureSetError('The feature set is empty. Add at least one feature.');
  const nodes: FeatureNode[] = [];
  const known = new Map<string, number>();
  const outputs: number[] = [];
  const names = new Set<string>();
  for (const entry of set.entries) {
    checkName(entry, names);
    const template = templateOf(entry.feature, catalogue, entry.name);
    if (template.kind === 'series' && template.level)
      throw new FeatureSetError(
        `"${entry.name}" is ${template.title.toLowerCase()}, a price or amount without a common scale. Choose a feature that relates it to the price instead.`,
        entry.name,
      );
    outputs.push(addNode(entry, template, entry.name, 0));
  }

  function addNode(part: FeaturePart, template: FeatureTemplate, entry: string, depth: number): number {
    if (depth > MAX_DEPTH) throw new FeatureSetError(`"${entry}" is built of itself.`, entry);
    const parameters = completeParameters(template, part.parameters ?? {}, entry);
    const place = { source: part.source, timeframe: part.timeframe };
    // A candidate's facts have no place: one node however it was asked for.
    const key = JSON.stringify([template.id, template.kind === 'candidate' ? null : place, parameters]);
    const before = known.get(key);
    if (before !== undefined) return before;
    let node: FeatureNode;
    if (template.kind === 'series') node = { kind: 'series', template, parameters, ...place };
    else if (template.kind === 'candidate') node = { kind: 'candidate', template, parameters };
    else {
      const parts = template
        .parts(parameters, place)
        .map((one) => addNode(one, templateOf(one.feature, catalogue, entry), entry, depth + 1));
      node = { kind: 'combined', template, parameters, parts };
    }
    nodes.push(node);
    known.set(key, nodes.length - 1);
    return nodes.length - 1;
  }

  const series = nodes.filter((node) => node.kind === 'series');
  return {
    set,
    nodes,
    outputs,
    names: [...names],
    needsCandidate: nodes.some((node) => node.kind === 'candidate'),
    sources: [...new Set(series.map((node) => node.source))],
    timeframes: [...new Set(series.map((node) => node.timeframe))],
  };
}

function checkName({ name, timeframe }: FeatureEntry, names: Set<string>): void {
  if (!NAME.test(name))
    throw new FeatureSetError(
      `"${name}" cannot name a feature: use lower case letters, digits and _, starting with a letter, at most 63.`,
      name,
    );
  if (names.has(name)) throw new FeatureSetError(`Two features are called "${name}". Rename one.`, name);
  const rule = futureNameRule(name);
  if (rule !== null)
    throw new FeatureSetError(`"${name}" is a name for what happens later (${rule}). Choose another.`, name);
  if (timeframe !== 'decision' && !(INTERVALS as readonly string[]).includes(timeframe))
    throw new FeatureSetError(`"${name}" asks for bars of ${timeframe}, which do not exist.`, name);
  names.add(name);
}

function templateOf(id: string, catalogue: FeatureCatalogue, entry: string): FeatureTemplate {
  const template = catalogue.get(id);
  if (template === undefined)
    throw new FeatureSetError(`"${entry}" uses the feature "${id}", which is not known here.`, entry);
  return template;
}

/** Defaults filled in, in the order of declaration, so that equal parameters are equal text. */
export function completeParameters(
  template: FeatureTemplate,
  given: IndicatorParameters,
  entry: string,
): IndicatorParameters {
  for (const name of Object.keys(given))
    if (!template.parameters.some((parameter) => parameter.name === name))
      throw new FeatureSetError(`"${entry}": ${template.id} has no parameter "${name}".`, entry);
  return Object.fromEntries(
    template.parameters.map(({ name, default: standard, min, max }) => {
      const value = given[name] ?? standard;
      if (!(value >= min && value <= max))
        throw new FeatureSetError(
          `"${entry}": ${name} must lie between ${min} and ${max}, got ${value}.`,
          entry,
        );
      return [name, value];
    }),
  );
}

/**
 * The text that identifies what a set computes: ordered entries with full parameters and the version of every formula under
 * them. The set's own title and version number are left out: equal columns are equal sets. Its SHA-256 is the set's hash.
 */
export function canonicalSet(resolved: ResolvedSet): string {
  const { set, nodes, outputs } = resolved;
  const describe = (index: number): unknown => {
    const node = nodes[index]!;
    const formula = [node.template.id, node.template.version, node.parameters];
    if (node.kind === 'series') return [...formula, node.source, node.timeframe];
    if (node.kind === 'candidate') return formula;
    return [...formula, node.parts.map(describe)];
  };
  return JSON.stringify(set.entries.map((entry, i) => [entry.name, describe(outputs[i]!)]));
}
