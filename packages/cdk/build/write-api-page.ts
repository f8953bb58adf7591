/** `bun packages/cdk/build/write-api-page.ts`: writes docs/cdk/api.md from the doc comments. */
import { writeFileSync } from 'node:fs';
import { API_PAGE, readApi, renderApiPage } from './api-page.ts';

writeFileSync(API_PAGE, renderApiPage(readApi()));
console.log(`Wrote ${API_PAGE}`);
