import { describe, expect, test } from 'bun:test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { packArtifact, unpackArtifact } from './artifact.ts';
import { ModelFormatError } from './model.ts';

const files = new Map([
  ['model.onnx', Uint8Array.from({ length: 1000 }, (_, i) => i)],
  ['card.json', new TextEncoder().encode('{"a":1}')],
  ['code/empty', new Uint8Array()],
]);

describe('an artifact', () => {
  test('unpacks to the files that were packed', () => {
    expect([...unpackArtifact(packArtifact(files))]).toEqual([...files]);
  });

  test('is the same bytes each time', () => {
    expect(packArtifact(files)).toEqual(packArtifact(new Map(files)));
  });

  test('of the tar command, with its "./" and directories, unpacks too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'artifact-'));
    try {
      writeFileSync(join(folder, 'model.onnx'), 'abc');
      const bytes = execFileSync('tar', ['-cz', '-C', folder, '.'], { maxBuffer: 1e6 });
      expect([...unpackArtifact(bytes)]).toEqual([['model.onnx', new TextEncoder().encode('abc')]]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('unpackArtifact refuses', () => {
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['what is not gzipped', new TextEncoder().encode('hello')],
    ['what is not a tar archive', gzipSync('hello, this is no archive at all')],
    ['an archive cut short', gzipSync(gunzipSync(packArtifact(files)).subarray(0, 900))],
    ['a path that leaves the folder', renamed('model.onnx', '../el.onnx')],
    ['an absolute path', renamed('model.onnx', '/odel.onnx')],
    ['a link', retyped('2')],
    ['a negative size', patched((tar) => tar.write('-0000001000', 124))],
    [
      'a wrong checksum',
      gzipSync(Buffer.from(gunzipSync(packArtifact(files)).map((byte, i) => (i === 3 ? byte + 1 : byte)))),
    ],
    ['the same path twice', gzipSync(Buffer.concat([tarOf(files).subarray(0, -1024), tarOf(files)]))],
  ])('%s', (_, bytes) => {
    expect(() => unpackArtifact(bytes)).toThrow(ModelFormatError);
  });

  test('more bytes and more files than its limits', () => {
    const packed = packArtifact(files);
    expect(() => unpackArtifact(packed, { unpackedBytes: 1000, files: 9 })).toThrow(/more than 1000 bytes/);
    expect(() => unpackArtifact(packed, { unpackedBytes: 10_000, files: 2 })).toThrow(/more than 2 files/);
  });

  test('whatever else arrives, with its own error', () => {
    const tar = tarOf(files);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(tar.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (changes) => {
          const changed = Buffer.from(tar);
          for (const [index, byte] of changes) changed[index] = byte;
          try {
            unpackArtifact(gzipSync(changed, { level: 1 }));
          } catch (error) {
            expect(error).toBeInstanceOf(ModelFormatError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

function tarOf(content: ReadonlyMap<string, Uint8Array>): Buffer {
  return gunzipSync(packArtifact(content));
}

/** The archive with a change in its first header, whose checksum is made right again. */
function patched(change: (tar: Buffer) => void): Uint8Array {
  const tar = tarOf(files);
  change(tar);
  tar.fill(' ', 148, 156);
  const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return gzipSync(tar);
}

function renamed(before: string, after: string): Uint8Array {
  expect(after.length).toBe(before.length);
  return patched((tar) => tar.write(after, 0));
}

function retyped(type: string): Uint8Array {
  return patched((tar) => tar.write(type, 156));
}
