import { GATEWAY_RESPONSE_TYPE_NAMES, HTTP_METHODS, isGatewayResponseType } from '@portico/api-model';
import { JavaMap, type Value } from '@portico/values';
import { bodyText, objectOf, readTextLists, readTexts } from '../template-input.ts';
import type { YamlNode } from './parse-yaml.ts';
import {
  type ApiExpectation,
  type ApiRequest,
  type ApiTest,
  BACKEND_FAILURES,
  type BackendAnswer,
  type BackendFailure,
  type BackendRequestExpectation,
  type MessageExpectation,
} from './test-case.ts';
import { reading, readTextsOf, reportEmpty, type TestReader } from './test-reader.ts';
import { isNull, list, type Member, type YamlFile } from './yaml-file.ts';

type Members = ReadonlyMap<string, Member>;

export function readApiTest(reader: TestReader, node: YamlNode, members: Members): ApiTest | undefined {
  const { yaml, defaults, name } = reader;
  const apiMember = members.get('api') ?? defaults.api;
  const api = yaml.text(apiMember, 'api');
  const request = readRequest(yaml, node, members.get('request'));
  const backend = readBackend(yaml, members.get('backend'));
  const expect = readExpectation(yaml, node, members.get('expect'));
  const stageVariables = { ...defaults.stageVariables, ...readTextsOf(yaml, members.get('stageVariables')) };
  if (api === undefined || apiMember === undefined || request === undefined || expect === undefined) return undefined;
  return {
    kind: 'api',
    name,
    place: yaml.place(node),
    api: reader.resolve(api),
    apiPlace: yaml.place(apiMember.value),
    stageVariables,
    request,
    ...(backend === undefined ? {} : { backend }),
    expect,
  };
}

/** `GET /pets?limit=2`. */
const REQUEST_LINE = /^([A-Z]+) (\/[^\s?#]*)(?:\?([^\s#]*))?$/;
const PATH = /^(\/[^\s?#]*)(?:\?([^\s#]*))?$/;

function readRequest(yaml: YamlFile, node: YamlNode, member: Member | undefined): ApiRequest | undefined {
  if (member === undefined) return yaml.report(node, 'a test of an api needs a request, such as GET /pets?limit=2');
  if (member.value.type !== 'map') {
    const line = yaml.text(member, 'request');
    if (line === undefined) return undefined;
    const [, method = '', path = '', rawQuery = ''] = REQUEST_LINE.exec(line) ?? [];
    if (!isMethod(method))
      return yaml.report(member.value, 'request must be a method and a path, such as GET /pets?limit=2, or a map');
    return { method, path, rawQuery, headers: [], body: '' };
  }
  const members = yaml.members(member.value, 'request', ['method', 'path', 'query', 'headers', 'body']);
  if (members === undefined) return undefined;
  const method = yaml.text(members.get('method'), 'method') ?? 'GET';
  if (!isMethod(method)) return yaml.report(member.value, `method must be one of ${list(HTTP_METHODS)}`);
  const [, path = '', ownQuery = ''] = PATH.exec(yaml.text(members.get('path'), 'path') ?? '') ?? [];
  if (path === '') return yaml.report(member.value, 'a request needs a path that begins with a slash');
  const query = entriesOf(yaml, members.get('query')).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return {
    method,
    path,
    rawQuery: [ownQuery, ...query].filter((part) => part !== '').join('&'),
    headers: entriesOf(yaml, members.get('headers')),
    body: readBody(yaml, members.get('body')),
  };
}

function isMethod(method: string): boolean {
  return (HTTP_METHODS as readonly string[]).includes(method);
}

function readBackend(yaml: YamlFile, member: Member | undefined): BackendAnswer | BackendFailure | undefined {
  if (member === undefined) return undefined;
  const members = yaml.members(member.value, 'backend', ['status', 'headers', 'body', 'failure']);
  if (members === undefined) return undefined;
  const failureMember = members.get('failure');
  if (failureMember !== undefined) {
    const text = yaml.text(failureMember, 'failure');
    const failure = BACKEND_FAILURES.find((known) => known === text);
    if (failure === undefined)
      return yaml.report(failureMember.value, `failure must be one of ${list(BACKEND_FAILURES)}`);
    if (members.size > 1)
      return yaml.report(member.value, 'a backend that fails answers nothing: leave out status, headers and body');
    return { failure };
  }
  const headers = entriesOf(yaml, members.get('headers'));
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: yaml.integer(members.get('status'), 'status', 100, 599) ?? 200,
    headers: hasType ? headers : [['Content-Type', 'application/json'], ...headers],
    body: readBody(yaml, members.get('body')),
  };
}

function readExpectation(yaml: YamlFile, node: YamlNode, member: Member | undefined): ApiExpectation | undefined {
  const known = ['backendRequest', 'status', 'headers', 'body', 'json', 'error'];
  if (member === undefined) return yaml.report(node, `a test needs expect, with at least one of ${list(known)}`);
  const members = yaml.members(member.value, 'expect', known);
  if (members === undefined) return undefined;
  if (members.size === 0)
    return reportEmpty(yaml, member.value, `expect is empty: a test needs at least one of ${list(known)}`);
  const status = yaml.integer(members.get('status'), 'status', 100, 599);
  const error = yaml.text(members.get('error'), 'error');
  if (error !== undefined && !isGatewayResponseType(error)) {
    const types = list(GATEWAY_RESPONSE_TYPE_NAMES);
    return yaml.report(members.get('error')?.value ?? member.value, `error must be a gateway response type: ${types}`);
  }
  const backendRequest = readBackendRequest(yaml, members.get('backendRequest'));
  return {
    ...readMessage(yaml, members),
    ...(status === undefined ? {} : { status }),
    ...(error === undefined ? {} : { error }),
    ...(backendRequest === undefined ? {} : { backendRequest }),
  };
}

function readBackendRequest(yaml: YamlFile, member: Member | undefined): BackendRequestExpectation | null | undefined {
  if (member === undefined) return undefined;
  if (isNull(member.value)) return null;
  const known = ['method', 'url', 'endpoint', 'headers', 'body', 'json'];
  const members = yaml.members(member.value, 'backendRequest', known);
  if (members === undefined) return undefined;
  if (members.size === 0)
    return reportEmpty(yaml, member.value, `backendRequest is empty: it needs at least one of ${list(known)}, or null`);
  const texts = (['method', 'url', 'endpoint'] as const).flatMap((name) => {
    const text = yaml.text(members.get(name), name);
    return text === undefined ? [] : [[name, text] as const];
  });
  return { ...Object.fromEntries(texts), ...readMessage(yaml, members) };
}

function readMessage(yaml: YamlFile, members: Members): MessageExpectation {
  const headers = readHeaders(yaml, members.get('headers'));
  const body = yaml.text(members.get('body'), 'body');
  const jsonMember = members.get('json');
  const json = jsonMember === undefined ? undefined : yaml.value(jsonMember.value);
  return {
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
    ...(json === undefined ? {} : { json }),
  };
}

function readHeaders(yaml: YamlFile, member: Member | undefined): Record<string, string | null> | undefined {
  if (member === undefined) return undefined;
  const value = reading(yaml, member.value, () => {
    const map = yaml.value(member.value);
    return map === undefined ? undefined : headerExpectations(map);
  });
  if (value !== undefined && Object.keys(value).length === 0) {
    return yaml.report(member.value, 'headers is empty: name at least one, or leave it out');
  }
  return value;
}

/** Null for a header that must not be there. */
function headerExpectations(value: Value): Record<string, string | null> {
  const present = new JavaMap();
  const absent: [string, null][] = [];
  for (const [name, text] of objectOf(value, []).entries()) {
    if (text === null) absent.push([String(name), null]);
    else present.set(name, text);
  }
  return { ...Object.fromEntries(absent), ...readTexts(present, []) };
}

function readBody(yaml: YamlFile, member: Member | undefined): string {
  if (member === undefined || isNull(member.value)) return '';
  const value = yaml.value(member.value);
  return value === undefined ? '' : bodyText(value);
}

/** Names and values in their order, a list being one entry for each value. */
function entriesOf(yaml: YamlFile, member: Member | undefined): readonly (readonly [string, string])[] {
  if (member === undefined) return [];
  const lists = reading(yaml, member.value, () => readTextLists(yaml.value(member.value) ?? null, []));
  return Object.entries(lists ?? {}).flatMap(([name, values]) =>
    (typeof values === 'string' ? [values] : values).map((value) => [name, value] as const),
  );
}
