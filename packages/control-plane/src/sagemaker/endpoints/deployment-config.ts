import { notServed } from '../errors.ts';
import type { Shape } from '../shape.ts';
import { ANYTHING, structure, text } from '../shape.ts';

export interface DeploymentConfig {
  readonly BlueGreenUpdatePolicy?: {
    readonly TrafficRoutingConfiguration?: { readonly Type?: string };
  };
  readonly RollingUpdatePolicy?: unknown;
  readonly AutoRollbackConfiguration?: unknown;
}

type BlueGreen = NonNullable<DeploymentConfig['BlueGreenUpdatePolicy']>;
type Routing = NonNullable<BlueGreen['TrafficRoutingConfiguration']>;

export const DEPLOYMENT_CONFIG: Shape<DeploymentConfig> = structure<DeploymentConfig>([], {
  BlueGreenUpdatePolicy: structure<BlueGreen>([], {
    TrafficRoutingConfiguration: structure<Routing>([], { Type: text() }),
  }),
  RollingUpdatePolicy: ANYTHING,
  AutoRollbackConfiguration: ANYTHING,
});

/** Traffic moves all at once, when everything new is loaded: what the service does when nothing else is said. */
export function refuseNotServed(config: DeploymentConfig | undefined): void {
  if (config === undefined) return;
  const remedy = 'Leave it out: traffic moves all at once.';
  const type = config.BlueGreenUpdatePolicy?.TrafficRoutingConfiguration?.Type ?? 'ALL_AT_ONCE';
  if (type !== 'ALL_AT_ONCE') throw notServed(`traffic routing ${type}`, remedy);
  if (config.RollingUpdatePolicy !== undefined) throw notServed('RollingUpdatePolicy', remedy);
  if (config.AutoRollbackConfiguration !== undefined) throw notServed('AutoRollbackConfiguration', remedy);
}
