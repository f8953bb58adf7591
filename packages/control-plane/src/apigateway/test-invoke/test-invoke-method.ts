import { HTTP_METHODS } from '@portico/api-model';
import type { JsonObject } from '../../json-input.ts';
import { parseInput, readObject, readString, readStringMap, readStrings } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { changesSinceDeployment } from '../deployments/changes-since-deployment.ts';
import { noSuchIntegration, noSuchMethod, refusal } from '../errors.ts';
import { namedResource } from '../lookup.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { matchPath } from './match-path.ts';
import type { TestInvocation, TestInvocationResult } from './test-invocation.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeMethod.html: the working copy, not a deployment. */
export async function testInvokeMethod(call: OperationCall, ports: ApiGatewayPorts): Promise<Output> {
  if (ports.testInvoke === undefined) throw new Error('TestInvokeMethod was routed, and is not served');
  const outcome = await ports.testInvoke(readInvocation(call, ports));
  if ('refused' in outcome) throw refusal('The method cannot be invoked:', outcome.refused) ?? noSuchMethod();
  return testInvokeOutput(outcome);
}

function readInvocation(call: OperationCall, ports: ApiGatewayPorts): TestInvocation {
  const input = parseInput(call.body);
  const given = readString(input, 'pathWithQueryString');
  const clientCertificateId = readString(input, 'clientCertificateId');
  const headers = readHeaders(input);
  const body = readString(input, 'body') ?? '';
  const stageVariables = readStringMap(input, 'stageVariables') ?? {};

  const { api, resource } = namedResource(call, ports);
  const verb = label(call, 'http_method');
  const httpMethod = HTTP_METHODS.find((known) => known === verb) ?? (verb === 'ANY' ? 'GET' : undefined);
  const method =
    resource.methods.find((one) => one.httpMethod === verb) ?? resource.methods.find((one) => one.httpMethod === 'ANY');
  if (method === undefined || httpMethod === undefined) throw noSuchMethod();
  // TODO(aws-verify): the error for a method without an integration
  if (method.integration === undefined) throw noSuchIntegration();

  const written = given === '' ? undefined : given;
  const question = written?.indexOf('?') ?? -1;
  const path = question < 0 ? written : written?.slice(0, question);
  const { deployments } = ports.store;
  const newest = deployments.get(api.id, deployments.list(api.id).at(-1)?.id ?? '');
  return {
    owner: { accountId: call.caller.accountId, region: call.caller.region },
    api,
    resourceId: resource.id,
    resourcePath: resource.path,
    method,
    httpMethod,
    path: path ?? resource.path,
    pathParameters: matchPath(resource.path, path),
    rawQuery: question < 0 ? '' : (written?.slice(question + 1) ?? ''),
    headers,
    body,
    stageVariables,
    ...(clientCertificateId !== undefined && { clientCertificateId }),
    ...(newest !== undefined && { notDeployed: changesSinceDeployment(api, newest) }),
  };
}

/** A header of `multiValueHeaders` counts instead of its namesake in `headers`. */
function readHeaders(input: JsonObject): TestInvocation['headers'] {
  const multiple = readObject(input, 'multiValueHeaders') ?? {};
  const names = new Set(Object.keys(multiple).map((name) => name.toLowerCase()));
  return [
    ...Object.entries(readStringMap(input, 'headers') ?? {}).filter(([name]) => !names.has(name.toLowerCase())),
    ...Object.keys(multiple).flatMap((name) =>
      (readStrings(multiple, name) ?? []).map((value): readonly [string, string] => [name, value]),
    ),
  ];
}

/** `headers` has the last value of each name, `multiValueHeaders` has them all. */
function testInvokeOutput({ status, body, headers, log, latencyInMillis }: TestInvocationResult): Output {
  const values = Map.groupBy(headers, ([name]) => name);
  const all = [...values].map(([name, lines]) => [name, lines.map(([, value]) => value)] as const);
  return {
    status,
    body,
    headers: Object.fromEntries(all.map(([name, list]) => [name, list.at(-1) ?? ''])),
    multiValueHeaders: Object.fromEntries(all),
    log,
    latency: latencyInMillis,
  };
}
