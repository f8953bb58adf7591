import { gunzipSync, gzipSync } from 'node:zlib';
import { Header } from 'tar/header';
import { Parser } from 'tar/parse';
import { ModelFormatError } from './model.ts';

/** The files of a `model.tar.gz` by path (relative, `/` between parts, no `.` or `..`). */
export type ArtifactFiles = ReadonlyMap<string, Uint8Array>;

/** Bounds on unpacking; one with far more than a model of the notebook's size needs is the default. */
export interface ArtifactLimits {
  /** Bytes of the tar archive once decompressed. */
  readonly unpackedBytes: number;
  readonly files: number;
}

const defaultLimits: ArtifactLimits = { unpackedBytes: 512 * 1024 * 1024, files: 100 };

const TarBlock = 512;

/**
 * A gzipped tar archive, as SageMaker wants a model artifact. Equal files give equal bytes: no time stamps, no owner.
 */
export function packArtifact(files: ArtifactFiles): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const [path, content] of files) {
    checkPath(path);
    const header = Buffer.alloc(TarBlock);
    const fields = { path, size: content.byteLength, type: 'File', mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) };
    const needsExtension = new Header({ ...fields, type: 'File' }).encode(header, 0);
    if (needsExtension) throw new ModelFormatError(`${path} is too long a name for an artifact`);
    blocks.push(header, content, new Uint8Array(-content.byteLength & (TarBlock - 1)));
  }
  blocks.push(new Uint8Array(2 * TarBlock));
  return new Uint8Array(gzipSync(Buffer.concat(blocks), { level: 9 }));
}

/**
 * The regular files of a gzipped tar archive. Links, devices and paths that leave the archive are refused.
 * @throws ModelFormatError for untrusted bytes of any kind.
 */
export function unpackArtifact(bytes: Uint8Array, limits: ArtifactLimits = defaultLimits): ArtifactFiles {
  const files = new Map<string, Uint8Array>();
  const problems: unknown[] = [];
  const parser = new Parser({
    strict: true,
    onReadEntry(entry) {
      entry.resume();
      if (entry.type === 'Directory') return;
      const path = entry.path.replace(/^(\.\/)+/, '');
      try {
        if (entry.type !== 'File' && entry.type !== 'OldFile') {
          throw new ModelFormatError(`the artifact holds a ${entry.type}: ${path}`);
        }
        checkPath(path);
        if (files.has(path)) throw new ModelFormatError(`the artifact holds ${path} twice`);
        if (files.size === limits.files)
          throw new ModelFormatError(`the artifact holds more than ${limits.files} files`);
      } catch (problem) {
        problems.push(problem);
        return;
      }
      const parts: Uint8Array[] = [];
      files.set(path, new Uint8Array());
      entry.on('data', (part) => parts.push(part));
      entry.on('end', () => files.set(path, new Uint8Array(Buffer.concat(parts))));
    },
  });
  parser.on('error', (problem) => problems.push(problem));
  // The parser decompresses by itself too, but without a limit and later than now.
  parser.end(decompress(bytes, limits.unpackedBytes));
  const [first] = problems;
  if (first instanceof ModelFormatError) throw first;
  if (first !== undefined) throw new ModelFormatError('not a gzipped tar archive', { cause: first });
  return files;
}

function decompress(bytes: Uint8Array, maxOutputLength: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength });
  } catch (cause) {
    const reason =
      cause instanceof RangeError
        ? `the artifact unpacks to more than ${maxOutputLength} bytes`
        : 'not a gzipped artifact';
    throw new ModelFormatError(reason, { cause });
  }
}

function checkPath(path: string): void {
  const parts = path.split('/');
  if (
    path.includes('\\') ||
    path.includes('\0') ||
    parts.some((part) => part === '' || part === '.' || part === '..')
  ) {
    throw new ModelFormatError(`the artifact holds an unsafe path: ${JSON.stringify(path)}`);
  }
}
