import type { PolicyVersion } from '@portico/store';
import { noSuchEntity, validationError } from '../errors.ts';
import { required } from '../input.ts';
import type { IamCall } from '../operation.ts';
import type { NamedPolicy } from './named-policy.ts';

/** The version that the input names. Throws NoSuchEntity. */
export function namedVersion({ input }: IamCall, { arn, policy }: NamedPolicy): PolicyVersion {
  const id = required(input, 'VersionId');
  if (!/^v[1-9][0-9]*(?:\.[A-Za-z0-9-]*)?$/.test(id)) {
    throw validationError(
      `Value '${id}' at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?`,
    );
  }
  const version = policy.Versions.find(({ VersionId }) => VersionId === id);
  if (version === undefined) throw noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
  return version;
}
