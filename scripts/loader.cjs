#!/usr/bin/env node
'use strict';
// Runs the program from its bundle, with the code that V8 compiled the last time (a third of a short command's time is compiling).
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('fs');
const { dirname } = require('path');
const { Script } = require('vm');

const folder = `${dirname(__dirname)}/lib`;
const file = `${folder}/__PROGRAM__.js`;
// Beside the bundle, or where that folder cannot be written, in the user's home. The build and Node's version are in the name.
const name = `/__CACHE__`;
const caches = [folder, `${process.env.AKSLAB_HOME || `${process.env.HOME}/.akslab`}/cache`];

let cachedData;
for (const cache of caches) {
  try {
    cachedData = readFileSync(cache + name);
    break;
  } catch {}
}
const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData });
if (!cachedData || script.cachedDataRejected) {
  process.once('exit', () => {
    for (const cache of caches) {
      try {
        mkdirSync(cache, { recursive: true });
        const temporary = `${cache}${name}.${process.pid}`;
        writeFileSync(temporary, script.createCachedData());
        renameSync(temporary, cache + name);
        return;
      } catch {} // Nowhere to write: the next start compiles again.
    }
  });
}
script.runInThisContext()({}, (name) => require(name[0] === '.' ? `${folder}/${name}` : name), module, file, folder);
