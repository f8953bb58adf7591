import type { ApiDocumentation, DocumentationPart, DocumentationVersion, Scope } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { notFound } from '../errors.ts';
import { namedApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** The documentation of an API; an API that was never documented has none. */
export function documentationOf(owner: Scope, ports: ApiGatewayPorts, restApiId: string): ApiDocumentation {
  return ports.store.documentation.get(owner, restApiId) ?? { parts: [], versions: [] };
}

/** The documentation of the API that the request's path names. */
export function namedDocumentation(call: OperationCall, ports: ApiGatewayPorts): ApiDocumentation {
  return documentationOf(call.caller, ports, namedApi(call, ports).id);
}

/** Changes the documentation of the API that the request's path names, in one transaction. */
export function changeDocumentation(
  call: OperationCall,
  ports: ApiGatewayPorts,
  change: (documentation: ApiDocumentation) => ApiDocumentation,
): ApiDocumentation {
  return ports.store.transaction(() => {
    const changed = change(namedDocumentation(call, ports));
    ports.store.documentation.put(call.caller, label(call, 'restapi_id'), changed);
    return changed;
  });
}

export function namedPart(call: OperationCall, { parts }: ApiDocumentation): DocumentationPart {
  const partId = label(call, 'part_id');
  const part = parts.find(({ id }) => id === partId);
  if (part === undefined) throw notFound('Invalid Documentation part identifier specified');
  return part;
}

export function namedVersion(call: OperationCall, { versions }: ApiDocumentation): DocumentationVersion {
  const name = label(call, 'doc_version');
  const version = versions.find((one) => one.version === name);
  // TODO(aws-verify): the text
  if (version === undefined) throw notFound('Invalid Documentation version specified');
  return version;
}
