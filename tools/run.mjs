/**
 * `npm test`, `npm run check` and the other tools: installs the development packages, then becomes Bun running
 * tools/NAME/main.ts with the remaining arguments.
 */
import { join } from 'node:path';
import { become, bunOrExit, ROOT, requireHostNode } from '../bin/launch.mjs';
import { installPackages } from './install/packages.mjs';

const [tool = '', ...args] = process.argv.slice(2);
requireHostNode();
installPackages(ROOT, { development: true, what: "Portico's packages and what its tests need" });
become(bunOrExit(), ['--no-install', join(ROOT, 'tools', tool, 'main.ts'), ...args]);
