import type { OperationCall } from '../../operation-call.ts';
import { queryValue } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { documentationPartOutput } from './documentation-output.ts';
import { namedDocumentation } from './named-documentation.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationParts.html: all, or those of a type, name or path. */
export function getDocumentationParts(call: OperationCall, ports: ApiGatewayPorts): Page<Output> {
  const type = queryValue(call, 'type');
  const name = queryValue(call, 'name');
  const path = queryValue(call, 'path');
  const parts = namedDocumentation(call, ports).parts.filter(
    ({ location }) =>
      (type === undefined || location.type === type) &&
      (name === undefined || location.name === name) &&
      (path === undefined || location.path?.startsWith(path) === true),
  );
  return page(call, parts, ({ id }) => id, documentationPartOutput);
}
