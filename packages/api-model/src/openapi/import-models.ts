import type { Model } from '../rest-api.ts';
import { validationResult } from '../rules/parameter-mapping.ts';
import { type ImportScope, prefixed } from './import-scope.ts';
import { member, readMap, readText } from './read.ts';
import { type SourceMap, type SourceNode, type SourceScalar, toJsonText } from './source-node.ts';

/** The models of an import: those the document names, and those made for schemas written in place. */
export interface ModelTable {
  readonly models: readonly Model[];
  /**
   * The model for a schema of a body or a response: the one that `$ref` names, or a new one called `MODEL` and an id.
   * Undefined (and reported) when the service ignores the schema: a missing model, or a bare string, number or boolean.
   * @param use where the schema stands, in the service's words: `201 response to method 'POST /events'`
   */
  modelFor(scope: ImportScope, schema: SourceMap, use: string): string | undefined;
}

export function importModels(scope: ImportScope): ModelTable {
  const definitions = definedSchemas(scope);
  const models: Model[] = [];
  const inlineNames = new Map<string, string>();
  for (const [name, schema] of definitions?.entries ?? []) {
    const model = importModel(prefixed(scope, `Unable to create model for '${name}'`), name, schema, definitions);
    if (model !== undefined) models.push(model);
  }
  return { models, modelFor };

  function modelFor(useScope: ImportScope, schema: SourceMap, use: string): string | undefined {
    const reference = readText(useScope, schema, '$ref');
    if (reference !== undefined) {
      const name = modelName(reference.text);
      if (name !== undefined && definitions?.entries.has(name)) return name;
      scope.report(
        'unresolved-reference',
        reference,
        `Reference to model '${name ?? reference.text}' not found. Ignoring.`,
        {
          remedy: `Define it under ${scope.version === '2.0' ? 'definitions' : 'components.schemas'}; without it the body is not validated.`,
        },
      );
      return undefined;
    }
    const primitive = primitiveType(schema);
    if (primitive !== undefined) {
      const kind = `${primitive.charAt(0).toUpperCase()}${primitive.slice(1)}${scope.version === '2.0' ? 'Property' : 'Schema'}`;
      scope.report('ignored-model', schema, `Unsupported model type '${kind}' in ${use}. Ignoring.`, {
        remedy: 'Models describe objects and arrays; leave the schema out, or wrap the value in an object.',
      });
      return undefined;
    }
    const inline = prefixed(scope, `Unable to create model for ${use}`);
    const text = schemaText(inline, schema, definitions);
    if (text === undefined) return undefined;
    const known = inlineNames.get(text);
    if (known !== undefined) return known;
    const name = `MODEL${scope.ids()}`;
    inlineNames.set(text, name);
    models.push({ id: scope.ids(), name, contentType: 'application/json', schema: text });
    return name;
  }
}

function definedSchemas(scope: ImportScope): SourceMap | undefined {
  if (scope.version === '2.0') return readMap(scope, scope.root, 'definitions');
  const components = readMap(scope, scope.root, 'components');
  return components && readMap(scope, components, 'schemas');
}

function importModel(
  scope: ImportScope,
  name: string,
  schema: SourceNode,
  definitions: SourceMap | undefined,
): Model | undefined {
  if (!/^[a-zA-Z0-9]+$/.test(name)) {
    scope.report('invalid-model-name', schema, `Model name must be alphanumeric: ${name}`, {
      remedy: 'Use letters and digits only, here and where the model is referred to.',
    });
  }
  if (schema.kind !== 'map') {
    scope.report(
      'invalid-model-schema',
      schema,
      validationResult('Invalid model specified', 'Invalid model schema specified'),
      {
        remedy: 'A schema is an object.',
      },
    );
    return undefined;
  }
  if (schema.entries.size === 0) {
    scope.report('invalid-model-schema', schema, 'Model schema must have at least 1 property or array items defined', {
      remedy: 'Give the schema a type; `{type: object}` accepts every object.',
    });
    return undefined;
  }
  const text = schemaText(scope, schema, definitions);
  if (text === undefined) return undefined;
  const description = member(schema, 'description');
  return {
    id: scope.ids(),
    name,
    ...(description?.kind === 'scalar' && { description: description.text }),
    contentType: 'application/json',
    schema: text,
  };
}

/** The schema as JSON text, references to other models made absolute. */
function schemaText(scope: ImportScope, schema: SourceMap, definitions: SourceMap | undefined): string | undefined {
  let valid = true;
  const keywords = new Set<string>();
  noteUnsupportedKeywords(schema, keywords);
  if (keywords.size > 0) {
    const list = JSON.stringify([...keywords].sort());
    scope.report('unsupported-model-keyword', schema, `Unsupported keyword(s) in a model: ${list}. Ignoring.`, {
      remedy: keywords.has('nullable')
        ? "Models are JSON Schema draft 4: write type: [string, 'null'] instead of nullable."
        : 'Models are JSON Schema draft 4: remove what it does not know.',
    });
  }
  const text = toJsonText(schema, (scalar) => {
    if (scalar.key !== '$ref' || typeof scalar.value !== 'string') return undefined;
    const name = modelName(scalar.value);
    if (name === undefined) {
      valid = false;
      reportReference(
        scope,
        scalar,
        'invalid-model-schema',
        `Model reference must be in canonical form: ${scalar.value}`,
      );
      return undefined;
    }
    if (!definitions?.entries.has(name)) {
      valid = false;
      reportReference(scope, scalar, 'unknown-model', `Invalid model specified: ${name}`);
      return undefined;
    }
    return `https://apigateway.amazonaws.com/restapis/${scope.apiId}/models/${name}`;
  });
  return valid ? text : undefined;
}

function reportReference(
  scope: ImportScope,
  at: SourceScalar,
  code: 'invalid-model-schema' | 'unknown-model',
  error: string,
): void {
  scope.report(code, at, validationResult('Invalid model specified', error), {
    remedy: `Refer to a model of this document: ${scope.version === '2.0' ? '#/definitions/Name' : '#/components/schemas/Name'}.`,
  });
}

function modelName(reference: string): string | undefined {
  return /^(?:#\/definitions\/|#\/components\/schemas\/|https:\/\/apigateway\.amazonaws\.com\/restapis\/[a-z0-9-]+\/models\/)([^/]+)$/.exec(
    reference,
  )?.[1];
}

const PRIMITIVES: ReadonlySet<string> = new Set(['string', 'integer', 'number', 'boolean']);

function primitiveType(schema: SourceMap): string | undefined {
  const type = member(schema, 'type');
  return type?.kind === 'scalar' && PRIMITIVES.has(type.text) ? type.text : undefined;
}

/** Keywords of OpenAPI that change what a schema means and that draft 4 does not have. */
const OPENAPI_ONLY: readonly string[] = ['nullable', 'discriminator', 'readOnly', 'writeOnly'];
const SCHEMA_MEMBERS: readonly string[] = ['items', 'additionalProperties', 'not'];
const SCHEMA_LISTS: readonly string[] = ['allOf', 'anyOf', 'oneOf', 'items'];
const SCHEMA_MAPS: readonly string[] = ['properties', 'patternProperties', 'definitions'];

function noteUnsupportedKeywords(schema: SourceNode | undefined, keywords: Set<string>): void {
  if (schema?.kind !== 'map') return;
  for (const keyword of OPENAPI_ONLY) if (schema.entries.has(keyword)) keywords.add(keyword);
  for (const name of SCHEMA_MEMBERS) noteUnsupportedKeywords(schema.entries.get(name), keywords);
  for (const name of SCHEMA_LISTS) {
    const list = schema.entries.get(name);
    if (list?.kind === 'list') for (const item of list.items) noteUnsupportedKeywords(item, keywords);
  }
  for (const name of SCHEMA_MAPS) {
    const map = schema.entries.get(name);
    if (map?.kind === 'map') for (const value of map.entries.values()) noteUnsupportedKeywords(value, keywords);
  }
}
