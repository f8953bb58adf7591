import { type KeptRows, keepRows } from './kept-rows.ts';
import { dot, multiply, transposed } from './linear-algebra.ts';
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
  const { embeddingLength, outputs } = model;
  const [encoder0, encoder1] = model.encoders;
  const layers = joinLinearLayers([...model.mlp, model.output].map(toRows), model.mlpActivation);
  const first = layers[0] as Layer;
  const units = first.bias.length;
  const parts = splitByComparator(first, model);
  const rows0 = keepEncodings(encoder0, embeddingLength, parts.concat0, units);
  const rows1 = keepEncodings(encoder1, embeddingLength, parts.concat1, units);
  const pairwise = joinPairwise(parts, embeddingLength, units);
  const compared = new Float64Array(pairwise.length);
  const hidden = new Float64Array(units);
  const finish = compileLayers(layers.slice(1), model.mlpActivation);

  function scores(in0: readonly (readonly number[])[], in1: readonly (readonly number[])[]): Float32Array {
    if (in0.length !== in1.length) throw new Error(`${in0.length} instances of in0, but ${in1.length} of in1`);
    checkTokens(0, in0, encoder0.vocabSize);
    checkTokens(1, in1, encoder1.vocabSize);
    const out = new Float32Array(in0.length * outputs);
    for (let n = 0; n < in0.length; n++) {
      const a = meanRow(rows0, in0[n] as readonly number[], encoder0.maxSeqLen);
      const b = meanRow(rows1, in1[n] as readonly number[], encoder1.maxSeqLen);
      compare(a, b);
      for (let unit = 0; unit < units; unit++) {
        let sum = first.bias[unit] as number;
        if (parts.concat0) sum += rows0.values[a + embeddingLength + unit] as number;
        if (parts.concat1) sum += rows1.values[b + embeddingLength + unit] as number;
        hidden[unit] = sum + dot(pairwise.weights, unit * pairwise.length, compared, 0, pairwise.length);
      }
      const last = finish(hidden);
      if (model.outputLayer === 'softmax') softmax(last);
      for (let k = 0; k < outputs; k++) out[n * outputs + k] = last[k] as number;
    }
    return out;
  }

  /** Writes a*b and |a-b|, whichever are used, to `compared`. */
  function compare(a: number, b: number): void {
    const left = rows0.values;
    const right = rows1.values;
    let at = 0;
    if (parts.hadamard) {
      multiply(left, a, right, b, compared, at, embeddingLength);
      at += embeddingLength;
    }
    if (parts.abs_diff) {
      for (let k = 0; k < embeddingLength; k++) {
        compared[at++] = Math.abs((left[a + k] as number) - (right[b + k] as number));
      }
    }
  }

  function embeddings(side: Side, tokens: readonly (readonly number[])[]): Float32Array {
    const { vocabSize, maxSeqLen } = model.encoders[side];
    checkTokens(side, tokens, vocabSize);
    const rows = side === 0 ? rows0 : rows1;
    const out = new Float32Array(tokens.length * embeddingLength);
    for (const [n, ids] of tokens.entries()) {
      const start = meanRow(rows, ids, maxSeqLen);
      out.set(rows.values.subarray(start, start + embeddingLength), n * embeddingLength);
    }
    return out;
  }

  return { model, scores, embeddings };
}

function meanRow(rows: KeptRows, ids: readonly number[], maxSeqLen: number): number {
  return rows.mean(ids, Math.min(ids.length, maxSeqLen));
}

/** A dense layer in double precision, its weights turned: units x inputs. */
interface Layer {
  readonly inputs: number;
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

function toRows({ weights, bias }: DenseLayer): Layer {
  const inputs = weights.length / bias.length;
  return { inputs, weights: transposed(weights, inputs, bias.length), bias: new Float64Array(bias) };
}

/** The weights of the first layer, cut at the borders of the comparisons: units x embeddingLength each. */
interface FirstLayerParts {
  readonly hadamard?: Float64Array;
  readonly abs_diff?: Float64Array;
  readonly concat0?: Float64Array;
  readonly concat1?: Float64Array;
}

function splitByComparator(layer: Layer, { comparators, embeddingLength }: Object2VecModel): FirstLayerParts {
  const names = comparators.flatMap((name) => (name === 'concat' ? (['concat0', 'concat1'] as const) : [name]));
  const parts = names.map((name, index) => {
    const weights = new Float64Array(layer.bias.length * embeddingLength);
    for (let unit = 0; unit < layer.bias.length; unit++) {
      const start = unit * layer.inputs + index * embeddingLength;
      weights.set(layer.weights.subarray(start, start + embeddingLength), unit * embeddingLength);
    }
    return [name, weights] as const;
  });
  return Object.fromEntries(parts.filter(([, weights]) => weights.some((weight) => weight !== 0)));
}

/** Per unit the weights of a*b and then of |a-b|, whichever are used; `length` numbers a unit. */
function joinPairwise({ hadamard, abs_diff }: FirstLayerParts, embeddingLength: number, units: number) {
  const used = [hadamard, abs_diff].filter((part) => part !== undefined);
  const length = used.length * embeddingLength;
  const weights = new Float64Array(units * length);
  for (const [index, part] of used.entries()) {
    for (let unit = 0; unit < units; unit++) {
      const own = part.subarray(unit * embeddingLength, (unit + 1) * embeddingLength);
      weights.set(own, unit * length + index * embeddingLength);
    }
  }
  return { weights, length };
}

/** Rows of [encoding, encoding x concat weights], the second part only if there are such weights. */
function keepEncodings(
  { vocabSize, tokenEmbeddingDim, tokenEmbedding, projection }: Encoder,
  embeddingLength: number,
  concat: Float64Array | undefined,
  units: number,
): KeptRows {
  const turned = transposed(projection, tokenEmbeddingDim, embeddingLength);
  const tokenRow = new Float64Array(tokenEmbeddingDim);
  return keepRows(vocabSize, embeddingLength + (concat ? units : 0), (token, out, start) => {
    tokenRow.set(tokenEmbedding.subarray(token * tokenEmbeddingDim, (token + 1) * tokenEmbeddingDim));
    for (let k = 0; k < embeddingLength; k++) {
      out[start + k] = dot(turned, k * tokenEmbeddingDim, tokenRow, 0, tokenEmbeddingDim);
    }
    if (!concat) return;
    for (let unit = 0; unit < units; unit++) {
      out[start + embeddingLength + unit] = dot(concat, unit * embeddingLength, out, start, embeddingLength);
    }
  });
}

/** From the sums of the first layer to the output: activation, layer, activation, layer. The result is overwritten by the next call. */
function compileLayers(layers: readonly Layer[], activation: Activation): (sums: Float64Array) => Float64Array {
  const outputs = layers.map((layer) => new Float64Array(layer.bias.length));
  return (sums) => {
    let current = sums;
    for (let index = 0; index < layers.length; index++) {
      const { inputs, weights, bias } = layers[index] as Layer;
      const next = outputs[index] as Float64Array;
      activate(activation, current);
      for (let unit = 0; unit < bias.length; unit++) {
        next[unit] = (bias[unit] as number) + dot(weights, unit * inputs, current, 0, inputs);
      }
      current = next;
    }
    return current;
  };
}

function activate(activation: Activation, values: Float64Array): void {
  if (activation === 'tanh') {
    for (let i = 0; i < values.length; i++) values[i] = Math.tanh(values[i] as number);
  } else if (activation === 'relu') {
    for (let i = 0; i < values.length; i++) values[i] = Math.max(0, values[i] as number);
  }
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
function joinLinearLayers(layers: readonly Layer[], activation: Activation): readonly Layer[] {
  const joined: Layer[] = [];
  for (const layer of layers) {
    const before = joined.at(-1);
    const smaller = before && before.inputs * layer.bias.length <= before.weights.length + layer.weights.length;
    if (activation === 'linear' && before && smaller) joined[joined.length - 1] = join(before, layer);
    else joined.push(layer);
  }
  return joined;
}

function join(before: Layer, after: Layer): Layer {
  const { inputs } = before;
  const turned = transposed(before.weights, after.inputs, inputs);
  const weights = new Float64Array(after.bias.length * inputs);
  const bias = after.bias.map(
    (own, unit) => own + dot(after.weights, unit * after.inputs, before.bias, 0, after.inputs),
  );
  for (let unit = 0; unit < after.bias.length; unit++) {
    for (let i = 0; i < inputs; i++) {
      weights[unit * inputs + i] = dot(after.weights, unit * after.inputs, turned, i * after.inputs, after.inputs);
    }
  }
  return { inputs, weights, bias };
}
