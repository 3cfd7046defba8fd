// Puts a graph together node by node, naming what it makes. Called by the writers of this folder only; checks nothing, the runtime does.

import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxType, OnnxValue } from './graph.ts';

export interface GraphBuilder {
  input(name: string, type: OnnxType, shape: OnnxValue['shape']): string;
  /** Gives the name of the constant. */
  constant(tensor: OnnxTensor): string;
  doubles(values: ArrayLike<number>, dims?: readonly number[]): string;
  integers(values: ArrayLike<number>, dims?: readonly number[]): string;
  /** Gives the name of the node's (first) result. */
  add(
    operator: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
    domain?: OnnxNode['domain'],
  ): string;
  /** The value becomes a result of the graph under this name. */
  output(name: string, value: string, type: OnnxType, shape: OnnxValue['shape']): void;
  graph(name: string, metadata?: Readonly<Record<string, string>>): OnnxGraph;
}

export const int = (value: number): OnnxAttribute => ({ kind: 'int', value });
export const ints = (values: readonly number[] | Int32Array): OnnxAttribute => ({ kind: 'ints', values });
export const text = (value: string): OnnxAttribute => ({ kind: 'text', value });

/** Numbers of the element types, as the operator Cast takes them. */
const FLOAT64 = 11;
export const AS_DOUBLE: Readonly<Record<string, OnnxAttribute>> = { to: int(FLOAT64) };

export function createGraphBuilder(): GraphBuilder {
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  const nodes: OnnxNode[] = [];
  const initialisers: Record<string, OnnxTensor> = {};
  let made = 0;
  const builder: GraphBuilder = {
    input(name, type, shape) {
      inputs.push({ name, type, shape });
      return name;
    },
    constant(tensor) {
      const name = `constant_${made++}`;
      initialisers[name] = tensor;
      return name;
    },
    doubles: (values, dims = [values.length]) =>
      builder.constant({ type: 'float64', dims, values: Float64Array.from(values) }),
    integers: (values, dims = [values.length]) =>
      builder.constant({ type: 'int64', dims, values: Int32Array.from(values) }),
    add(operator, from, attributes = {}, domain = '') {
      const result = `${operator}_${made++}`;
      nodes.push({ operator, domain, inputs: from, outputs: [result], attributes });
      return result;
    },
    output(name, value, type, shape) {
      nodes.push({ operator: 'Identity', domain: '', inputs: [value], outputs: [name], attributes: {} });
      outputs.push({ name, type, shape });
    },
    graph: (name, metadata = {}) => ({ name, inputs, outputs, nodes, initialisers, metadata }),
  };
  return builder;
}
