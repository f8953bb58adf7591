import type { Integration, IntegrationType, Method, PassthroughBehavior } from '@portico/api-model';
import { isCredentialsArn, needsCredentials, refuseIntegrationUri, refuseTransfer } from '@portico/api-model';
import { badRequest } from '../errors.ts';
import { checkDeclared, checkRequestMappings, checkTemplates } from '../methods/parameter-rules.ts';

/** In the orders of the service's messages. */
export const INTEGRATION_TYPES: readonly IntegrationType[] = ['HTTP', 'MOCK', 'AWS_PROXY', 'HTTP_PROXY', 'AWS'];
export const CONTENT_HANDLING: readonly NonNullable<Integration['contentHandling']>[] = [
  'CONVERT_TO_BINARY',
  'CONVERT_TO_TEXT',
];
export const CONNECTION_TYPES: readonly NonNullable<Integration['connectionType']>[] = ['INTERNET', 'VPC_LINK'];
export const TRANSFER_MODES: readonly NonNullable<Integration['responseTransferMode']>[] = ['BUFFERED', 'STREAM'];
const PASSTHROUGH: readonly PassthroughBehavior[] = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'];

export function readPassthroughBehavior(text: string): PassthroughBehavior {
  const behavior = PASSTHROUGH.find((known) => known === text.toUpperCase());
  if (behavior !== undefined) return behavior;
  // TODO(aws-verify): the text
  throw badRequest(`Invalid passthroughBehavior specified. Valid options are ${PASSTHROUGH.join(',')}`);
}

/** Throws BadRequestException for an integration that `method` cannot have (spec: control plane, 4.4). */
export function checkIntegration(integration: Integration, method: Method): void {
  const { type, httpMethod, uri, credentials, connectionType, connectionId } = integration;
  if (httpMethod === undefined && (type === 'HTTP' || type === 'HTTP_PROXY' || type === 'AWS')) {
    throw badRequest('Enumeration value for HttpMethod must be non-empty');
  }
  const refusedUri = refuseIntegrationUri(type, uri ?? '');
  if (refusedUri !== undefined) throw badRequest(refusedUri);
  if (credentials !== undefined && !isCredentialsArn(credentials)) {
    throw badRequest('Invalid ARN specified in the request');
  }
  if (credentials === undefined && needsCredentials(type, uri)) {
    throw badRequest('Role ARN must be specified for AWS integrations');
  }
  const refusedTransfer = refuseTransfer(integration);
  if (refusedTransfer !== undefined) throw badRequest(refusedTransfer);
  // TODO(aws-verify): the text
  if (connectionType === 'VPC_LINK' && connectionId === undefined) {
    throw badRequest('VpcLink integration needs a connectionId');
  }
  checkRequestMappings(integration.requestParameters, method);
  checkTemplates(integration.requestTemplates);
  for (const key of integration.cacheKeyParameters) checkDeclared(key, method);
}
