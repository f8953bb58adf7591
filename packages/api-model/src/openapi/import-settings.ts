import type { EndpointType, RequestValidator, RestApi } from '../rest-api.ts';
import { MAXIMUM_COMPRESSION_SIZE, MAXIMUM_POLICY_CHARACTERS } from '../rules/limits.ts';
import type { ImportScope } from './import-scope.ts';
import { member, readBoolean, readEnum, readList, readMap, readText, reportUnknownMembers } from './read.ts';
import { type SourceMap, toJsonText } from './source-node.ts';

const ENDPOINT_TYPES: readonly EndpointType[] = ['PRIVATE', 'EDGE', 'REGIONAL'];
const API_KEY_SOURCES = ['HEADER', 'AUTHORIZER'] as const;
const ENDPOINT_MEMBERS: ReadonlySet<string> = new Set([
  'types',
  'vpcEndpointIds',
  'disableExecuteApiEndpoint',
  'ipAddressType',
]);
const VALIDATOR_MEMBERS: ReadonlySet<string> = new Set(['validateRequestBody', 'validateRequestParameters']);

export type ImportedSettings = Pick<
  RestApi,
  | 'name'
  | 'description'
  | 'version'
  | 'apiKeySource'
  | 'binaryMediaTypes'
  | 'minimumCompressionSize'
  | 'disableExecuteApiEndpoint'
  | 'endpointTypes'
  | 'vpcEndpointIds'
  | 'policy'
  | 'tags'
>;

/** What the document says about the API as a whole. @param endpointType used where the document names none */
export function importSettings(scope: ImportScope, endpointType: EndpointType): ImportedSettings {
  const { root } = scope;
  const info = readMap(scope, root, 'info');
  const name = info && readText(scope, info, 'title')?.text;
  if ((name === undefined || name === '') && (info !== undefined || member(root, 'info') === undefined)) {
    scope.report('missing-member', info ?? root, 'Parse issue: attribute info.title is missing', {
      remedy: 'Give info.title: it becomes the name of the API.',
      member: info === undefined ? 'info.title' : 'title',
    });
  }
  const description = info && readText(scope, info, 'description')?.text;
  const version = info && readText(scope, info, 'version')?.text;
  const minimumCompressionSize = compressionSize(scope);
  const policy = resourcePolicy(scope);
  return {
    name: name ?? '',
    ...(description !== undefined && description !== '' && { description }),
    ...(version !== undefined && { version }),
    apiKeySource:
      readEnum(scope, root, 'x-amazon-apigateway-api-key-source', API_KEY_SOURCES, 'createRestApiInput.apiKeySource') ??
      'HEADER',
    binaryMediaTypes: binaryMediaTypes(scope),
    ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
    ...endpointConfiguration(scope, endpointType),
    ...(policy !== undefined && { policy }),
    tags: apiTags(scope),
  };
}

export function importRequestValidators(scope: ImportScope): readonly RequestValidator[] {
  const validators: RequestValidator[] = [];
  const table = readMap(scope, scope.root, 'x-amazon-apigateway-request-validators');
  for (const name of table?.entries.keys() ?? []) {
    const node = table && readMap(scope, table, name);
    if (node === undefined) continue;
    reportUnknownMembers(scope, node, VALIDATOR_MEMBERS);
    validators.push({
      id: scope.ids(),
      name,
      validateRequestParameters: readBoolean(scope, node, 'validateRequestParameters') ?? false,
      validateRequestBody: readBoolean(scope, node, 'validateRequestBody') ?? false,
    });
  }
  return validators;
}

function compressionSize(scope: ImportScope): number | undefined {
  const written = readText(scope, scope.root, 'x-amazon-apigateway-minimum-compression-size');
  if (written === undefined) return undefined;
  const bytes = /^\d{1,9}$/.test(written.text) ? Number(written.text) : Number.NaN;
  if (bytes <= MAXIMUM_COMPRESSION_SIZE) return bytes;
  scope.report(
    'invalid-compression-size',
    written,
    `Invalid minimum compression size, must be between 0 and ${MAXIMUM_COMPRESSION_SIZE}`,
    { remedy: 'Give bytes, or leave the member out for no compression.' },
  );
  return undefined;
}

function binaryMediaTypes(scope: ImportScope): readonly string[] {
  const types = new Set<string>();
  for (const item of readList(scope, scope.root, 'x-amazon-apigateway-binary-media-types')?.items ?? []) {
    const text = item.kind === 'scalar' ? item.text : '';
    if (/^[^\s/]+\/[^\s/]+$/.test(text)) types.add(text);
    else {
      scope.report('invalid-binary-media-type', item, `Invalid binary media type specified: ${text}`, {
        remedy: 'Use type/subtype, type/* or */* (in YAML between quotes).',
      });
    }
  }
  return [...types];
}

function resourcePolicy(scope: ImportScope): string | undefined {
  const node = member(scope.root, 'x-amazon-apigateway-policy');
  if (node === undefined) return undefined;
  const text = node.kind === 'scalar' ? node.text : toJsonText(node);
  if (node.kind === 'list' || !isPolicy(text) || text.length > MAXIMUM_POLICY_CHARACTERS) {
    scope.report(
      'invalid-policy',
      node,
      'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
      {
        remedy: `Give an object (or its JSON text) with Version and Statement, at most ${MAXIMUM_POLICY_CHARACTERS} characters.`,
      },
    );
    return undefined;
  }
  return text;
}

function isPolicy(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && Object.hasOwn(parsed, 'Statement');
  } catch {
    return false;
  }
}

function endpointConfiguration(
  scope: ImportScope,
  endpointType: EndpointType,
): Pick<RestApi, 'endpointTypes' | 'disableExecuteApiEndpoint' | 'vpcEndpointIds'> {
  const node = endpointNode(scope);
  if (node === undefined) return { endpointTypes: [endpointType], disableExecuteApiEndpoint: false };
  reportUnknownMembers(scope, node, ENDPOINT_MEMBERS);
  const types: EndpointType[] = [];
  const written = readList(scope, node, 'types');
  for (const item of written?.items ?? []) {
    const type = ENDPOINT_TYPES.find((known) => item.kind === 'scalar' && known === item.text.toUpperCase());
    if (type !== undefined) types.push(type);
    else {
      scope.report(
        'invalid-endpoint-configuration',
        item,
        'Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE',
        { remedy: 'Use one of REGIONAL, EDGE, PRIVATE.' },
      );
    }
  }
  if (written !== undefined && written.items.length === 0) {
    scope.report(
      'invalid-endpoint-configuration',
      written,
      'REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.',
      { remedy: 'Name one type, or leave types out.' },
    );
  }
  if (types.length > 1 && written !== undefined) {
    scope.report('invalid-endpoint-configuration', written, 'Cannot create an api with multiple Endpoint Types.', {
      remedy: 'Name one type.',
    });
  }
  const vpcEndpointIds = (readList(scope, node, 'vpcEndpointIds')?.items ?? []).flatMap((item) =>
    item.kind === 'scalar' ? [item.text] : [],
  );
  return {
    endpointTypes: types.length === 0 ? [endpointType] : types,
    disableExecuteApiEndpoint: readBoolean(scope, node, 'disableExecuteApiEndpoint') ?? false,
    ...(vpcEndpointIds.length > 0 && { vpcEndpointIds }),
  };
}

/** At the root, or (OpenAPI 3) in the first server. */
function endpointNode(scope: ImportScope): SourceMap | undefined {
  const name = 'x-amazon-apigateway-endpoint-configuration';
  const server = scope.version === '3.0' ? readList(scope, scope.root, 'servers')?.items[0] : undefined;
  return readMap(scope, scope.root, name) ?? (server?.kind === 'map' ? readMap(scope, server, name) : undefined);
}

/** `tags` of the document with `x-amazon-apigateway-tag-value` are tags of the API. */
function apiTags(scope: ImportScope): Readonly<Record<string, string>> {
  const tags = new Map<string, string>();
  for (const item of readList(scope, scope.root, 'tags')?.items ?? []) {
    if (item.kind !== 'map') continue;
    const name = readText(scope, item, 'name')?.text;
    const value = readText(scope, item, 'x-amazon-apigateway-tag-value');
    if (name === undefined || value === undefined) continue;
    // https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html: 128 and 256 characters, no aws: prefix
    if (name.length > 128 || value.text.length > 256 || name.toLowerCase().startsWith('aws:')) {
      scope.report('invalid-tag', value, `Invalid tag '${name}'`, {
        remedy: 'A tag has at most 128 characters of name and 256 of value, and no name that starts with aws:.',
      });
      continue;
    }
    tags.set(name, value.text);
  }
  return Object.fromEntries(tags);
}
