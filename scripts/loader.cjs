#!/usr/bin/env node
'use strict';
// Runs the program from its bundle, with the code that V8 compiled the last time (a third of a short command's time is compiling).
const { readFileSync, renameSync, writeFileSync } = require('fs');
const { Script } = require('vm');

const folder = __dirname.slice(0, -__dirname.split(/[\\/]/).pop().length) + 'lib/';
const file = folder + '__PROGRAM__.js';
const cacheFile = `${file}.${process.version}-${process.arch}.cache`;
let cachedData;
try {
  cachedData = readFileSync(cacheFile);
} catch {}
const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData });
if (!cachedData || script.cachedDataRejected) {
  process.once('exit', () => {
    try {
      const temporary = `${cacheFile}.${process.pid}`;
      writeFileSync(temporary, script.createCachedData());
      renameSync(temporary, cacheFile);
    } catch {} // A folder that cannot be written: the next start compiles again.
  });
}
script.runInThisContext()({}, (name) => require(name.startsWith('.') ? folder + name : name), module, file, folder);
