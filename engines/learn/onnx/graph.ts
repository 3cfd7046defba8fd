// An ONNX graph as plain data: tensors, nodes, inputs and outputs, no protobuf. Built by the writers of this folder, encoded by the
// bundle. Names follow the ONNX specification, https://onnx.ai/onnx/operators/.

/** `int64` is held in 32 bits: positions and counts, never more. `bool` holds 0 and 1. */
export type OnnxTensor =
  | { readonly type: 'float32'; readonly dims: readonly number[]; readonly values: Float32Array }
  | { readonly type: 'float64'; readonly dims: readonly number[]; readonly values: Float64Array }
  | { readonly type: 'int64'; readonly dims: readonly number[]; readonly values: Int32Array }
  | { readonly type: 'uint8' | 'bool'; readonly dims: readonly number[]; readonly values: Uint8Array };
export type OnnxType = OnnxTensor['type'];

export type OnnxAttribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly values: readonly number[] | Int32Array }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'texts'; readonly values: readonly string[] }
  | { readonly kind: 'tensor'; readonly tensor: OnnxTensor };

export interface OnnxNode {
  readonly operator: string;
  readonly domain: '' | 'ai.onnx.ml';
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** A length that is not fixed has a name. */
export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxType;
  readonly shape: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly initialisers: Readonly<Record<string, OnnxTensor>>;
  /** Said of the model inside the file, for those who open it elsewhere. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Versions of the operators used: TreeEnsemble in doubles came with 5 of `ai.onnx.ml`. */
export const ONNX_VERSIONS = { representation: 10, operators: 21, machineLearning: 5 } as const;
