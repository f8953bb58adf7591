import type { GatewayResponse, GatewayResponseType } from '@portico/api-model';
import { GATEWAY_RESPONSE_TYPE_NAMES, isMappingSource, isMappingTarget, mappingError } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { badRequest } from '../errors.ts';
import type { InputShape } from '../input-shape.ts';
import { checkTemplates } from '../methods/parameter-rules.ts';

/** The type that the request's path names. Throws ValidationException for another text. */
export function namedResponseType(call: OperationCall, shape: InputShape): GatewayResponseType {
  return shape.labelOneOf('responseType', label(call, 'response_type'), GATEWAY_RESPONSE_TYPE_NAMES);
}

/** Throws BadRequestException for mappings and templates that a gateway response cannot have. */
export function checkGatewayResponse({ responseParameters, responseTemplates }: GatewayResponse): void {
  for (const [target, source] of Object.entries(responseParameters)) {
    if (!isMappingTarget('gatewayResponseParameters', target)) throw badRequest(mappingError('expression', target));
    if (!isMappingSource('gatewayResponseParameters', source)) throw badRequest(mappingError('expression', source));
  }
  checkTemplates(responseTemplates);
}
