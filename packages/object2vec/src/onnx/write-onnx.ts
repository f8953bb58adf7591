import { checkModel, type Object2VecModel } from '../model.ts';
import {
  graphInputs,
  graphNodes,
  graphOutputs,
  IrVersion,
  initializerNames,
  type OnnxNode,
  OpsetVersion,
} from './graph.ts';
import { bytesField, type Encoded, messageField, stringField, toBytes, varintField } from './protobuf.ts';

/** Version of the metadata and of the names in the graph, stated in the file. */
export const OnnxFormatVersion = '1';

/** Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const ElementType = { float: 1, int64: 7 } as const;
const AttributeType = { int: 2, ints: 7 } as const;

/**
 * The model as an ONNX file that any ONNX runtime can evaluate. Inputs, outputs and nodes: see `graph.ts`. What the
 * graph cannot say (the hyperparameters) is in its metadata, by the algorithm's names. Equal models give equal bytes.
 * @throws ModelFormatError
 */
export function writeOnnx(model: Object2VecModel): Uint8Array {
  checkModel(model);
  const nodes = graphNodes({ ...model, mlpLayers: model.mlp.length });
  const graph = messageField(
    7,
    ...nodes.map((node, index) => messageField(1, ...encodeNode(node, index))),
    stringField(2, 'object2vec'),
    ...initializers(model).map((one) => messageField(5, ...encodeTensor(one))),
    ...graphInputs.map((name) =>
      messageField(11, ...encodeValue(name, ElementType.int64, ['batch', `length${name.slice(2)}`])),
    ),
    ...graphOutputs.map((name) => {
      const width = name === 'scores' ? model.outputs : model.embeddingLength;
      return messageField(12, ...encodeValue(name, ElementType.float, ['batch', width]));
    }),
  );
  return toBytes([
    varintField(1, IrVersion),
    stringField(2, 'portico'),
    graph,
    messageField(8, stringField(1, ''), varintField(2, OpsetVersion)),
    ...metadata(model).map(([key, value]) => messageField(14, stringField(1, key), stringField(2, value))),
  ]);
}

function metadata(model: Object2VecModel): readonly (readonly [string, string])[] {
  return [
    ['object2vec_format_version', OnnxFormatVersion],
    ['enc0_max_seq_len', String(model.encoders[0].maxSeqLen)],
    ['enc1_max_seq_len', String(model.encoders[1].maxSeqLen)],
    ['comparator_list', model.comparators.join(', ')],
    ['mlp_layers', String(model.mlp.length)],
    ['mlp_activation', model.mlpActivation],
    ['output_layer', model.outputLayer],
  ];
}

interface Initializer {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array;
}

function initializers(model: Object2VecModel): readonly Initializer[] {
  const list: Initializer[] = [];
  for (const [side, { vocabSize, tokenEmbeddingDim, tokenEmbedding, projection }] of model.encoders.entries()) {
    list.push(
      { name: initializerNames.tokenEmbedding(side), dims: [vocabSize, tokenEmbeddingDim], values: tokenEmbedding },
      { name: initializerNames.projection(side), dims: [tokenEmbeddingDim, model.embeddingLength], values: projection },
    );
  }
  const dense = (weightsName: string, biasName: string, { weights, bias }: Object2VecModel['output']): void => {
    list.push(
      { name: weightsName, dims: [weights.length / bias.length, bias.length], values: weights },
      { name: biasName, dims: [bias.length], values: bias },
    );
  };
  for (const [index, layer] of model.mlp.entries()) {
    dense(initializerNames.mlpWeights(index), initializerNames.mlpBias(index), layer);
  }
  dense(initializerNames.outputWeights, initializerNames.outputBias, model.output);
  return list;
}

function encodeNode(node: OnnxNode, index: number): readonly Encoded[] {
  return [
    ...node.inputs.map((name) => stringField(1, name)),
    ...node.outputs.map((name) => stringField(2, name)),
    stringField(3, `${index}_${node.opType}`),
    stringField(4, node.opType),
    ...Object.entries(node.attributes).map(([name, value]) => messageField(5, ...encodeAttribute(name, value))),
  ];
}

function encodeAttribute(name: string, value: number | readonly number[]): readonly Encoded[] {
  if (typeof value === 'number') {
    return [stringField(1, name), varintField(3, value), varintField(20, AttributeType.int)];
  }
  return [stringField(1, name), ...value.map((one) => varintField(8, one)), varintField(20, AttributeType.ints)];
}

function encodeTensor({ name, dims, values }: Initializer): readonly Encoded[] {
  return [
    ...dims.map((dim) => varintField(1, dim)),
    varintField(2, ElementType.float),
    stringField(8, name),
    // ONNX raw data is little endian, as is every platform that this runs on.
    bytesField(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  ];
}

function encodeValue(name: string, elementType: number, dims: readonly (number | string)[]): readonly Encoded[] {
  const shape = dims.map((dim) => messageField(1, typeof dim === 'number' ? varintField(1, dim) : stringField(2, dim)));
  return [
    stringField(1, name),
    messageField(2, messageField(1, varintField(1, elementType), messageField(2, ...shape))),
  ];
}
