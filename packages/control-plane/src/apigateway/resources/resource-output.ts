import type { Resource } from '@portico/api-model';
import { methodOutput } from '../methods/method-output.ts';

/** Resource as the service writes it: methods by verb, empty unless asked for (spec: control plane, 4.2). */
export function resourceOutput(resource: Resource, embedMethods: boolean): Readonly<Record<string, unknown>> {
  const methods = resource.methods.map((method) => [
    method.httpMethod,
    embedMethods ? methodOutput(method, resource.id) : {},
  ]);
  return {
    id: resource.id,
    ...(resource.parentId !== undefined && { parentId: resource.parentId }),
    ...(resource.pathPart !== undefined && { pathPart: resource.pathPart }),
    path: resource.path,
    ...(methods.length > 0 && { resourceMethods: Object.fromEntries(methods) }),
  };
}
