'use strict';
// `node warm.cjs CACHE BUNDLE LINE...` runs the command lines one after the other in this process, and keeps the code that V8 compiled for all of
// them as the loader's cache. (A process that loads a cache and makes a new one loses what it did not run itself.)
const { readFileSync, writeFileSync } = require('fs');
const { dirname } = require('path');
const { Script } = require('vm');

const [cache, file, ...lines] = process.argv.slice(2);
const folder = dirname(file);
const script = new Script(readFileSync(file, 'latin1'), { filename: file });
const exit = process.exit;
const start = () => {
  const line = lines.shift();
  if (line === undefined) {
    writeFileSync(cache, script.createCachedData());
    exit(0);
  }
  process.argv = [process.execPath, file, ...line.split(' ')];
  script.runInThisContext()({}, (name) => require(name[0] === '.' ? `${folder}/${name}` : name), module, file, folder);
};
// A program ends here when it has done its work.
process.exit = () => setImmediate(start);
start();
