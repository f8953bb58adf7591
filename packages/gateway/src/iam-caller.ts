import type { CallerFacts, Received } from '@portico/api-compiler';
import { configurationFault } from '@portico/api-compiler';
import { GatewayFault } from '@portico/api-model';
import type { CompiledStage } from './stage.ts';

/** Who calls a method with AWS_IAM. Throws GatewayFault where nobody is known, or who is known is not allowed (spec: data plane, section 5.2). */
export function iamCaller({ ports, facts }: CompiledStage, received: Received): CallerFacts {
  const { requestLine, headers, body, sourceIp } = received;
  if (ports.callers === undefined || requestLine === undefined) {
    throw configurationFault('Nobody can tell who calls this method');
  }
  const { region, accountId, apiId, stageName } = facts;
  const path = `${stageName}/${received.httpMethod}${received.belowStage.path}`;
  const admitted = ports.callers.admit({
    ...requestLine,
    headers,
    body: body.bytes(),
    sourceIp,
    region,
    methodArn: `arn:aws:execute-api:${region}:${accountId}:${apiId}/${path}`,
  });
  if (!('responseType' in admitted)) return admitted;
  const { responseType, errorType, message } = admitted;
  throw new GatewayFault(responseType, { errorType, message });
}
