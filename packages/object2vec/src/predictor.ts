import { type KeptRows, keepRows, type Row } from './kept-rows.ts';
import { addScaled, rowTimesMatrix } from './linear-algebra.ts';
import {
  type Activation,
  checkModel,
  type DenseLayer,
  type Encoder,
  type Object2VecModel,
  type Side,
} from './model.ts';
import { checkTokens } from './token-range-error.ts';

/** A model made ready to answer. Answers depend only on the instance, not on what else is in the batch or came before. */
export interface Predictor {
  readonly model: Object2VecModel;
  /**
   * One row of `model.outputs` numbers per instance (row-major): the regression's value, or the class probabilities.
   * Lists are cut to the first `maxSeqLen` tokens; an empty list encodes to zeros (a mean over no token).
   * @param in0 token ids per instance; `in1` has as many instances.
   * @throws TokenRangeError before anything is computed, also for tokens that would be cut off.
   */
  scores(in0: readonly (readonly number[])[], in1: readonly (readonly number[])[]): Float32Array;
  /**
   * The encoding of each list by the encoder of one side: rows of `model.embeddingLength` numbers.
   * @throws TokenRangeError as `scores` does.
   */
  embeddings(side: Side, tokens: readonly (readonly number[])[]): Float32Array;
}

/**
 * Does once what does not depend on the pair. Up to the first activation everything but the pairwise comparisons is
 * linear in the token rows: encodings, and their products with the weights of the concatenation, are kept per token;
 * consecutive linear layers become one layer; comparisons whose weights are all zero are left out.
 * @throws ModelFormatError
 */
export function compileObject2Vec(model: Object2VecModel): Predictor {
  checkModel(model);
  const [first, ...rest] = joinLinearLayers([...model.mlp, model.output], model.mlpActivation) as [DenseLayer];
  const units = first.bias.length;
  const parts = splitByComparator(first, model);
  const rows = [
    keepEncodings(model.encoders[0], model.embeddingLength, parts.concat0, units),
    keepEncodings(model.encoders[1], model.embeddingLength, parts.concat1, units),
  ] as const;
  const compare = compilePairwise(parts, model.embeddingLength, units);
  const finish = compileLayers(rest, rest.length > 0 ? model.mlpActivation : 'linear');
  const hidden = new Float64Array(units);

  function scores(in0: readonly (readonly number[])[], in1: readonly (readonly number[])[]): Float32Array {
    if (in0.length !== in1.length) throw new Error(`${in0.length} instances of in0, but ${in1.length} of in1`);
    const [encoder0, encoder1] = model.encoders;
    checkTokens(0, in0, encoder0.vocabSize);
    checkTokens(1, in1, encoder1.vocabSize);
    const out = new Float32Array(in0.length * model.outputs);
    for (let n = 0; n < in0.length; n++) {
      const a = meanRow(rows[0], in0[n] as readonly number[], encoder0.maxSeqLen);
      const b = meanRow(rows[1], in1[n] as readonly number[], encoder1.maxSeqLen);
      hidden.set(first.bias);
      if (parts.concat0) addScaled(1, a.values, a.start + model.embeddingLength, hidden, 0, units);
      if (parts.concat1) addScaled(1, b.values, b.start + model.embeddingLength, hidden, 0, units);
      compare(a, b, hidden);
      const last = finish(hidden);
      if (model.outputLayer === 'softmax') softmax(last);
      out.set(last, n * model.outputs);
    }
    return out;
  }

  function embeddings(side: Side, tokens: readonly (readonly number[])[]): Float32Array {
    const encoder = model.encoders[side];
    checkTokens(side, tokens, encoder.vocabSize);
    const out = new Float32Array(tokens.length * model.embeddingLength);
    for (const [n, ids] of tokens.entries()) {
      const row = meanRow(rows[side], ids, encoder.maxSeqLen);
      out.set(row.values.subarray(row.start, row.start + model.embeddingLength), n * model.embeddingLength);
    }
    return out;
  }

  return { model, scores, embeddings };
}

function meanRow(rows: KeptRows, ids: readonly number[], maxSeqLen: number): Row {
  return rows.mean(ids, Math.min(ids.length, maxSeqLen));
}

/** The weights of the first layer, cut at the borders of the comparisons: embeddingLength x units each. */
interface FirstLayerParts {
  readonly hadamard?: Float32Array;
  readonly abs_diff?: Float32Array;
  readonly concat0?: Float32Array;
  readonly concat1?: Float32Array;
}

function splitByComparator(layer: DenseLayer, model: Object2VecModel): FirstLayerParts {
  const names = model.comparators.flatMap((name) => (name === 'concat' ? (['concat0', 'concat1'] as const) : [name]));
  const block = model.embeddingLength * layer.bias.length;
  const blocks = names.map(
    (name, index) => [name, layer.weights.subarray(index * block, (index + 1) * block)] as const,
  );
  return Object.fromEntries(blocks.filter(([, weights]) => weights.some((weight) => weight !== 0)));
}

/** Rows of [encoding, encoding x concat weights], the second part only if there are such weights. */
function keepEncodings(
  encoder: Encoder,
  embeddingLength: number,
  concat: Float32Array | undefined,
  units: number,
): KeptRows {
  const { vocabSize, tokenEmbeddingDim, tokenEmbedding, projection } = encoder;
  return keepRows(vocabSize, embeddingLength + (concat ? units : 0), (token, out, start) => {
    rowTimesMatrix(
      tokenEmbedding,
      token * tokenEmbeddingDim,
      projection,
      tokenEmbeddingDim,
      embeddingLength,
      out,
      start,
    );
    if (concat) rowTimesMatrix(out, start, concat, embeddingLength, units, out, start + embeddingLength);
  });
}

/** Adds the products of a*b and |a-b| with their weights to `hidden`. */
function compilePairwise(
  { hadamard, abs_diff }: FirstLayerParts,
  length: number,
  units: number,
): (a: Row, b: Row, hidden: Float64Array) => void {
  if (units === 1) {
    return (a, b, hidden) => {
      let sum = hidden[0] as number;
      if (hadamard) sum += weightedProduct(a, b, hadamard, length);
      if (abs_diff) sum += weightedDistance(a, b, abs_diff, length);
      hidden[0] = sum;
    };
  }
  return (a, b, hidden) => {
    for (let k = 0; k < length; k++) {
      const left = a.values[a.start + k] as number;
      const right = b.values[b.start + k] as number;
      if (hadamard) addScaled(left * right, hadamard, k * units, hidden, 0, units);
      if (abs_diff) addScaled(Math.abs(left - right), abs_diff, k * units, hidden, 0, units);
    }
  };
}

function weightedProduct(a: Row, b: Row, weights: Float32Array, length: number): number {
  const { values: left, start: leftStart } = a;
  const { values: right, start: rightStart } = b;
  let sum = 0;
  for (let k = 0; k < length; k++) {
    sum += (left[leftStart + k] as number) * (right[rightStart + k] as number) * (weights[k] as number);
  }
  return sum;
}

function weightedDistance(a: Row, b: Row, weights: Float32Array, length: number): number {
  const { values: left, start: leftStart } = a;
  const { values: right, start: rightStart } = b;
  let sum = 0;
  for (let k = 0; k < length; k++) {
    sum += Math.abs((left[leftStart + k] as number) - (right[rightStart + k] as number)) * (weights[k] as number);
  }
  return sum;
}

/** From the sums of the first layer to the output: activation, layer, activation, layer. The result is overwritten by the next call. */
function compileLayers(layers: readonly DenseLayer[], activation: Activation): (sums: Float64Array) => Float64Array {
  const outputs = layers.map((layer) => new Float64Array(layer.bias.length));
  return (sums) => {
    let current = sums;
    for (let index = 0; index < layers.length; index++) {
      const { weights, bias } = layers[index] as DenseLayer;
      const next = outputs[index] as Float64Array;
      activate(activation, current);
      rowTimesMatrix(current, 0, weights, current.length, bias.length, next, 0);
      addScaled(1, bias, 0, next, 0, bias.length);
      current = next;
    }
    return current;
  };
}

function activate(activation: Activation, values: Float64Array): void {
  if (activation === 'linear') return;
  const apply = activation === 'tanh' ? Math.tanh : (x: number) => (x > 0 ? x : 0);
  for (let i = 0; i < values.length; i++) values[i] = apply(values[i] as number);
}

function softmax(values: Float64Array): void {
  const highest = values.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const power = Math.exp((values[i] as number) - highest);
    values[i] = power;
    sum += power;
  }
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) / sum;
}

/** With a linear activation, each layer is multiplied into the next where that leaves no more weights than before. */
function joinLinearLayers(layers: readonly DenseLayer[], activation: Activation): readonly DenseLayer[] {
  const joined: DenseLayer[] = [];
  for (const layer of layers) {
    const before = joined.at(-1);
    if (activation === 'linear' && before && joiningShrinks(before, layer))
      joined[joined.length - 1] = join(before, layer);
    else joined.push(layer);
  }
  return joined;
}

function joiningShrinks(before: DenseLayer, after: DenseLayer): boolean {
  const inputs = before.weights.length / before.bias.length;
  return inputs * after.bias.length <= before.weights.length + after.weights.length;
}

function join(before: DenseLayer, after: DenseLayer): DenseLayer {
  const between = before.bias.length;
  const inputs = before.weights.length / between;
  const units = after.bias.length;
  const weights = new Float32Array(inputs * units);
  for (let i = 0; i < inputs; i++) {
    rowTimesMatrix(before.weights, i * between, after.weights, between, units, weights, i * units);
  }
  const bias = new Float64Array(after.bias);
  const carried = new Float64Array(units);
  rowTimesMatrix(before.bias, 0, after.weights, between, units, carried, 0);
  addScaled(1, carried, 0, bias, 0, units);
  return { weights, bias: new Float32Array(bias) };
}
