// Mocha's spec reporter, which also writes what ran as JSON into the file that ROLLCALL_TEST_REPORT names: once before
// the first test, so that a crash is seen, and once at the end.
const fs = require('node:fs');
const path = require('node:path');
const { format } = require('node:util');
const Mocha = require('mocha');

// In the extension host other things write to the console as well: there each line of ours is marked.
const mark = process.env.ROLLCALL_TEST_MARK;
if (mark !== undefined) {
  Mocha.reporters.Base.consoleLog = (...args) => {
    for (const line of format(...args).split('\n')) console.log(`${mark}${line}`);
  };
}

module.exports = class Report extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.ROLLCALL_TEST_REPORT;
    if (file === undefined) return;
    const tests = [];
    const record = (state) => (test, error) => {
      tests.push({
        file: test.file ?? test.parent?.file ?? '',
        title: test.fullTitle(),
        state,
        hook: test.type === 'hook',
        ms: test.duration ?? 0,
        ...(error === undefined ? {} : { error: String(error?.stack ?? error) }),
      });
      // The extension host may be gone before the end: then this tells how far it came.
      if (mark !== undefined) write(false);
    };
    const write = (ended) => {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, JSON.stringify({ ended, expected: runner.total, tests }, null, 1));
    };
    write(false);
    runner.on('pass', record('passed'));
    // A failing hook is a failure too; the tests that it kept from running are missed by the count.
    runner.on('fail', record('failed'));
    runner.on('pending', record('pending'));
    runner.on('end', () => write(true));
  }
};
