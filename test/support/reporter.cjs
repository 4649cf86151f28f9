// mocha's dots, and the counts in a file: --reporter-option file=<path>.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class extends Mocha.reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () =>
      writeFileSync(options.reporterOptions.file, JSON.stringify({ passes: runner.stats.passes, failures: runner.stats.failures })),
    );
  }
};
