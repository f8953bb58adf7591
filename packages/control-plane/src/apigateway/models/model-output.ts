import type { Model } from '@portico/api-model';
import type { Output } from '../output-maps.ts';

/** Model as the service writes it (spec: control plane, 4.5). */
export function modelOutput(model: Model): Output {
  return {
    id: model.id,
    name: model.name,
    ...(model.description !== undefined && { description: model.description }),
    schema: model.schema,
    contentType: model.contentType,
  };
}
