import type { Output } from '../output-maps.ts';

interface SdkType {
  readonly id: string;
  readonly friendlyName: string;
  readonly description: string;
  readonly configurationProperties: readonly SdkProperty[];
}

interface SdkProperty {
  readonly name: string;
  readonly friendlyName: string;
  readonly description: string;
  readonly required: boolean;
  readonly defaultValue?: string;
}

const required = (name: string, friendlyName: string, description: string): SdkProperty => ({
  name,
  friendlyName,
  description,
  required: true,
});
const optional = (name: string, friendlyName: string, description: string): SdkProperty => ({
  name,
  friendlyName,
  description,
  required: false,
});

/** What GetSdk names (https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-generate-sdk-cli.html). TODO(aws-verify): the texts */
export const SDK_TYPES: readonly SdkType[] = [
  {
    id: 'android',
    friendlyName: 'Android',
    description: 'An Android SDK',
    configurationProperties: [
      required('groupId', 'Group ID', 'The Maven group ID'),
      required('artifactId', 'Artifact ID', 'The Maven artifact ID'),
      required('artifactVersion', 'Artifact version', 'The Maven artifact version'),
      required('invokerPackage', 'Invoker package', 'The package of the client'),
    ],
  },
  {
    id: 'java',
    friendlyName: 'Java SDK',
    description: 'A Java SDK',
    configurationProperties: [
      required('serviceName', 'Service name', 'The name of the service, as classes have it'),
      optional('javaPackageName', 'Java package name', 'The package of the classes'),
      optional('javaBuildSystem', 'Java build system', 'maven or gradle'),
      optional('javaGroupId', 'Java group ID', 'The Maven group ID'),
      optional('javaArtifactId', 'Java artifact ID', 'The Maven artifact ID'),
      optional('javaArtifactVersion', 'Java artifact version', 'The Maven artifact version'),
    ],
  },
  { id: 'javascript', friendlyName: 'JavaScript', description: 'A JavaScript SDK', configurationProperties: [] },
  {
    id: 'objectivec',
    friendlyName: 'iOS (Objective-C)',
    description: 'An Objective-C SDK',
    configurationProperties: [required('classPrefix', 'Class prefix', 'The prefix of class names')],
  },
  {
    id: 'ruby',
    friendlyName: 'Ruby SDK',
    description: 'A Ruby SDK',
    configurationProperties: [
      required('service.name', 'Service name', 'The name of the gem'),
      optional('service.gemname', 'Gem name', 'The name of the gem file'),
    ],
  },
  {
    id: 'swift',
    friendlyName: 'iOS (Swift)',
    description: 'A Swift SDK',
    configurationProperties: [required('classPrefix', 'Class prefix', 'The prefix of class names')],
  },
];

/** SdkType as the service writes it. */
export function sdkTypeOutput({ configurationProperties, ...type }: SdkType): Output {
  return { ...type, ...(configurationProperties.length > 0 && { configurationProperties }) };
}
