import { writeSync } from 'node:fs';
import { acquireDataDirectory } from '../data-directory.ts';
import { openSqliteStore } from '../sqlite/sqlite-store.ts';

// A process for the kill test: takes the data directory, goes on counting from where the store is, in transactions of two
// writes, and prints every number once it is acknowledged.

const [directory = ''] = process.argv.slice(2);
acquireDataDirectory(directory);
const store = openSqliteStore(`${directory}/portico.db`);
const scope = { accountId: '000000000000', region: 'eu-west-1' };
for (let n = Number(store.settings.get('count') ?? 0) + 1; ; n++) {
  store.transaction(() => {
    store.settings.set('count', String(n));
    store.sagemakerModels.put(scope, `model-${n}`, { ModelName: `model-${n}`, PrimaryContainer: {}, CreationTime: n });
  });
  writeSync(1, `${n}\n`);
}
