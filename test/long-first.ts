import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, and then the folders whose files wait long: for services that start, for faults to pass, for a browser. */
const LONG = [
  'chaos/short.test.ts',
  'load/faults.test.ts',
  'crash/kill.test.ts',
  'media/heavy.test.ts',
  'deliver/refused-text.test.ts',
  'deliver/nobody-answers.test.ts',
  'cli/serve.test.ts',
  'chaos/',
  'load/',
  'crash/',
  'cli/',
  'trouble/',
  'build/',
  'web/',
  'listen/',
  'media/',
  'postgres/',
  'bench/',
  'audit/',
  'channels/',
];

/**
 * Begins with the files that take longest. Otherwise one of them would come last and run alone: two minutes, on a new machine. One project
 * after the other, since a process goes on with files of its own project only.
 */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex((part) => moduleId.includes(`/test/${part}`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).toSorted(
      (a, b) => a.project.name.localeCompare(b.project.name) || rank(a) - rank(b),
    );
  }
}
