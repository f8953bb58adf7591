import type { ExportExtensions } from '@portico/api-model';
import { exportOpenApi, printDefinition } from '@portico/api-model';
import { headerOf } from '@portico/wire';
import type { FileOutput } from '../../control-plane-reply.ts';
import { isoTime } from '../../iso-time.ts';
import type { OperationCall } from '../../operation-call.ts';
import { label, queryValue } from '../../operation-call.ts';
import { documentationExport } from '../documentation/documentation-export.ts';
import { badRequest, noSuchDeployment } from '../errors.ts';
import { namedStage } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';

const VERSIONS = new Map([
  ['swagger', '2.0'],
  ['oas30', '3.0'],
] as const);

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html: what a stage has deployed, as an OpenAPI document. */
export function getExport(call: OperationCall, ports: ApiGatewayPorts): FileOutput {
  const exportType = label(call, 'export_type');
  const version = VERSIONS.get(exportType as 'swagger' | 'oas30');
  // TODO(aws-verify): the text
  if (version === undefined) throw badRequest(`No API exporter for type '${exportType}'`);
  const stage = namedStage(call, ports);
  const deployment = ports.store.deployments.get(stage.restApiId, stage.deploymentId);
  if (deployment === undefined) throw noSuchDeployment();
  const { api } = deployment;
  const { region } = call.caller;
  const format = acceptsYaml(call) ? 'yaml' : 'json';
  const asked = new Set((queryValue(call, 'extensions') ?? '').split(',').map((name) => name.trim()));
  const documentation = asked.has('documentation') ? documentationExport(call, ports, stage) : undefined;
  const definition = exportOpenApi(api, {
    version,
    region,
    stageName: stage.stageName,
    extensions: extensionsOf(asked),
    ...(documentation !== undefined && { documentation }),
  });
  const documentVersion = api.version ?? isoTime(api.createdDate);
  return {
    file: new TextEncoder().encode(printDefinition(definition, format)),
    contentType: 'application/octet-stream',
    contentDisposition: `attachment; filename="${exportType}_${fileNamePart(documentVersion)}.${format}"`,
  };
}

/** `apigateway` means all of them. */
function extensionsOf(asked: ReadonlySet<string>): ExportExtensions {
  const apigateway = asked.has('apigateway');
  return {
    integrations: apigateway || asked.has('integrations'),
    authorizers: apigateway || asked.has('authorizers'),
    apigateway,
  };
}

function acceptsYaml({ headers }: OperationCall): boolean {
  const accept = headerOf({ headers }, 'accept') ?? '';
  return /^application\/(?:x-)?yaml\b/.test(accept.trim());
}

/** A version is any text, and goes into a quoted string of a header here. */
function fileNamePart(version: string): string {
  return version.replace(/[^\w.:+-]/g, '_').slice(0, 100);
}
