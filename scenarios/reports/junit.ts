/** JUnit XML as CI servers read it: a suite a scenario, a case a step. */
import { brokenOf, secondsOf, stepsOf, type Entry } from './index.ts';
import { failureLines } from './failure.ts';

export function junit(entries: Entry[]): string {
  const suites = entries.map(suite);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

function suite(entry: Entry): string {
  const steps = stepsOf(entry);
  const broken = brokenOf(entry);
  const failures = steps.filter((s) => !s.ok && !s.allowed).length;
  const time = secondsOf('result' in entry ? entry.result.milliseconds : 0);
  const cases = steps.map(
    (s) =>
      `    <testcase classname="${xml(entry.name)}" name="${xml(s.step.title)}" time="${secondsOf(s.milliseconds)}"${
        s.ok || s.allowed
          ? '/>'
          : `>\n      <failure message="${xml(failureLines(s)[0] ?? 'not as expected')}">${xml(failureLines(s).join('\n'))}</failure>\n    </testcase>`
      }\n`,
  );
  if (broken)
    cases.push(
      `    <testcase classname="${xml(entry.name)}" name="scenario">\n      <error message="${xml(broken.split('\n')[0]!)}">${xml(broken)}</error>\n    </testcase>\n`,
    );
  return `  <testsuite name="${xml(entry.name)}" tests="${cases.length}" failures="${failures}" errors="${broken ? 1 : 0}" time="${time}">\n${cases.join('')}  </testsuite>\n`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML 1.0 cannot hold are left out. */
function xml(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/gu, '').replace(/[&<>"]/g, (c) => ESCAPES[c]!);
}
