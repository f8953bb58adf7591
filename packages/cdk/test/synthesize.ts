import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { ApiGatewayToSageMakerEndpoint } from '../src/api-gateway-to-sagemaker-endpoint.ts';
import type { ApiGatewayToSageMakerEndpointProps } from '../src/props.ts';

// The CDK's own CloudFormation rules take seconds to load and are no subject here.
process.env['CDK_VALIDATION'] = 'false';

/** As `cdk init` sets it; it sorts the actions of a policy. */
const RECOMMENDED_FLAGS = { '@aws-cdk/aws-iam:minimizePolicies': true };

/** The three required props. */
export const MINIMAL: ApiGatewayToSageMakerEndpointProps = {
  endpointName: 'my-endpoint',
  resourcePath: '{user_id}',
  requestMappingTemplate:
    '#set($u = $input.params("user_id")){"instances": [{"in0": [#if($u.matches("[1-9][0-9]{0,8}"))$u#{else}null#end]}]}',
};

export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Synthesized {
  readonly api: ApiGatewayToSageMakerEndpoint;
  readonly template: Template;
  /** Ids and texts of the annotations that are not acknowledged. */
  readonly warnings: readonly string[];
}

/** Lends an app, whose output is removed afterwards: read what is needed of it inside. */
export function withApp<T>(use: (app: App) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), 'portico-cdk-'));
  try {
    return use(new App({ analyticsReporting: false, context: RECOMMENDED_FLAGS, outdir }));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A stack named `Stack` with the construct `Api` in it, synthesised. Props that need a scope come from a function. */
export function synthesize(
  props:
    | Partial<ApiGatewayToSageMakerEndpointProps>
    | ((stack: Stack) => Partial<ApiGatewayToSageMakerEndpointProps>) = {},
  {
    extend = () => {},
    ...stackProps
  }: StackProps & { extend?: (api: ApiGatewayToSageMakerEndpoint, stack: Stack) => void } = {},
): Synthesized {
  return withApp((app) => {
    const stack = new Stack(app, 'Stack', stackProps);
    const given = typeof props === 'function' ? props(stack) : props;
    const api = quietly(() => new ApiGatewayToSageMakerEndpoint(stack, 'Api', { ...MINIMAL, ...given }));
    extend(api, stack);
    const artifact = app.synth().getStackArtifact(stack.artifactId);
    return {
      api,
      template: artifact.template,
      warnings: artifact.messages.filter(({ level }) => level === 'warning').map(({ entry }) => String(entry.data)),
    };
  });
}

/** Without the lines about overridden defaults. */
function quietly<T>(create: () => T): T {
  process.env['overrideWarningsEnabled'] = 'false';
  try {
    return create();
  } finally {
    delete process.env['overrideWarningsEnabled'];
  }
}

/** Resources of a type, by logical id, in the order of the template. */
export function resourcesOf(template: Template, type: string): ReadonlyMap<string, TemplateResource> {
  return new Map(Object.entries(template.Resources).filter(([, { Type }]) => Type === `AWS::${type}`));
}

/** The properties of the only resource of a type. */
export function propertiesOf(template: Template, type: string): Readonly<Record<string, unknown>> {
  const [only, ...others] = resourcesOf(template, type).values();
  if (only === undefined || others.length > 0) throw new Error(`${others.length + 1} resources of type ${type}`);
  return only.Properties ?? {};
}

/** The properties of the methods by their HTTP method, in the order of the template. */
export function methodsOf(template: Template): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  return new Map(
    Array.from(resourcesOf(template, 'ApiGateway::Method').values(), ({ Properties = {} }) => [
      String(Properties['HttpMethod']),
      Properties,
    ]),
  );
}

/** An ARN as CDK writes it: the parts joined after `arn:` and the partition. */
export function arn(...parts: readonly unknown[]): object {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts]] };
}

/** The resource of a logical id. */
export function resource(template: Template, logicalId: string): TemplateResource {
  const found = template.Resources[logicalId];
  if (found === undefined) throw new Error(`no ${logicalId}`);
  return found;
}

/** The types of all resources without `AWS::`, in the order of the template. */
export function typesOf({ Resources }: Template): readonly string[] {
  return Object.values(Resources).map(({ Type }) => Type.replace('AWS::', ''));
}
