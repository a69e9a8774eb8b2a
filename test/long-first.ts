import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders whose files wait long: for services that start, for faults to pass, for a browser. */
const LONG = ['load', 'crash', 'cli', 'listen', 'media', 'web', 'build'];

/** Begins with the files that take longest. Otherwise one of them would come last and run alone: two minutes, on a new machine. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex((folder) => moduleId.includes(`/test/${folder}/`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
