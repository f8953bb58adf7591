import type { Stage } from '@portico/api-model';
import { isoTime } from '../../iso-time.ts';
import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { parseProperties } from './documentation-rules.ts';
import { documentationOf } from './named-documentation.ts';

/** `x-amazon-apigateway-documentation` of an export: the version that the stage names; undefined if it names none. */
export function documentationExport(call: OperationCall, ports: ApiGatewayPorts, stage: Stage): Output | undefined {
  const documentation = documentationOf(call.caller, ports, stage.restApiId);
  const version = documentation.versions.find((one) => one.version === stage.documentationVersion);
  return (
    version && {
      version: version.version,
      createdDate: isoTime(version.createdDate),
      ...(version.description !== undefined && { description: version.description }),
      documentationParts: version.parts.map(({ location, properties }) => ({
        location,
        properties: parseProperties(properties),
      })),
    }
  );
}
