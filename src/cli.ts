import { CommanderError } from 'commander';
import { createProgram } from './cli/program.ts';
import { Misconfigured } from './errors.ts';

// A reader that has seen enough (`optiatiende status | head -1`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has said it already. Only what was asked for (help, version) ends well.
    process.exit(error.exitCode === 0 ? 0 : 2);
  }
  if (!(error instanceof Misconfigured)) throw error;
  console.error(error.message);
  process.exit(2);
}
