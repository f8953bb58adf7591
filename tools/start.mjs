/** `npm start`: installs what the server needs, then becomes `portico start` with the arguments after `--`. */
import { becomePortico, ROOT, requireHostNode } from '../bin/launch.mjs';
import { installPackages } from './install/packages.mjs';

requireHostNode();
installPackages(ROOT, { development: false, what: 'what Portico needs to run' });
becomePortico(['start', ...process.argv.slice(2)]);
