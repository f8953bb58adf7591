import type { HttpExchange } from '@portico/http1';

type Url = HttpExchange['url'];

/** A path below an address: `http://models:8080/v1` and `/ping` make `/v1/ping`. @throws RangeError for what is neither http nor https */
export function targetUnder(base: URL, path: string): Url {
  const { protocol, hostname, port, pathname } = base;
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new RangeError(`${base.href} is not an http or https address`);
  return { protocol, hostname, port, target: `${pathname.replace(/\/+$/, '')}${path}` };
}
