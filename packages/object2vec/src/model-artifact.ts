import { type ArtifactLimits, packArtifact, unpackArtifact } from './artifact.ts';
import type { RatingErrors } from './evaluate.ts';
import { ModelFormatError, type Object2VecModel } from './model.ts';
import { readOnnx } from './onnx/read-onnx.ts';
import { writeOnnx } from './onnx/write-onnx.ts';

/** What one should know of a trained model before using it. JSON; the key order is that of the file. */
export interface ModelCard {
  readonly formatVersion: 1;
  readonly name: string;
  readonly description: string;
  readonly data: {
    readonly source: string;
    /** Terms of the data, and what they mean for the model. */
    readonly licence: string;
    readonly users: number;
    readonly items: number;
    readonly ratings: number;
  };
  /** Which ratings were trained on, which measured on, and what the choices were made by. */
  readonly split: string;
  readonly protocol: string;
  readonly solver: string;
  readonly seeds: readonly number[];
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  /** By the name of the ratings measured on: 'train', 'holdOut', 'test' and so on. Scores are not clipped. */
  readonly errors: Readonly<Record<string, RatingErrors>>;
  /** Synthetic data only: how far the scores are from the truth, and how far the ratings themselves are from it (RMSE). */
  readonly truth?: {
    readonly holdOutRmse: number;
    readonly allPairsRmse: number;
    readonly holdOutNoiseFloorRmse: number;
  };
  /** Wall time of the training. */
  readonly seconds: number;
  readonly machine?: string;
}

const ModelFile = 'model.onnx';
const CardFile = 'card.json';
const LongestCard = 1024 * 1024;

/** A `model.tar.gz` with the model as `model.onnx` and the card as `card.json`. Equal input gives equal bytes. */
export function packModel(model: Object2VecModel, card: ModelCard): Uint8Array {
  return packArtifact(
    new Map([
      [ModelFile, writeOnnx(model)],
      [CardFile, new TextEncoder().encode(printCard(card))],
    ]),
  );
}

export function printCard(card: ModelCard): string {
  return `${JSON.stringify(card, undefined, 2)}\n`;
}

/**
 * The model in an artifact that {@link packModel} made, and its card: whatever JSON is there, to be shown and not to be
 * relied on; undefined when there is none.
 * @throws ModelFormatError for anything else; untrusted bytes are fine.
 */
export function unpackModel(bytes: Uint8Array, limits?: ArtifactLimits): { model: Object2VecModel; card: unknown } {
  const files = unpackArtifact(bytes, limits);
  const onnx = files.get(ModelFile);
  if (!onnx)
    throw new ModelFormatError(`the artifact holds no ${ModelFile}, but ${[...files.keys()].join(', ') || 'no file'}`);
  const card = files.get(CardFile);
  return { model: readOnnx(onnx), card: card && parseCard(card) };
}

function parseCard(bytes: Uint8Array): unknown {
  if (bytes.byteLength > LongestCard) throw new ModelFormatError(`${CardFile} is longer than ${LongestCard} bytes`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ModelFormatError(`${CardFile} is not JSON`, { cause });
  }
}
