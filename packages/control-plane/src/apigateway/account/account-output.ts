import type { Account } from '@portico/store';
import type { Output } from '../output-maps.ts';

/** Account as the service writes it: its limits and features are those of every account (spec: control plane, 4.9). */
export function accountOutput({ cloudwatchRoleArn }: Account): Output {
  return {
    ...(cloudwatchRoleArn !== undefined && { cloudwatchRoleArn }),
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  };
}
