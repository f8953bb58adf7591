import type { ApiStatus, EndpointSummary, PorticoStatus, StageStatus } from '@portico/server';
import { callApiGateway } from '../api-client/api-gateway-client.ts';
import { readConnection } from '../api-client/connection.ts';
import { CliError } from '../cli-error.ts';
import type { StatusOptions } from '../commands/status-command.ts';
import { printable, printLine, styled } from '../terminal/print.ts';

/** Asks a server for its status and prints it: for people, or as the JSON that it answered. */
export async function runStatus(options: StatusOptions, env: Readonly<NodeJS.ProcessEnv>): Promise<void> {
  const connection = readConnection(options, env);
  const answer = await callApiGateway(connection, { method: 'GET', path: '/_portico/status' });
  if (!isStatus(answer)) throw new CliError(`${connection.endpointUrl} is not Portico: it has no status.`);
  if (options.json === true) return printLine(JSON.stringify(answer, null, 2));
  for (const line of describe(answer, connection.endpointUrl)) printLine(line);
}

/** A server of this version wrote it: its lists are enough to tell it from an answer of something else. */
function isStatus(
  answer: Readonly<Record<string, unknown>>,
): answer is Readonly<Record<string, unknown>> & PorticoStatus {
  return typeof answer['version'] === 'string' && Array.isArray(answer['apis']) && Array.isArray(answer['endpoints']);
}

function describe(status: PorticoStatus, url: string): readonly string[] {
  const { version, region, accountId, apis, endpoints } = status;
  return [
    `${styled('bold', 'Portico')} ${printable(version)} on ${url}, region ${printable(region)}, account ${printable(accountId)}`,
    '',
    ...(apis.length === 0 ? ['No APIs'] : apis.flatMap(describeApi)),
    '',
    ...(endpoints.length === 0 ? ['No endpoints'] : endpoints.flatMap(describeEndpoint)),
  ];
}

function describeApi({ id, name, stages, lastDeploymentId }: ApiStatus): readonly string[] {
  const never = lastDeploymentId === undefined ? 'never deployed' : `in no stage; last deployment ${lastDeploymentId}`;
  return [
    `API ${styled('bold', printable(id))}  ${printable(name)}`,
    ...(stages.length === 0 ? [`  ${styled('yellow', never)}`] : stages.flatMap(describeStage)),
  ];
}

function describeStage(stage: StageStatus): readonly string[] {
  const { stageName, deploymentId, deployedAt, changedSinceDeployment, warnings } = stage;
  const date = printable(deployedAt)
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
  return [
    `  stage ${printable(stageName)}  deployment ${printable(deploymentId)} of ${date}`,
    ...(changedSinceDeployment.length === 0
      ? []
      : [`    ${styled('yellow', 'changed since this deployment, callers do not see it yet:')}`]),
    ...changedSinceDeployment.map(({ kind, what }) => `      ${printable(what)} (${kind})`),
    ...warnings.map(({ code, message, place, line, column }) => {
      const position = line === undefined ? '' : `, line ${line}, column ${column}`;
      return `    ${styled('yellow', 'warning')} ${code}: ${printable(message)} (${printable(place)}${position})`;
    }),
  ];
}

function describeEndpoint(endpoint: EndpointSummary): readonly string[] {
  const { name, status, endpointConfigName, failureReason, variants, source } = endpoint;
  const state = styled(status === 'InService' ? 'green' : 'yellow', printable(status));
  const origin = source === undefined ? `config ${printable(endpointConfigName ?? '')}` : printable(source);
  return [
    `Endpoint ${styled('bold', printable(name))}  ${state}  ${origin}`,
    ...(failureReason === undefined ? [] : [`  ${printable(failureReason)}`]),
    ...variants.map(
      ({ variantName, modelName, weight }) =>
        `  variant ${printable(variantName)}  ${modelName === undefined ? '' : `model ${printable(modelName)}  `}weight ${weight}`,
    ),
  ];
}
