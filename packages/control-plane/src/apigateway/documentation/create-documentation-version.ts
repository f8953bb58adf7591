import type { DocumentationVersion } from '@portico/store';
import { parseInput, readString } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { conflict } from '../errors.ts';
import { inputShape } from '../input-shape.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { documentationVersionOutput } from './documentation-output.ts';
import { changeDocumentation } from './named-documentation.ts';
import { saveStageVersion } from './save-stage-version.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDocumentationVersion.html: freezes the parts as they are. */
export function createDocumentationVersion(call: OperationCall, ports: ApiGatewayPorts): Output {
  const input = parseInput(call.body);
  const shape = inputShape('createDocumentationVersionInput');
  const name = shape.required('documentationVersion', readString(input, 'documentationVersion'));
  shape.refuse();
  const stageName = readString(input, 'stageName');
  const description = readString(input, 'description');
  return ports.store.transaction(() => {
    const { versions } = changeDocumentation(call, ports, (documentation) => {
      // TODO(aws-verify): the text
      if (documentation.versions.some(({ version }) => version === name)) {
        throw conflict(`Documentation version already exists: ${name}`);
      }
      const version: DocumentationVersion = {
        version: name,
        ...(description !== undefined && description !== '' && { description }),
        createdDate: ports.now() / 1000,
        parts: documentation.parts,
      };
      return { ...documentation, versions: [...documentation.versions, version] };
    });
    if (stageName !== undefined && stageName !== '') saveStageVersion(call, ports, stageName, name);
    return versions.slice(-1).map(documentationVersionOutput)[0] ?? {};
  });
}
