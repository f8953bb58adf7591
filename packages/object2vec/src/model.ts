/**
 * The parameters of a trained Object2Vec network with `pooled_embedding` encoders (Amazon SageMaker Developer Guide,
 * "How Object2Vec Works"). Plain data, never changed after it is made. All matrices are row-major.
 *
 *     in0 ids ─ mean of token rows ─ x projection ─► encoding a ─┐
 *                                                                ├─ comparators ─ MLP ─ output layer ─► scores
 *     in1 ids ─ mean of token rows ─ x projection ─► encoding b ─┘
 */
export interface Object2VecModel {
  /** The encoder of `in0`, then that of `in1`. */
  readonly encoders: readonly [Encoder, Encoder];
  /** Length of an encoding, the same on both sides (`enc_dim`); also the length of an `embeddings` answer. */
  readonly embeddingLength: number;
  /** `comparator_list`: in this order the comparisons are joined into the input of the MLP. No repetition, at least one. */
  readonly comparators: readonly Comparator[];
  /** `mlp_layers` dense layers, each followed by `mlpActivation`; may be empty. */
  readonly mlp: readonly DenseLayer[];
  readonly mlpActivation: Activation;
  /** The last dense layer: linear for `mean_squared_error`, softmax over its units for `softmax`. */
  readonly output: DenseLayer;
  readonly outputLayer: OutputLayer;
  /** Scores per instance: 1 for `mean_squared_error`, `num_classes` for `softmax`. */
  readonly outputs: number;
}

export interface Encoder {
  /** Token ids are 0 <= id < vocabSize. */
  readonly vocabSize: number;
  /** Longer lists are cut to their first `maxSeqLen` tokens. */
  readonly maxSeqLen: number;
  readonly tokenEmbeddingDim: number;
  /** vocabSize x tokenEmbeddingDim. */
  readonly tokenEmbedding: Float32Array;
  /** tokenEmbeddingDim x embeddingLength; no bias. */
  readonly projection: Float32Array;
}

export interface DenseLayer {
  /** inputs x units: output[u] = bias[u] + sum over i of input[i] * weights[i * units + u]. */
  readonly weights: Float32Array;
  /** One number a unit; its length is the number of units. */
  readonly bias: Float32Array;
}

export type Comparator = 'hadamard' | 'concat' | 'abs_diff';
export type Activation = 'tanh' | 'relu' | 'linear';
export type OutputLayer = 'mean_squared_error' | 'softmax';
/** 0 is the side of `in0`, 1 that of `in1`. */
export type Side = 0 | 1;

/** Ranges of the algorithm's hyperparameters (Developer Guide, "Object2Vec Hyperparameters"; inclusive). */
export const Object2VecLimits: Readonly<
  Record<
    'vocabSize' | 'maxSeqLen' | 'tokenEmbeddingDim' | 'embeddingLength' | 'mlpLayers' | 'mlpUnits' | 'numClasses',
    readonly [low: number, high: number]
  >
> = {
  vocabSize: [1, 3_000_000],
  maxSeqLen: [1, 5000],
  tokenEmbeddingDim: [1, 1000],
  embeddingLength: [1, 10_000],
  mlpLayers: [0, 10],
  mlpUnits: [1, 10_000],
  numClasses: [2, 30],
};

/** Rows that one comparison contributes to the input of the MLP, in encodings. */
export const comparatorWidths: Readonly<Record<Comparator, number>> = { hadamard: 1, concat: 2, abs_diff: 1 };

/** The parameters do not form a network: what is wrong, in words. */
export class ModelFormatError extends Error {
  override readonly name = 'ModelFormatError';
}

/**
 * Checks every size against every other and against {@link Object2VecLimits}, and that all numbers are finite.
 * @throws ModelFormatError
 */
export function checkModel(model: Object2VecModel): void {
  within('embedding length', model.embeddingLength, Object2VecLimits.embeddingLength);
  for (const [side, encoder] of model.encoders.entries()) {
    within(`vocabulary size of in${side}`, encoder.vocabSize, Object2VecLimits.vocabSize);
    within(`maximum sequence length of in${side}`, encoder.maxSeqLen, Object2VecLimits.maxSeqLen);
    within(`token embedding dimension of in${side}`, encoder.tokenEmbeddingDim, Object2VecLimits.tokenEmbeddingDim);
    const { vocabSize, tokenEmbeddingDim } = encoder;
    numbers(`token embedding of in${side}`, encoder.tokenEmbedding, vocabSize * tokenEmbeddingDim);
    numbers(`projection of in${side}`, encoder.projection, tokenEmbeddingDim * model.embeddingLength);
  }
  if (model.comparators.length === 0) throw new ModelFormatError('the comparator list is empty');
  if (new Set(model.comparators).size !== model.comparators.length) {
    throw new ModelFormatError(`the comparator list repeats itself: ${model.comparators.join(', ')}`);
  }
  within('number of MLP layers', model.mlp.length, Object2VecLimits.mlpLayers);
  let inputs = comparedLength(model);
  for (const [index, layer] of model.mlp.entries()) {
    within(`units of MLP layer ${index}`, layer.bias.length, Object2VecLimits.mlpUnits);
    inputs = dense(`MLP layer ${index}`, layer, inputs);
  }
  const units = dense('output layer', model.output, inputs);
  if (units !== model.outputs) throw new ModelFormatError(`output layer has ${units} units, not ${model.outputs}`);
  if (model.outputLayer === 'softmax') within('number of classes', model.outputs, Object2VecLimits.numClasses);
  else if (model.outputs !== 1) throw new ModelFormatError(`a regression has 1 output, not ${model.outputs}`);
}

/** Length of the joined comparisons, the input of the first dense layer. */
export function comparedLength(model: Pick<Object2VecModel, 'comparators' | 'embeddingLength'>): number {
  return model.comparators.reduce((sum, name) => sum + comparatorWidths[name], 0) * model.embeddingLength;
}

function dense(what: string, layer: DenseLayer, inputs: number): number {
  const units = layer.bias.length;
  numbers(`bias of the ${what}`, layer.bias, units);
  numbers(`weights of the ${what}`, layer.weights, inputs * units);
  return units;
}

function within(what: string, value: number, [low, high]: readonly [number, number]): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new ModelFormatError(`${what} is ${value}, not an integer from ${low} to ${high}`);
  }
}

function numbers(what: string, values: Float32Array, length: number): void {
  if (values.length !== length) throw new ModelFormatError(`${what} has ${values.length} numbers, not ${length}`);
  if (!values.every(Number.isFinite)) throw new ModelFormatError(`${what} holds a number that is not finite`);
}
