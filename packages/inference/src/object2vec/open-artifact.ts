import { ModelFormatError, readOnnx, unpackArtifact } from '@portico/object2vec';
import type { Container } from '../container.ts';
import { object2vecContainer } from './object2vec-container.ts';

/**
 * An artifact that the built-in Object2Vec cannot serve. `NOT_AN_ARCHIVE`: it is no gzipped tar archive, or unpacks to more than is
 * allowed; `OTHER_FORMAT`: it holds something else than an Object2Vec graph. The message says what was found and what is read.
 */
export class ArtifactFormatError extends Error {
  override readonly name = 'ArtifactFormatError';
  readonly code: 'NOT_AN_ARCHIVE' | 'OTHER_FORMAT';
  constructor(code: 'NOT_AN_ARCHIVE' | 'OTHER_FORMAT', message: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** The built-in algorithm on the model in a `model.tar.gz`. Throws {@link ArtifactFormatError}; untrusted bytes are fine. */
export function object2vecFromArtifact(bytes: Uint8Array): Container {
  const files = checked('NOT_AN_ARCHIVE', '', () => unpackArtifact(bytes));
  const onnx = files.get('model.onnx');
  if (onnx !== undefined) {
    return checked('OTHER_FORMAT', 'model.onnx cannot be served: ', () => object2vecContainer(readOnnx(onnx)));
  }
  const found = [...files].map(([path, content]) => describe(path, content)).join(', ') || 'nothing';
  throw new ArtifactFormatError(
    'OTHER_FORMAT',
    `the artifact holds ${found}. Portico's Object2Vec reads model.onnx: train one with \`portico train\`, or export the network as ONNX`,
    undefined,
  );
}

function checked<T>(code: ArtifactFormatError['code'], prefix: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof ModelFormatError)) throw error;
    throw new ArtifactFormatError(code, `${prefix}${error.message}`, error);
  }
}

/** `model_algo-1 (MXNet parameters)` */
function describe(path: string, content: Uint8Array): string {
  const format = FORMATS.find(({ isOf }) => isOf(path, content))?.name;
  const shown = path.length > MAX_PATH ? `${path.slice(0, MAX_PATH)}...` : path;
  return format === undefined ? shown : `${shown} (${format})`;
}

const MAX_PATH = 200;

/** What other frameworks leave in an artifact. */
const FORMATS: readonly { readonly name: string; isOf(path: string, content: Uint8Array): boolean }[] = [
  {
    // SageMaker's own algorithms are MXNet inside; a file of NDArrays starts with this number, 64 bits little endian.
    name: 'MXNet parameters',
    isOf: (path, content) =>
      /\.params$|(^|\/)model_algo-\d+$/.test(path) || startsWith(content, [0x12, 0x01, 0, 0, 0, 0, 0, 0]),
  },
  { name: 'an MXNet graph', isOf: (path) => path.endsWith('-symbol.json') },
  { name: 'a PyTorch model', isOf: (path) => /\.(pth|pt|bin)$/.test(path) },
  { name: 'safetensors', isOf: (path) => path.endsWith('.safetensors') },
  { name: 'a TensorFlow model', isOf: (path) => /(^|\/)saved_model\.pb$|\.h5$|\.keras$/.test(path) },
  { name: 'an XGBoost model', isOf: (path) => /(^|\/)xgboost-model/.test(path) },
  { name: 'a pickled Python object', isOf: (path) => /\.(pkl|pickle|joblib)$/.test(path) },
  { name: 'an ONNX graph', isOf: (path) => path.endsWith('.onnx') },
];

function startsWith(content: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => content[index] === byte);
}
