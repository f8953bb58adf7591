import {
  type Activation,
  type Comparator,
  checkModel,
  comparatorWidths,
  type DenseLayer,
  type Encoder,
  ModelFormatError,
  Object2VecLimits,
  type Object2VecModel,
  type OutputLayer,
} from '../model.ts';
import { graphInputs, graphNodes, graphOutputs, initializerNames, OpsetVersion } from './graph.ts';
import { type OnnxFile, parseOnnx, type Tensor } from './parse-onnx.ts';
import { OnnxFormatVersion } from './write-onnx.ts';

/**
 * The model in a file that {@link writeOnnx} wrote. The graph must be, node for node, the one that its metadata
 * announces: a file that computes something else is refused, not misread.
 * @throws ModelFormatError for any other bytes; untrusted bytes are fine.
 */
export function readOnnx(bytes: Uint8Array): Object2VecModel {
  const file = parseOnnx(bytes);
  const version = file.metadata.get('object2vec_format_version');
  if (version === undefined)
    throw new ModelFormatError('an ONNX graph, but not of an Object2Vec model written by portico');
  if (version !== OnnxFormatVersion)
    throw new ModelFormatError(`Object2Vec format version ${version}, not ${OnnxFormatVersion}`);
  const tensors = new Map(file.initializers);
  const comparators = parseComparators(text(file, 'comparator_list'));
  const mlpLayers = integer(file, 'mlp_layers', Object2VecLimits.mlpLayers);
  const mlpActivation = oneOf<Activation>(file, 'mlp_activation', ['tanh', 'relu', 'linear']);
  const outputLayer = oneOf<OutputLayer>(file, 'output_layer', ['mean_squared_error', 'softmax']);
  const encoders = [takeEncoder(0, file, tensors), takeEncoder(1, file, tensors)] as const;
  const mlp = Array.from({ length: mlpLayers }, (_, layer) =>
    takeDense(tensors, initializerNames.mlpWeights(layer), initializerNames.mlpBias(layer)),
  );
  const output = takeDense(tensors, initializerNames.outputWeights, initializerNames.outputBias);
  for (const name of tensors.keys()) throw new ModelFormatError(`the graph has a tensor that it should not: ${name}`);
  checkGraph(file, graphNodes({ comparators, mlpLayers, mlpActivation, outputLayer }));
  const model: Object2VecModel = {
    encoders: [encoders[0].encoder, encoders[1].encoder],
    embeddingLength: encoders[0].embeddingLength,
    comparators,
    mlp,
    mlpActivation,
    output,
    outputLayer,
    outputs: output.bias.length,
  };
  checkModel(model);
  return model;
}

function checkGraph(file: OnnxFile, nodes: OnnxFile['nodes']): void {
  if (file.opsetVersion !== OpsetVersion) {
    throw new ModelFormatError(`the graph uses operator set ${file.opsetVersion}, not ${OpsetVersion}`);
  }
  const found = { inputs: file.inputs, outputs: file.outputs };
  if (JSON.stringify(found) !== JSON.stringify({ inputs: graphInputs, outputs: graphOutputs })) {
    throw new ModelFormatError(
      `the graph maps (${file.inputs}) to (${file.outputs}), not (${graphInputs}) to (${graphOutputs})`,
    );
  }
  for (let index = 0; index < Math.max(nodes.length, file.nodes.length); index++) {
    const [expected, node] = [nodes[index], file.nodes[index]];
    if (JSON.stringify(node) !== JSON.stringify(expected)) {
      throw new ModelFormatError(
        `node ${index} of the graph is ${node?.opType ?? 'missing'} where an Object2Vec graph of this kind has ${
          expected ? `${expected.opType}(${expected.inputs})` : 'none'
        }`,
      );
    }
  }
}

function takeEncoder(
  side: 0 | 1,
  file: OnnxFile,
  tensors: Map<string, Tensor>,
): { encoder: Encoder; embeddingLength: number } {
  const tokens = take(tensors, initializerNames.tokenEmbedding(side), 2);
  const projection = take(tensors, initializerNames.projection(side), 2);
  const [vocabSize, tokenEmbeddingDim] = tokens.dims as readonly [number, number];
  const [inputs, embeddingLength] = projection.dims as readonly [number, number];
  if (inputs !== tokenEmbeddingDim) {
    throw new ModelFormatError(
      `projection${side} has ${inputs} rows for token embeddings of length ${tokenEmbeddingDim}`,
    );
  }
  const maxSeqLen = integer(file, `enc${side}_max_seq_len`, Object2VecLimits.maxSeqLen);
  return {
    encoder: { vocabSize, maxSeqLen, tokenEmbeddingDim, tokenEmbedding: tokens.values, projection: projection.values },
    embeddingLength,
  };
}

function takeDense(tensors: Map<string, Tensor>, weightsName: string, biasName: string): DenseLayer {
  const weights = take(tensors, weightsName, 2);
  const bias = take(tensors, biasName, 1);
  if (weights.dims[1] !== bias.dims[0]) {
    throw new ModelFormatError(`${weightsName} has ${weights.dims[1]} units, ${biasName} has ${bias.dims[0]}`);
  }
  return { weights: weights.values, bias: bias.values };
}

function take(tensors: Map<string, Tensor>, name: string, rank: number): Tensor {
  const tensor = tensors.get(name);
  if (!tensor) throw new ModelFormatError(`the graph lacks the tensor ${name}`);
  if (tensor.dims.length !== rank)
    throw new ModelFormatError(`${name} has ${tensor.dims.length} dimensions, not ${rank}`);
  tensors.delete(name);
  return tensor;
}

function parseComparators(list: string): readonly Comparator[] {
  return list.split(', ').map((name) => {
    if (!Object.hasOwn(comparatorWidths, name))
      throw new ModelFormatError(`unknown comparator ${JSON.stringify(name)}`);
    return name as Comparator;
  });
}

function text(file: OnnxFile, key: string): string {
  const value = file.metadata.get(key);
  if (value === undefined) throw new ModelFormatError(`the metadata lacks ${key}`);
  return value;
}

function integer(file: OnnxFile, key: string, [low, high]: readonly [number, number]): number {
  const value = text(file, key);
  const number = Number(value);
  if (!/^\d{1,9}$/.test(value) || number < low || number > high) {
    throw new ModelFormatError(`${key} is ${JSON.stringify(value)}, not an integer from ${low} to ${high}`);
  }
  return number;
}

function oneOf<Name extends string>(file: OnnxFile, key: string, names: readonly Name[]): Name {
  const value = text(file, key);
  const name = names.find((one) => one === value);
  if (name === undefined) throw new ModelFormatError(`${key} is ${JSON.stringify(value)}, not ${names.join(', ')}`);
  return name;
}
