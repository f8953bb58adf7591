import { createHash } from 'node:crypto';
import type { XmlElement } from '@portico/wire';
import { AwsError, headerOf, parseXml, xmlChildText, xmlElement, xmlText } from '@portico/wire';
import { authorizeS3 } from '../authorize-s3.ts';
import { startChecksum } from '../checksums/checksum.ts';
import { declaredChecksum, headerName } from '../content/receive-content.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { readDocument } from '../s3-call.ts';
import { s3Error } from '../s3-error.ts';
import { s3Document } from '../s3-xml.ts';
import { matches } from './conditions.ts';
import { removeObject } from './object-documents.ts';

const MAX_KEYS = 1000;
const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export async function deleteObjects(call: S3Call, ports: S3Ports): Promise<S3Output> {
  const source = await readDocument(call, MAX_DOCUMENT_BYTES);
  checkDigest(call, source);
  const root = parseXml(source);
  const wanted = root.children.filter(({ name }) => name === 'Object');
  if (root.name !== 'Delete' || wanted.length === 0 || wanted.length > MAX_KEYS) throw s3Error('MalformedXML');
  const isQuiet = xmlChildText(root, 'Quiet')?.trim() === 'true';
  const results = ports.store.transaction(() => wanted.map((each) => deleteOne(each, call, ports)));
  const shown = isQuiet ? results.filter((result) => result.startsWith('<Error>')) : results;
  return { xml: s3Document('DeleteResult', shown) };
}

/** @returns `<Deleted>` or `<Error>`: one key does not keep the others */
function deleteOne(wanted: XmlElement, call: S3Call, ports: S3Ports): string {
  const key = xmlChildText(wanted, 'Key');
  if (key === undefined || key === '') throw s3Error('MalformedXML');
  const versionId = xmlChildText(wanted, 'VersionId');
  try {
    authorizeS3(ports, call.caller, call.bucket, key, 's3:DeleteObject');
    if (versionId !== undefined && versionId !== 'null')
      throw s3Error('InvalidArgument', 'Invalid version id specified');
    const eTag = xmlChildText(wanted, 'ETag');
    const existing = ports.store.objects.get(call.bucket.name, key);
    if (eTag !== undefined && (existing === undefined || !matches(eTag, existing))) throw s3Error('PreconditionFailed');
    removeObject(ports, call.bucket.name, key);
    return xmlElement('Deleted', [xmlText('Key', key), xmlText('VersionId', versionId)]);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return xmlElement('Error', [
      xmlText('Key', key),
      xmlText('VersionId', versionId),
      xmlText('Code', error.code),
      xmlText('Message', error.message),
    ]);
  }
}

function checkDigest(call: S3Call, source: Uint8Array): void {
  const contentMd5 = headerOf(call, 'content-md5');
  const declared = declaredChecksum(call);
  if (contentMd5 === undefined && declared === undefined) {
    throw s3Error('InvalidRequest', 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  if (contentMd5 !== undefined && createHash('md5').update(source).digest('base64') !== contentMd5) {
    throw s3Error('BadDigest');
  }
  if (declared === undefined) return;
  const running = startChecksum(declared.algorithm);
  running.update(source);
  if (running.digest() !== (declared.value ?? call.trailers.get(headerName(declared.algorithm)))) {
    throw s3Error('BadDigest', `The ${declared.algorithm} you specified did not match the calculated checksum.`);
  }
}
