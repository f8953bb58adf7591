import type { RequestValidator } from '@portico/api-model';
import type { Output } from '../output-maps.ts';

/** RequestValidator as the service writes it (spec: control plane, 4.5). */
export function requestValidatorOutput(validator: RequestValidator): Output {
  return {
    id: validator.id,
    ...(validator.name !== '' && { name: validator.name }),
    validateRequestBody: validator.validateRequestBody,
    validateRequestParameters: validator.validateRequestParameters,
  };
}
