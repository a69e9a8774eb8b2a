/**
 * Prints "N passed, N failed" from vitest's JSON report; fails unless all passed. Before it, which tests passed at their second try only:
 * "unsteady: file > name". For `.ci/run`.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const [path = '', exitCode = '1'] = process.argv.slice(2);
let passed = 0;
let failed = 0;
/** @type {string[]} */
let unsteady = [];
try {
  const report = JSON.parse(readFileSync(path, 'utf8'));
  passed = report.numPassedTests;
  // A file that could not be loaded has no tests to count, and is a failure all the same.
  const broken = report.testResults.filter(
    (/** @type {{status: string, assertionResults: {status: string}[]}} */ file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  failed = report.numFailedTests + broken.length;
  unsteady = report.testResults.flatMap(unsteadyOf);
} catch {
  // No report: the set-up failed before any test ran.
}
if (unsteady.length > 0)
  console.log(`UNSTEADY: passed at the second try only: ${unsteady.length}\n${unsteady.join('\n')}\n`);
if (failed === 0 && (exitCode !== '0' || passed === 0)) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/**
 * What passed although it had failed.
 * @param {{ name: string, assertionResults: { status: string, ancestorTitles?: string[], title?: string, failureMessages?: string[] }[] }} file
 */
function unsteadyOf({ name, assertionResults }) {
  return assertionResults
    .filter(({ status, failureMessages = [] }) => status === 'passed' && failureMessages.length > 0)
    .map(({ ancestorTitles = [], title = '', failureMessages: [first = ''] = [] }) => {
      const names = [relative('.', name), ...ancestorTitles, title].filter(Boolean).join(' > ');
      return `unsteady: ${names}\n  ${first.split('\n')[0]}`;
    });
}
