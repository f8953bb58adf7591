import type { Value } from '@portico/values';
import { JavaMap } from '@portico/values';
import { javaHashCode } from './java-hash.ts';

/** The entries of a map in the order in which a Java `HashMap` iterates: by bucket, then by insertion. */
export function inHashOrder(map: JavaMap): JavaMap {
  let buckets = 16;
  while (map.size > buckets * 0.75) buckets *= 2;
  const entries: { bucket: number; entry: [Value, Value] }[] = [];
  for (const entry of map.entries()) {
    const hash = javaHashCode(entry[0]);
    entries.push({ bucket: (hash ^ (hash >>> 16)) & (buckets - 1), entry });
  }
  entries.sort((a, b) => a.bucket - b.bucket);
  return JavaMap.of(entries.map(({ entry }) => entry));
}
