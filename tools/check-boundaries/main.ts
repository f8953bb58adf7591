/** Import directions between packages, and how files are named. Exit code 1 if anything is wrong. */
import { dirname } from 'node:path';
import { readPackages } from './facts.ts';
import { LAYERS } from './layers.ts';
import { checkBoundaries } from './rules.ts';

const root = dirname(dirname(import.meta.dir));
const packages = readPackages(root);
const findings = checkBoundaries(packages, LAYERS);
for (const { level, place, message } of findings) console.log(`${level}: ${place}: ${message}`);

const files = packages.flatMap((each) => each.files);
const imports = files.flatMap((file) => file.imports);
const errors = findings.filter(({ level }) => level === 'error').length;
console.log(
  `${packages.length} packages, ${files.length} files, ${imports.length} imports: ${errors} errors, ${findings.length - errors} warnings`,
);
process.exitCode = errors === 0 && imports.length > 0 ? 0 : 1;
