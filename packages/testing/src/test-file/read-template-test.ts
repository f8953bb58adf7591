import { bodyText, objectOf, type RequestInput, readRequest } from '../template-input.ts';
import type { YamlNode } from './parse-yaml.ts';
import type { OverridesExpectation, TemplateExpectation, TemplateTest } from './test-case.ts';
import { reading, readTextsOf, reportEmpty, type TestReader } from './test-reader.ts';
import { isNull, type Member } from './yaml-file.ts';

const REQUEST_MEMBERS = [
  'httpMethod',
  'path',
  'pathParameters',
  'queryStringParameters',
  'multiValueQueryStringParameters',
  'headers',
  'multiValueHeaders',
  'body',
] as const;

export function readTemplateTest(
  reader: TestReader,
  node: YamlNode,
  members: ReadonlyMap<string, Member>,
): TemplateTest | undefined {
  const { yaml, defaults, name } = reader;
  const templateMember = members.get('template') ?? defaults.template;
  const template = yaml.text(templateMember, 'template');
  const request = readRequestMember(reader, members.get('request'));
  const response = members.get('response');
  const responseBody = readResponse(reader, response);
  const contextMember = members.get('context');
  const context =
    contextMember === undefined
      ? undefined
      : reading(yaml, contextMember.value, () => objectOf(yaml.value(contextMember.value) ?? null, []));
  const stageVariables = { ...defaults.stageVariables, ...readTextsOf(yaml, members.get('stageVariables')) };
  const expect = readExpectation(reader, node, members.get('expect'));
  if (template === undefined || templateMember === undefined || expect === undefined) return undefined;
  return {
    kind: 'template',
    name,
    place: yaml.place(node),
    template: reader.resolve(template),
    templatePlace: yaml.place(templateMember.value),
    input: {
      ...(request === undefined ? {} : { request }),
      ...(response === undefined ? {} : { response: responseBody === undefined ? {} : { body: responseBody } }),
      ...(context === undefined ? {} : { context }),
      stageVariables,
    },
    expect,
  };
}

function readRequestMember({ yaml }: TestReader, member: Member | undefined): RequestInput | undefined {
  if (member === undefined) return undefined;
  if (yaml.members(member.value, 'request', REQUEST_MEMBERS) === undefined) return undefined;
  return reading(yaml, member.value, () => readRequest(yaml.value(member.value) ?? null, []));
}

function readResponse({ yaml }: TestReader, member: Member | undefined): string | undefined {
  if (member === undefined) return undefined;
  const body = yaml.members(member.value, 'response', ['body'])?.get('body');
  if (body === undefined || isNull(body.value)) return undefined;
  const value = yaml.value(body.value);
  return value === undefined ? undefined : bodyText(value);
}

function readExpectation(
  { yaml }: TestReader,
  node: YamlNode,
  member: Member | undefined,
): TemplateExpectation | undefined {
  if (member === undefined)
    return yaml.report(node, 'a test needs expect, with at least one of output, json, error and overrides');
  const members = yaml.members(member.value, 'expect', ['output', 'json', 'error', 'overrides']);
  if (members === undefined) return undefined;
  if (members.size === 0)
    return reportEmpty(
      yaml,
      member.value,
      'expect is empty: a test needs at least one of output, json, error and overrides',
    );
  if (members.has('error') && members.size > 1)
    return yaml.report(
      member.value,
      'a template that fails has no output: expect either error, or output, json and overrides',
    );
  const output = yaml.text(members.get('output'), 'output');
  const error = yaml.text(members.get('error'), 'error');
  const jsonMember = members.get('json');
  const json = jsonMember === undefined ? undefined : yaml.value(jsonMember.value);
  const overrides = readOverrides(yaml, members.get('overrides'));
  return {
    ...(output === undefined ? {} : { output }),
    ...(json === undefined ? {} : { json }),
    ...(error === undefined ? {} : { error }),
    ...(overrides === undefined ? {} : { overrides }),
  };
}

function readOverrides(yaml: TestReader['yaml'], member: Member | undefined): OverridesExpectation | undefined {
  if (member === undefined) return undefined;
  const groups = yaml.members(member.value, 'overrides', ['request', 'response']);
  if (groups === undefined) return undefined;
  const request = membersOf(yaml, groups.get('request'), 'overrides.request', ['header', 'path', 'querystring']);
  const response = membersOf(yaml, groups.get('response'), 'overrides.response', ['status', 'header']);
  const status = yaml.integer(response?.get('status'), 'overrides.response.status', 100, 599);
  const texts = (from: ReadonlyMap<string, Member> | undefined, name: string) =>
    readTextsOf(yaml, from?.get(name)) ?? {};
  return {
    request: {
      header: texts(request, 'header'),
      path: texts(request, 'path'),
      querystring: texts(request, 'querystring'),
    },
    response: { ...(status === undefined ? {} : { status }), header: texts(response, 'header') },
  };
}

function membersOf(
  yaml: TestReader['yaml'],
  member: Member | undefined,
  what: string,
  known: readonly string[],
): ReadonlyMap<string, Member> | undefined {
  return member === undefined ? undefined : yaml.members(member.value, what, known);
}
