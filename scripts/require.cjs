'use strict';
// In a program's bundle `require` is at hand; loading node:module for it costs half a millisecond.
exports.createRequire = () => (name) => require(name);
