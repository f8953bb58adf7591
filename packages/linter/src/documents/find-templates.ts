import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Phase } from '../input/input-tree.ts';
import type { FoundTemplate, FoundTemplates } from './found-template.ts';
import { offsetMap, type ScalarStyle } from './offset-map.ts';

/** All mapping templates of an OpenAPI document or a CloudFormation template, in JSON or YAML. Never throws for any text. */
export function findTemplates(text: string): FoundTemplates {
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  } catch (thrown) {
    // The library recurses: a document that nests too deeply.
    return {
      templates: [],
      errors: [{ message: thrown instanceof Error ? thrown.message : String(thrown), offset: 0 }],
      kind: undefined,
    };
  }
  const errors = document.errors.map(({ message, pos }) => ({ message, offset: pos[0] }));
  if (errors.length > 0) return { templates: [], errors, kind: undefined };
  const reader = new Reader(text, document);
  const root = document.contents;
  if (reader.get(root, 'openapi') !== undefined || reader.get(root, 'swagger') !== undefined) {
    reader.openApi(root, '');
    return { templates: reader.found, errors, kind: 'openapi' };
  }
  if (reader.get(root, 'Resources') !== undefined) {
    reader.cloudFormation(root);
    return { templates: reader.found, errors, kind: 'cloudformation' };
  }
  return { templates: [], errors, kind: undefined };
}

type MaybeNode = Node | null | undefined;

const METHODS: ReadonlyMap<string, string> = new Map([
  ...['get', 'put', 'post', 'delete', 'options', 'head', 'patch'].map((name) => [name, name.toUpperCase()] as const),
  ['x-amazon-apigateway-any-method', 'ANY'],
]);

class Reader {
  readonly found: FoundTemplate[] = [];
  readonly #text: string;
  readonly #document: Document.Parsed;

  constructor(text: string, document: Document.Parsed) {
    this.#text = text;
    this.#document = document;
  }

  openApi(root: MaybeNode, prefix: string): void {
    for (const [path, item] of this.#entries(this.get(root, 'paths'))) {
      for (const [name, operation] of this.#entries(item)) {
        const method = METHODS.get(name);
        if (method === undefined) continue;
        const integration = this.get(operation, 'x-amazon-apigateway-integration');
        const label = `${prefix}${method} ${path}`;
        this.#templates(this.get(integration, 'requestTemplates'), `${label}, request`, 'request');
        for (const [pattern, response] of this.#entries(this.get(integration, 'responses')))
          this.#templates(this.get(response, 'responseTemplates'), `${label}, response ${pattern}`, 'response');
      }
    }
  }

  cloudFormation(root: MaybeNode): void {
    for (const [id, resource] of this.#entries(this.get(root, 'Resources'))) {
      const type = this.#textOf(this.get(resource, 'Type'));
      const properties = this.get(resource, 'Properties');
      if (type === 'AWS::ApiGateway::RestApi') this.openApi(this.get(properties, 'Body'), `${id} `);
      if (type !== 'AWS::ApiGateway::Method') continue;
      const integration = this.get(properties, 'Integration');
      const label = `${id} ${this.#textOf(this.get(properties, 'HttpMethod')) ?? ''}`.trim();
      this.#templates(this.get(integration, 'RequestTemplates'), `${label}, request`, 'request');
      const responses = this.#resolve(this.get(integration, 'IntegrationResponses'));
      for (const response of isSeq(responses) ? (responses.items as MaybeNode[]) : []) {
        const status = this.#textOf(this.get(response, 'StatusCode')) ?? '';
        this.#templates(this.get(response, 'ResponseTemplates'), `${label}, response ${status}`, 'response');
      }
    }
  }

  #templates(map: MaybeNode, label: string, phase: Phase): void {
    for (const [mediaType, value] of this.#entries(map)) {
      const read = this.#readText(value);
      if (read !== undefined) this.found.push({ ...read, mediaType, phase, label: `${label}, ${mediaType}` });
    }
  }

  /** A text, or a `Fn::Join` of texts and of what is known only at deployment, for which a digit stands. */
  #readText(value: MaybeNode): Pick<FoundTemplate, 'source' | 'offsets' | 'style'> | undefined {
    const node = this.#resolve(value);
    if (isScalar(node)) {
      if (typeof node.value !== 'string') return undefined;
      return { source: node.value, offsets: this.#offsets(node, node.value), style: styleOf(node) };
    }
    const join = this.#resolve(this.get(node, 'Fn::Join'));
    const parts = isSeq(join) ? this.#resolve(join.items[1] as MaybeNode) : undefined;
    if (!isSeq(join) || !isSeq(parts) || this.#textOf(join.items[0] as MaybeNode) !== '') return undefined;
    let source = '';
    const offsets: number[] = [];
    for (const part of parts.items as MaybeNode[]) {
      const resolved = this.#resolve(part);
      if (isScalar(resolved) && typeof resolved.value === 'string') {
        source += resolved.value;
        offsets.push(...this.#offsets(resolved, resolved.value).slice(0, -1));
      } else {
        source += '0';
        offsets.push(resolved?.range?.[0] ?? 0);
      }
    }
    offsets.push(parts.range?.[1] ?? 0);
    return { source, offsets };
  }

  #offsets(node: Scalar, value: string): readonly number[] {
    const [start, end] = node.range ?? [0, 0];
    return offsetMap(this.#text, start, end, styleOf(node), value);
  }

  get(node: MaybeNode, name: string): MaybeNode {
    const map = this.#resolve(node);
    if (!isMap(map)) return undefined;
    for (const pair of (map as YAMLMap<unknown, MaybeNode>).items) if (keyText(pair.key) === name) return pair.value;
    return undefined;
  }

  #entries(node: MaybeNode): readonly (readonly [string, MaybeNode])[] {
    const map = this.#resolve(node);
    return isMap(map)
      ? (map as YAMLMap<unknown, MaybeNode>).items.map(({ key, value }) => [keyText(key), value] as const)
      : [];
  }

  #textOf(node: MaybeNode): string | undefined {
    const scalar = this.#resolve(node);
    return isScalar(scalar) ? String(scalar.value) : undefined;
  }

  #resolve(node: MaybeNode): MaybeNode {
    return isAlias(node) ? node.resolve(this.#document) : node;
  }
}

function keyText(key: unknown): string {
  return isScalar(key) ? (typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))) : '';
}

function styleOf(node: Scalar): ScalarStyle {
  return STYLES.get(node.type ?? '') ?? 'plain';
}

const STYLES: ReadonlyMap<string, ScalarStyle> = new Map([
  ['PLAIN', 'plain'],
  ['QUOTE_SINGLE', 'single'],
  ['QUOTE_DOUBLE', 'double'],
  ['BLOCK_LITERAL', 'literal'],
  ['BLOCK_FOLDED', 'folded'],
]);
