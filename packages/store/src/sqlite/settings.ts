import type { DatabaseSync } from 'node:sqlite';
import type { Settings } from '../store.ts';
import { textOf } from './document.ts';

export function sqliteSettings(database: DatabaseSync): Settings {
  const get = database.prepare('SELECT value FROM settings WHERE key = ?');
  const set = database.prepare(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM settings WHERE key = ?');
  return {
    get(key) {
      const row = get.get(key);
      return row === undefined ? undefined : textOf(row, 'value');
    },
    set(key, value) {
      set.run(key, value);
    },
    delete: (key) => remove.run(key).changes > 0,
  };
}
