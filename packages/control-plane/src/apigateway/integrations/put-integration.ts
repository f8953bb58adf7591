import type { Integration } from '@portico/api-model';
import { MAXIMUM_TIMEOUT_IN_MILLIS } from '@portico/api-model';
import type { JsonObject } from '../../json-input.ts';
import {
  parseInput,
  readBoolean,
  readNullableStringMap,
  readNumber,
  readObject,
  readString,
  readStringMap,
  readStrings,
} from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { requirePassRole } from '../access.ts';
import { changeMethod } from '../edit-api.ts';
import { inputShape } from '../input-shape.ts';
import { readVerb } from '../methods/method-rules.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { integrationOutput } from './integration-output.ts';
import {
  CONNECTION_TYPES,
  CONTENT_HANDLING,
  checkIntegration,
  INTEGRATION_TYPES,
  readPassthroughBehavior,
  TRANSFER_MODES,
} from './integration-rules.ts';

/**
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html: takes the place of an earlier integration
 * and of its responses.
 */
export function putIntegration(call: OperationCall, ports: ApiGatewayPorts): Output {
  const read = readIntegration(parseInput(call.body));
  const { resource } = changeMethod(call, ports, (found) => {
    const integration = read(found.resource.id);
    checkIntegration(integration, found.method);
    requirePassRole(call, ports, integration.credentials);
    return { ...found.method, integration };
  });
  return integrationOutput(read(resource.id), resource.id);
}

/** The shape is refused at once, the rest when the method is known to exist. */
function readIntegration(input: JsonObject): (resourceId: string) => Integration {
  const shape = inputShape('putIntegrationInput');
  const typeText = readString(input, 'type');
  shape.required('type', typeText);
  const type = shape.oneOf('type', typeText, INTEGRATION_TYPES);
  const connectionType = shape.oneOf('connectionType', filledText(input, 'connectionType'), CONNECTION_TYPES);
  const contentHandling = shape.oneOf('contentHandling', filledText(input, 'contentHandling'), CONTENT_HANDLING);
  const responseTransferMode = shape.oneOf(
    'responseTransferMode',
    filledText(input, 'responseTransferMode'),
    TRANSFER_MODES,
  );
  shape.refuse();
  if (type === undefined) throw new Error('an integration without a type was not refused');
  const verb = filledText(input, 'httpMethod');
  const uri = readString(input, 'uri');
  const connectionId = filledText(input, 'connectionId');
  const credentials = filledText(input, 'credentials');
  const passthroughBehavior = filledText(input, 'passthroughBehavior');
  const cacheNamespace = filledText(input, 'cacheNamespace');
  const requestTemplates = Object.entries(readNullableStringMap(input, 'requestTemplates') ?? {});
  const tls = readObject(input, 'tlsConfig');
  const insecureSkipVerification = tls && readBoolean(tls, 'insecureSkipVerification');
  const timeoutInMillis = readNumber(input, 'timeoutInMillis') ?? MAXIMUM_TIMEOUT_IN_MILLIS;
  const cacheKeyParameters = readStrings(input, 'cacheKeyParameters') ?? [];
  const requestParameters = readStringMap(input, 'requestParameters') ?? {};
  return (resourceId) => ({
    type,
    ...(type !== 'MOCK' && verb !== undefined && { httpMethod: readVerb(verb) }),
    ...(type !== 'MOCK' && uri !== undefined && { uri }),
    ...(connectionType !== undefined && { connectionType }),
    ...(connectionId !== undefined && { connectionId }),
    ...(credentials !== undefined && { credentials }),
    passthroughBehavior:
      passthroughBehavior === undefined ? 'WHEN_NO_MATCH' : readPassthroughBehavior(passthroughBehavior),
    ...(contentHandling !== undefined && { contentHandling }),
    timeoutInMillis,
    ...(responseTransferMode !== undefined && { responseTransferMode }),
    cacheNamespace: cacheNamespace ?? resourceId,
    cacheKeyParameters,
    requestParameters,
    requestTemplates: Object.fromEntries(requestTemplates.map(([mediaType, template]) => [mediaType, template ?? ''])),
    integrationResponses: [],
    ...(insecureSkipVerification !== undefined && { insecureSkipVerification }),
  });
}

/** Empty text counts as absent. */
function filledText(input: JsonObject, name: string): string | undefined {
  const text = readString(input, name);
  return text === '' ? undefined : text;
}
