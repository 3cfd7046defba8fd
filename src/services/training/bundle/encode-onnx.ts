// A graph as the bytes of an ONNX file. Called by the bundle writer and by parity checks. The schema is onnx-proto's.

import onnxProto from 'onnx-proto';
import {
  ONNX_VERSIONS,
  type OnnxAttribute,
  type OnnxGraph,
  type OnnxTensor,
  type OnnxType,
  type OnnxValue,
} from '../../../../engines/learn/onnx/graph.ts';

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;
const { AttributeType } = onnx.AttributeProto;

const ELEMENTS: Readonly<Record<OnnxType, number>> = {
  float32: DataType.FLOAT,
  float64: DataType.DOUBLE,
  int64: DataType.INT64,
  uint8: DataType.UINT8,
  bool: DataType.BOOL,
};

/** Equal graphs give equal bytes. */
export function encodeOnnx(graph: OnnxGraph): Uint8Array {
  const model = onnx.ModelProto.create({
    irVersion: ONNX_VERSIONS.representation,
    producerName: 'AnchorDesk',
    opsetImport: [
      { domain: '', version: ONNX_VERSIONS.operators },
      { domain: 'ai.onnx.ml', version: ONNX_VERSIONS.machineLearning },
    ],
    metadataProps: Object.entries(graph.metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: graph.name,
      node: graph.nodes.map(({ operator, domain, inputs, outputs, attributes }) => ({
        opType: operator,
        domain,
        input: [...inputs],
        output: [...outputs],
        attribute: Object.entries(attributes).map(([name, attribute]) => encodeAttribute(name, attribute)),
      })),
      initializer: Object.entries(graph.initialisers).map(([name, tensor]) => encodeTensor(name, tensor)),
      input: graph.inputs.map(encodeValue),
      output: graph.outputs.map(encodeValue),
    },
  });
  return onnx.ModelProto.encode(model).finish();
}

function encodeAttribute(name: string, attribute: OnnxAttribute) {
  switch (attribute.kind) {
    case 'int':
      return { name, type: AttributeType.INT, i: attribute.value };
    case 'ints':
      return { name, type: AttributeType.INTS, ints: Array.from(attribute.values) };
    case 'text':
      return { name, type: AttributeType.STRING, s: utf8(attribute.value) };
    case 'texts':
      return { name, type: AttributeType.STRINGS, strings: attribute.values.map(utf8) };
    case 'tensor':
      return { name, type: AttributeType.TENSOR, t: encodeTensor('', attribute.tensor) };
  }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function encodeTensor(name: string, { type, dims, values }: OnnxTensor) {
  // Raw data is little-endian, as every machine this runs on is (refused at start otherwise).
  const stored = type === 'int64' ? BigInt64Array.from(values, BigInt) : values;
  return {
    name,
    dims: [...dims],
    dataType: ELEMENTS[type],
    rawData: new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength).slice(),
  };
}

function encodeValue({ name, type, shape }: OnnxValue) {
  return {
    name,
    type: {
      tensorType: {
        elemType: ELEMENTS[type],
        shape: {
          dim: shape.map((length) =>
            typeof length === 'number' ? { dimValue: length } : { dimParam: length },
          ),
        },
      },
    },
  };
}
