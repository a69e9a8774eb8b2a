import { Command } from 'commander';
import { addAudit } from './audit/command.ts';
import { addBot } from './bot/command.ts';
import { addCheck } from './check/command.ts';
import { addContacts } from './contacts/command.ts';
import { addConnect } from './connect/command.ts';
import { addConsolePassword } from './console-password.ts';
import { addDb } from './db/command.ts';
import { languageNow, type Language } from './language.ts';
import { addLog } from './log.ts';
import { packageVersion } from './package.ts';
import { addProblems } from './problems.ts';
import { addQuestions } from './questions/command.ts';
import { addReload } from './reload.ts';
import { addSandbox } from './sandbox.ts';
import { addServe } from './serve.ts';
import { speak } from './speak.ts';
import { addStatus } from './status/command.ts';
import { addWebhook } from './webhook.ts';

/** All commands. Parsing throws commander's own errors instead of ending the process. */
export function createProgram(language: Language = languageNow()): Command {
  const program = new Command('optiatiende')
    .description('Every WhatsApp conversation of a bot, in Chatwoot, once and in order.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .showHelpAfterError('See `optiatiende --help`, or `optiatiende COMMAND --help`.')
    .addHelpText(
      'after',
      '\nSettings are variables of the environment, or lines of .env in this folder: docs/SETTINGS.md.\n' +
        'Exit codes: 0 all is well, 1 something is wrong or failed, 2 wrong settings or wrong use.\n\n' +
        'Example, to look around without any settings:\n  optiatiende sandbox',
    );
  addServe(program);
  addSandbox(program);
  addConnect(program);
  addCheck(program);
  addWebhook(program);
  addLog(program);
  addStatus(program);
  addProblems(program);
  addDb(program);
  addAudit(program);
  addReload(program);
  addBot(program);
  addQuestions(program);
  addConsolePassword(program);
  addContacts(program);
  speak(program, language);
  return program;
}
