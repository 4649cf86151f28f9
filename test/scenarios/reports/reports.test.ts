import { expect } from 'chai';
import { exitCode, REPORTS, type Entry } from '../../../scenarios/reports/index.ts';
import { resultOf, scenarioOf } from '../../support/scenario.ts';

describe('scenarios: reports', () => {
  let entries: Entry[];

  before(async () => {
    const good = scenarioOf('- {title: A, run: "true"}\n');
    const bad = scenarioOf(
      `- {title: A, run: "true"}\n- {title: 'B <&"', run: {run: echo got, expect: {stdout: expected}}}\n- {title: C, run: "true"}\n`,
    );
    entries = [
      { name: 'good', file: 'good.yaml', result: await resultOf(good) },
      { name: 'bad', file: 'bad.yaml', result: await resultOf(bad) },
      { name: 'broken', file: 'broken.yaml', broken: 'broken.yaml:1:1: not YAML' },
    ];
  });

  it('exit with 0, 1 or 2', () => {
    expect(exitCode(entries.slice(0, 1))).to.equal(0);
    expect(exitCode(entries.slice(0, 2))).to.equal(1);
    expect(exitCode(entries)).to.equal(2);
  });

  it('JUnit: a suite a scenario, a case a step, failures and errors apart', () => {
    const xml = REPORTS.junit!(entries);
    expect(xml).to.match(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites/);
    expect(xml.match(/<testsuite /g)).to.have.length(3);
    expect(xml.match(/<testcase /g)).to.have.length(4);
    expect(xml.match(/<failure/g)).to.have.length(1);
    expect(xml.match(/<error/g)).to.have.length(1);
    expect(xml).to.contain('B &lt;&amp;&quot;').and.to.contain('- expected').and.to.contain('+ got');
  });

  it('TAP: a plan, a line a step, the difference as YAML', () => {
    const tap = REPORTS.tap!(entries).split('\n');
    expect(tap[0]).to.equal('TAP version 14');
    expect(tap.filter((line) => /^(not )?ok \d+ /.test(line)).map((line) => line.split(' - ')[0])).to.deep.equal([
      'ok 1',
      'ok 2',
      'not ok 3',
      'not ok 4',
    ]);
    expect(tap).to.include('1..4');
  });

  it('JSON: everything that a program may want', () => {
    const report = JSON.parse(REPORTS.json!(entries));
    expect(JSON.stringify(report)).to.contain('"got"').and.to.contain('not YAML');
  });

  it('Markdown: a table, and the failing step', () => {
    const text = REPORTS.markdown!(entries);
    expect(text)
      .to.match(/\| *good/)
      .and.to.contain('- expected')
      .and.to.contain('broken.yaml:1:1: not YAML');
  });
});
