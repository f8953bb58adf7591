import type { HeaderEntry, IntegrationAnswer, Reply } from './facts.ts';
import { proxyResponseHeaderName } from './header-rules.ts';
import { JSON_CONTENT } from './response-headers.ts';

/** HTTP_PROXY: status, body and headers of the backend as they are, but for names that are the gateway's (section 13). */
export function proxyResponse({ status = 200, headers, body, stream }: IntegrationAnswer): Reply {
  const passed: HeaderEntry[] = [];
  let hasContentType = false;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const passedName = proxyResponseHeaderName(name, lower);
    if (passedName === undefined) continue;
    hasContentType ||= lower === 'content-type';
    passed.push([passedName, value]);
  }
  if (!hasContentType) passed.unshift(JSON_CONTENT);
  return stream === undefined ? { status, headers: passed, body } : { status, headers: passed, body, stream };
}
