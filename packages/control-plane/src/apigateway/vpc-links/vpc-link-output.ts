import type { VpcLink } from '@portico/store';
import type { Output } from '../output-maps.ts';
import { filled } from '../output-maps.ts';

/** VpcLink as the service writes it (spec: control plane, 4.9). There is no VPC to wait for: a link is ready once it was made. */
export function vpcLinkOutput(link: VpcLink, status: 'PENDING' | 'AVAILABLE' = 'AVAILABLE'): Output {
  return {
    id: link.id,
    name: link.name,
    ...(link.description !== undefined && { description: link.description }),
    targetArns: link.targetArns,
    status,
    ...(status === 'AVAILABLE' && { statusMessage: 'Your vpc link is ready for use' }),
    ...filled('tags', link.tags),
  };
}
