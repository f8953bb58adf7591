import { ModelFormatError } from '../model.ts';
import type { OnnxNode } from './graph.ts';
import { type Field, readFields } from './protobuf.ts';

/** What of an ONNX file matters here. Anything that would change its meaning and is not represented is refused. */
export interface OnnxFile {
  readonly opsetVersion: number;
  readonly metadata: ReadonlyMap<string, string>;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, Tensor>;
  /** Names only. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** A tensor of 32-bit floats. */
export interface Tensor {
  readonly dims: readonly number[];
  readonly values: Float32Array;
}

/** More of anything than this is no Object2Vec graph: the largest has 41 nodes and 26 initializers. */
const MostEntries = 64;
const LongestText = 1024;

/**
 * Reads the ONNX messages that {@link writeOnnx} writes; field numbers as in
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. Fields without effect on the result (names of nodes,
 * documentation, producer) are skipped.
 * @throws ModelFormatError
 */
export function parseOnnx(bytes: Uint8Array): OnnxFile {
  const metadata = new Map<string, string>();
  let opsetVersion: number | undefined;
  let graph: Uint8Array | undefined;
  for (const one of readFields(bytes)) {
    if (one.field === 7) graph = once(graph, message(one), 'graph');
    else if (one.field === 8) opsetVersion = once(opsetVersion, parseOpset(message(one)), 'operator set');
    else if (one.field === 14) addEntry(metadata, ...parseEntry(message(one)));
    else if (one.field === 20 || one.field === 25)
      throw new ModelFormatError('an ONNX file with functions or training information');
  }
  if (!graph || opsetVersion === undefined) throw new ModelFormatError('not an ONNX file: no graph or no operator set');
  return { opsetVersion, metadata, ...parseGraph(graph) };
}

function parseGraph(graph: Uint8Array): Pick<OnnxFile, 'nodes' | 'initializers' | 'inputs' | 'outputs'> {
  const nodes: OnnxNode[] = [];
  const initializers = new Map<string, Tensor>();
  const inputs: string[] = [];
  const outputs: string[] = [];
  for (const one of readFields(graph)) {
    if (one.field === 1) push(nodes, parseNode(message(one)));
    else if (one.field === 5) addEntry(initializers, ...parseTensor(message(one)));
    else if (one.field === 11) push(inputs, parseName(message(one)));
    else if (one.field === 12) push(outputs, parseName(message(one)));
    else if (one.field === 15) throw new ModelFormatError('an ONNX graph with sparse tensors');
  }
  return { nodes, initializers, inputs, outputs };
}

function parseNode(node: Uint8Array): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, number | readonly number[]>();
  let opType = '';
  for (const one of readFields(node)) {
    if (one.field === 1) push(inputs, text(one));
    else if (one.field === 2) push(outputs, text(one));
    else if (one.field === 4) opType = text(one);
    else if (one.field === 5) addEntry(attributes, ...parseAttribute(message(one)));
    else if (one.field === 7 && text(one) !== '') throw new ModelFormatError(`an ONNX node of the domain ${text(one)}`);
  }
  return { opType, inputs, outputs, attributes: Object.fromEntries(attributes) };
}

function parseAttribute(attribute: Uint8Array): [string, number | readonly number[]] {
  let name = '';
  let value: number | undefined;
  const values: number[] = [];
  for (const one of readFields(attribute)) {
    if (one.field === 1) name = text(one);
    else if (one.field === 3) value = number(one);
    else if (one.field === 8) push(values, number(one));
    else if (one.field !== 20) throw new ModelFormatError('an ONNX node with an attribute that is not an integer');
  }
  return [name, value ?? values];
}

function parseTensor(tensor: Uint8Array): [string, Tensor] {
  const dims: number[] = [];
  let name = '';
  let type = 0;
  let raw: Uint8Array | undefined;
  for (const one of readFields(tensor)) {
    if (one.field === 1) push(dims, number(one));
    else if (one.field === 2) type = number(one);
    else if (one.field === 8) name = text(one);
    else if (one.field === 9) raw = once(raw, message(one), 'data');
    else throw new ModelFormatError('an ONNX tensor that is not kept as raw data in the file');
  }
  if (type !== 1 || !raw) throw new ModelFormatError('an ONNX tensor that does not hold 32-bit floats');
  const count = dims.reduce((product, dim) => product * dim, 1);
  if (raw.byteLength !== count * 4) throw new ModelFormatError(`${raw.byteLength} bytes for ${count} numbers`);
  return [name, { dims, values: new Float32Array(raw.slice().buffer) }];
}

function parseName(value: Uint8Array): string {
  for (const one of readFields(value)) if (one.field === 1) return text(one);
  return '';
}

function parseEntry(entry: Uint8Array): [string, string] {
  let [key, value] = ['', ''];
  for (const one of readFields(entry)) {
    if (one.field === 1) key = text(one);
    else if (one.field === 2) value = text(one);
  }
  return [key, value];
}

function parseOpset(opset: Uint8Array): number {
  let version = 0;
  for (const one of readFields(opset)) {
    if (one.field === 1 && text(one) !== '') throw new ModelFormatError(`an ONNX file with operators of ${text(one)}`);
    if (one.field === 2) version = number(one);
  }
  return version;
}

function number({ value }: Field): number {
  if (typeof value !== 'number') throw new ModelFormatError('not an ONNX file: bytes where a number is expected');
  return value;
}

function message({ value }: Field): Uint8Array {
  if (typeof value === 'number') throw new ModelFormatError('not an ONNX file: a number where bytes are expected');
  return value;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function text(field: Field): string {
  const bytes = message(field);
  if (bytes.byteLength > LongestText) throw new ModelFormatError('an ONNX file with a name or text that is too long');
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new ModelFormatError('not an ONNX file: text that is not UTF-8', { cause });
  }
}

function once<Value>(before: Value | undefined, value: Value, what: string): Value {
  if (before !== undefined) throw new ModelFormatError(`an ONNX file with more than one ${what}`);
  return value;
}

function push<Value>(list: Value[], value: Value): void {
  if (list.length === MostEntries) throw new ModelFormatError('an ONNX file with more parts than an Object2Vec graph');
  list.push(value);
}

function addEntry<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.has(key)) throw new ModelFormatError(`an ONNX file with two entries ${JSON.stringify(key)}`);
  if (map.size === MostEntries) throw new ModelFormatError('an ONNX file with more parts than an Object2Vec graph');
  map.set(key, value);
}
