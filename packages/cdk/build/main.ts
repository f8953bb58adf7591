/** `bun packages/cdk/build/main.ts`: makes packages/cdk/dist, the folder that is published by `npm publish packages/cdk/dist`. */
import { dirname, join } from 'node:path';
import { buildPackage } from './build-package.ts';

const folder = join(dirname(import.meta.dirname), 'dist');
await buildPackage(folder);
console.log(`Built ${folder}`);
