import type { ApiKey } from '@portico/store';
import type { Output } from '../output-maps.ts';
import { epochSeconds } from '../timestamp.ts';

/** ApiKey as the service writes it, without tags; the value only where it is asked for (spec: control plane, 4.8). */
export function apiKeyOutput(key: ApiKey, includeValue: boolean): Output {
  return {
    id: key.id,
    ...(includeValue && { value: key.value }),
    ...(key.name !== undefined && { name: key.name }),
    ...(key.customerId !== undefined && { customerId: key.customerId }),
    ...(key.description !== undefined && { description: key.description }),
    enabled: key.enabled,
    createdDate: epochSeconds(key.createdDate),
    lastUpdatedDate: epochSeconds(key.lastUpdatedDate),
    stageKeys: [],
  };
}
