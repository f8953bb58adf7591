import type { Diagnostic } from '../diagnostic.ts';
import type { EndpointType, Method, MethodVerb, Resource, RestApi } from '../rest-api.ts';
import { MAXIMUM_DEFINITION_BYTES } from '../rules/limits.ts';
import { type BasePathMode, importBasePath } from './import-base-path.ts';
import { importGatewayResponses } from './import-gateway-responses.ts';
import { type ImportTables, importMethod } from './import-method.ts';
import { importModels } from './import-models.ts';
import { importResources, PATH_ITEM_METHODS, type ResourceDraft } from './import-resources.ts';
import { createReport, type ImportScope, type Report } from './import-scope.ts';
import { importSecurity } from './import-security.ts';
import { importRequestValidators, importSettings } from './import-settings.ts';
import { parseSource } from './parse-source.ts';
import { readMap, reportUnknownMembers } from './read.ts';
import { resolveReference } from './resolve-reference.ts';
import type { SourceMap, SourceNode } from './source-node.ts';

export interface ImportOptions {
  /** The id that the API has or will have: references between models carry it. */
  readonly apiId: string;
  /** A new id at every call, for resources, models, validators and authorizers: 6 to 10 lower-case letters and digits. */
  readonly ids: () => string;
  /** What to do with `basePath`, or the path of the first server. Default `ignore`. */
  readonly basepath?: BasePathMode;
  /** Used where the document names no endpoint type. Default EDGE. */
  readonly endpointType?: EndpointType;
  /** Who imports: the values of `${AWS::AccountId}`, `${AWS::Region}` and `${AWS::Partition}` in the document's strings. */
  readonly aws?: AwsVariables;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/import-api-aws-variables.html */
export interface AwsVariables {
  /** 12 digits. Default 000000000000. */
  readonly accountId?: string;
  /** Default us-east-1. */
  readonly region?: string;
  /** Default aws. */
  readonly partition?: string;
}

/** An API as its document describes it; the time of its creation is the caller's to add. */
export type ImportedApi = Omit<RestApi, 'createdDate'>;

export interface ImportResult {
  /** Absent when any diagnostic is an error: a document is imported whole or not at all. */
  readonly api: ImportedApi | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads an OpenAPI 2.0 or 3.0 document (JSON or YAML, at most 6 MB) with `x-amazon-apigateway-*` extensions, as ImportRestApi does
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html; spec: control plane, sections 4 and 6).
 * Never throws for any text; reports every finding, in the order of the parts below.
 */
export function importOpenApi(text: string, options: ImportOptions): ImportResult {
  const diagnostics: Diagnostic[] = [];
  const report = createReport(text, diagnostics);
  const scope = readDocument(text, options, report);
  if (scope === undefined) return { api: undefined, diagnostics };

  reportUnknownMembers(scope, scope.root, ROOT_MEMBERS);
  const settings = importSettings(scope, options.endpointType ?? 'EDGE');
  const basePath = importBasePath(scope, options.basepath ?? 'ignore');
  const models = importModels(scope);
  const tables: ImportTables = {
    models,
    security: importSecurity(scope),
    requestValidators: new Map(importRequestValidators(scope).map((validator) => [validator.name, validator])),
  };
  const resources = importResources(scope, readMap(scope, scope.root, 'paths'), basePath).map((draft) =>
    importResource(scope, draft, tables),
  );
  const gatewayResponses = importGatewayResponses(scope);

  if (diagnostics.some(({ severity }) => severity === 'error')) return { api: undefined, diagnostics };
  return {
    api: {
      id: options.apiId,
      ...settings,
      resources,
      models: models.models,
      requestValidators: [...tables.requestValidators.values()],
      authorizers: tables.security.authorizers,
      gatewayResponses,
    },
    diagnostics,
  };
}

const ROOT_MEMBERS: ReadonlySet<string> = new Set([
  ...['swagger', 'openapi', 'info', 'host', 'basePath', 'schemes', 'consumes', 'produces', 'servers', 'paths'],
  ...[
    'definitions',
    'parameters',
    'responses',
    'securityDefinitions',
    'components',
    'security',
    'tags',
    'externalDocs',
  ],
  ...[
    'api-key-source',
    'authtype',
    'binary-media-types',
    'documentation',
    'endpoint-configuration',
    'gateway-responses',
    'importexport-version',
    'minimum-compression-size',
    'policy',
    'request-validator',
    'request-validators',
  ].map((name) => `x-amazon-apigateway-${name}`),
]);

const PATH_ITEM_MEMBERS: ReadonlySet<string> = new Set([
  ...PATH_ITEM_METHODS.keys(),
  '$ref',
  'summary',
  'description',
  'servers',
  'parameters',
]);

function readDocument(text: string, options: ImportOptions, report: Report): ImportScope | undefined {
  if (Buffer.byteLength(text) > MAXIMUM_DEFINITION_BYTES) {
    report('document-too-large', nodeAt(0), 'Invalid OpenAPI input. The document is larger than 6 MB.', {
      remedy: 'Split the API, or shorten its descriptions and templates.',
    });
    return undefined;
  }
  const { root, errors, duplicates } = parseSource(text, substitution(options.aws));
  for (const { code, message, offset } of errors) {
    report(code, nodeAt(offset), `Invalid OpenAPI input. ${message}`, {
      remedy:
        code === 'invalid-document'
          ? 'Correct the JSON or YAML here.'
          : 'Shorten the document; what an alias stands for counts every time.',
    });
  }
  for (const { node, key } of duplicates) {
    report('duplicate-key', node, `Duplicate member '${key}'`, { remedy: 'Keep one of the two.' });
  }
  if (root === undefined) {
    if (errors.length === 0) notAnObject(report, nodeAt(0));
    return undefined;
  }
  if (root.kind !== 'map') {
    notAnObject(report, root);
    return undefined;
  }
  const version = documentVersion(root, report);
  return version === undefined ? undefined : { apiId: options.apiId, ids: options.ids, version, root, report };
}

function documentVersion(root: SourceMap, report: Report): ImportScope['version'] | undefined {
  const written = root.entries.get('openapi') ?? root.entries.get('swagger');
  const text = written?.kind === 'scalar' ? written.text : '';
  if (root.entries.has('openapi') ? /^3\.0(?:\.\d+)?$/.test(text) : /^2(?:\.0)?$/.test(text)) {
    return root.entries.has('openapi') ? '3.0' : '2.0';
  }
  report('unsupported-version', written ?? root, 'Invalid OpenAPI input.', {
    remedy: "Only `swagger: '2.0'` and `openapi: 3.0.x` are imported.",
    ...(written === undefined && { member: 'openapi' }),
  });
  return undefined;
}

function notAnObject(report: Report, node: SourceNode): void {
  report('invalid-document', node, 'Invalid OpenAPI input. The document is not an object.', {
    remedy: 'Give an OpenAPI document, JSON or YAML.',
  });
}

/** A position in a text that has no nodes. */
function nodeAt(offset: number): SourceNode {
  return { kind: 'scalar', parent: undefined, key: undefined, offset, keyOffset: offset, value: null, text: '' };
}

function substitution(aws: AwsVariables = {}): (text: string) => string {
  const values: ReadonlyMap<string, string> = new Map([
    ['AccountId', aws.accountId ?? '000000000000'],
    ['Region', aws.region ?? 'us-east-1'],
    ['Partition', aws.partition ?? 'aws'],
  ]);
  return (text) => text.replace(/\$\{AWS::(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole);
}

function importResource(scope: ImportScope, { resource, pathItems }: ResourceDraft, tables: ImportTables): Resource {
  const methods = new Map<MethodVerb, Method>();
  for (const item of pathItems) {
    const pathItem = resolveReference(scope, item);
    if (pathItem === undefined) continue;
    reportUnknownMembers(scope, pathItem, PATH_ITEM_MEMBERS);
    for (const [name, verb] of PATH_ITEM_METHODS) {
      const operation = readMap(scope, pathItem, name);
      if (operation === undefined) continue;
      if (methods.has(verb)) {
        scope.report(
          'duplicate-method',
          operation,
          `Unable to put method '${verb}' on resource at path '${resource.path}': Method already exists for this resource`,
          { remedy: 'Two paths lead to this resource (trailing and doubled slashes do not count): keep one.' },
        );
        continue;
      }
      methods.set(verb, importMethod(scope, resource, verb, pathItem, operation, tables));
    }
  }
  return { ...resource, methods: [...methods.values()] };
}
