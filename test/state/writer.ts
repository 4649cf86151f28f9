/** A process that writes objects one by one and says which are durable: node writer <folder> <name> <count>. */
import { writeSync } from 'node:fs';
import { openFileStore } from '../../state/file-store.ts';

const [folder, name, count] = process.argv.slice(-3) as [string, string, string];
const store = openFileStore({ folder, foldAt: 20_000 });
for (let n = 0; n < Number(count); n++) {
  // Two keys a transaction: both must be there, or neither.
  await store.transaction(() => {
    for (const folder of ['/azure/pair', '/azure']) store.put(`${folder}/${name}/${n}`, 'x'.repeat(n % 500));
  });
  await store.durable(store.revision);
  writeSync(1, `${n}\n`);
}
