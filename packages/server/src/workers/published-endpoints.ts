import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Container, Endpoint, EndpointRegistry } from '@portico/inference';
import type { ContainerOrigin, ServedEndpoints } from '../front.ts';
import type { ContainerSource, EndpointChange } from './messages.ts';

/** An endpoint registry that workers hear of. */
export interface PublishedEndpoints extends Required<ServedEndpoints> {
  /** Everything in service. */
  changes(): Iterable<EndpointChange>;
  /** Removes the artifacts that workers read. */
  close(): void;
}

/** Where changes go. */
export interface Publisher {
  publish(change: EndpointChange): void;
  /** Resolves when what was published before is in service everywhere. */
  settled(): Promise<void>;
}

/** @param directory for the artifacts of what is in service; it is this server's alone, and emptied */
export function publishedEndpoints(
  registry: EndpointRegistry,
  publisher: Publisher,
  directory: string,
): PublishedEndpoints {
  const origins = new WeakMap<Container, ContainerOrigin>();
  const inService = new Map<string, EndpointChange>();
  rmSync(directory, { recursive: true, force: true });

  function sourceOf(container: Container): ContainerSource {
    const origin = origins.get(container);
    if (origin === undefined) throw new Error('a container was made of something that workers are not told');
    if ('url' in origin) return { kind: 'http', url: origin.url.href };
    const file = join(directory, `${createHash('sha256').update(origin.artifact).digest('hex')}.tar.gz`);
    // An update of weights finds it there.
    if (!existsSync(file)) {
      mkdirSync(directory, { recursive: true });
      writeFileSync(file, origin.artifact);
    }
    return { kind: 'artifact', file };
  }

  function publish(endpoint: Pick<Endpoint, 'accountId' | 'region' | 'name' | 'variants'>): void {
    const { accountId, region, name } = endpoint;
    const variants = endpoint.variants.map(({ variantName, weight, container }) => ({
      variantName,
      weight,
      source: sourceOf(container),
    }));
    const change: EndpointChange = { kind: 'endpoint', accountId, region, name, variants };
    const key = JSON.stringify([accountId, region, name]);
    if (variants.length === 0) inService.delete(key);
    else inService.set(key, change);
    publisher.publish(change);
    publisher.settled().then(removeUnused);
  }

  /** Workers have read what they need; one that starts later reads what is in service then. */
  function removeUnused(): void {
    const used = new Set<string>();
    for (const { variants } of inService.values()) {
      for (const { source } of variants) if (source.kind === 'artifact') used.add(source.file);
    }
    for (const file of filesOf(directory)) if (!used.has(file)) rmSync(file, { force: true });
  }

  return {
    get: (accountId, region, name) => registry.get(accountId, region, name),
    put(endpoint) {
      registry.put(endpoint);
      publish(endpoint);
    },
    delete(accountId, region, name) {
      const was = registry.delete(accountId, region, name);
      if (was) publish({ accountId, region, name, variants: [] });
      return was;
    },
    made: (container, origin) => void origins.set(container, origin),
    changes: () => inService.values(),
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function filesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory).map((name) => join(directory, name));
  } catch {
    return []; // nothing was ever written
  }
}
