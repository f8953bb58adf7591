import type { CanarySettings } from '@portico/api-model';
import type { JsonObject } from '../../json-input.ts';
import { parseInput, readBoolean, readNumber, readObject, readString, readStringMap } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { badRequest } from '../errors.ts';
import { namedApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import type { StageChange } from './deploy-api.ts';
import { deployApi } from './deploy-api.ts';
import type { DeploymentOutput } from './deployment-output.ts';
import { deploymentOutput } from './deployment-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html */
export function createDeployment(call: OperationCall, ports: ApiGatewayPorts): DeploymentOutput {
  const input = parseInput(call.body);
  const description = readString(input, 'description');
  const change = readStageChange(input);
  return deploymentOutput(deployApi(ports, call.caller, namedApi(call, ports), description, change));
}

function readStageChange(input: JsonObject): StageChange | undefined {
  const stageName = readString(input, 'stageName');
  const description = readString(input, 'stageDescription');
  const variables = readStringMap(input, 'variables');
  const tracingEnabled = readBoolean(input, 'tracingEnabled');
  const cacheClusterEnabled = readBoolean(input, 'cacheClusterEnabled');
  const cacheClusterSize = readString(input, 'cacheClusterSize');
  const canary = readCanary(input);
  if (stageName === undefined || stageName === '') {
    if (canary === undefined) return undefined;
    throw badRequest(
      `Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is ${stageName ?? 'null'}`,
    );
  }
  return {
    stageName,
    ...(description !== undefined && { description }),
    ...(variables !== undefined && { variables }),
    ...(tracingEnabled !== undefined && { tracingEnabled }),
    ...(cacheClusterEnabled !== undefined && { cacheClusterEnabled }),
    ...(cacheClusterSize !== undefined && { cacheClusterSize }),
    ...(canary !== undefined && { canary }),
  };
}

function readCanary(input: JsonObject): Omit<CanarySettings, 'deploymentId'> | undefined {
  const canary = readObject(input, 'canarySettings');
  return (
    canary && {
      percentTraffic: readNumber(canary, 'percentTraffic') ?? 0,
      stageVariableOverrides: readStringMap(canary, 'stageVariableOverrides') ?? {},
      useStageCache: readBoolean(canary, 'useStageCache') ?? false,
    }
  );
}
