import { InvalidArgumentError, Option, type Command } from 'commander';
import { withChannel, type ChannelOption } from '../channel-option.ts';
import type { BotCheckOptions } from './check.ts';
import type { EvalOptions } from './eval.ts';
import type { BotChoice } from './open.ts';

const kinds = ['faq', 'llm', 'http', 'module'] as const;

const botOption = () => new Option('--bot <kind>', 'the bot that answers (default: BOT)').choices(kinds);

/** `bot`: how well it answers, without WhatsApp, Chatwoot and database. */
export function addBot(program: Command): void {
  const bot = program
    .command('bot')
    .summary('see how well the bot answers: by a file of questions, or in a talk')
    .description('Asks the bot of the settings, or another with --bot, without WhatsApp, Chatwoot and database.');
  withChannel(
    bot
      .command('eval')
      .argument('<file>', 'cases, one JSON object a line: docs/FAQ.md, examples/eval.jsonl')
      .summary('ask it the questions of a file, and see what must hold of its answers')
      .description(
        'Shows each case with what it came to, and the score. Wrong is what was answered as sure and is not what was wanted; halfway what may be ' +
          'put right by the next word. Exit code: 0 where enough are right and not too many wrong, 1 where not, 2 wrong use.',
      )
      .addOption(botOption())
      .option('--min <share>', 'the share that must be right, 0 to 1', share, 0.9)
      .option('--wrong <number>', 'how many may be wrong', whole, 0)
      .option('--json', 'print for programs')
      .addHelpText('after', '\nExample:\n  optiatiende bot eval examples/eval.jsonl --bot faq'),
    'the bot of this channel, by its name in CHANNELS (default: the first)',
  ).action(async (file: string, options: EvalOptions) => (await import('./eval.ts')).evaluate(file, options));
  withChannel(
    bot
      .command('try')
      .summary('talk to it on the terminal')
      .description('Each line is a message; the history is kept as in a real talk. Nothing is stored.')
      .addOption(botOption())
      .addHelpText('after', '\nExample:\n  BOT_FAQ=./my-faq.md optiatiende bot try'),
    'the bot of this channel, by its name in CHANNELS (default: the first)',
  ).action(async (options: BotChoice) => (await import('./try.ts')).tryBot(options));
  withChannel(
    bot
      .command('mcp')
      .summary('print the tools of the MCP servers in BOT_MCP as they are now, to be put into that file')
      .description('Asks each server for its list, and calls nothing. What the file says of a tool besides stays.')
      .addHelpText('after', '\nExample:\n  optiatiende bot mcp'),
    'the servers of this channel, by its name in CHANNELS (default: the first)',
  ).action(async (options: ChannelOption) => (await import('./mcp.ts')).printMcp(options));
  bot
    .command('check')
    .argument('<bot>', 'the address of your program (BOT_URL), or the file of your module (BOT_MODULE)')
    .summary('try a bot of your own: what it must do, and what breaks careless ones')
    .description(
      'Puts invented turns to it: good ones, repeats, large, odd and hostile ones, files, wrong signatures, broken calls. Says what it ' +
        'breaks, with what to do. An address is called with BOT_SECRET; for actions that come later API_TOKEN is asked for. Exit code: 0 ' +
        'it conforms, 1 it does not, 2 wrong use.',
    )
    .option(
      '--port <number>',
      'where it finds this side: for files, and for actions that come later (default: PORT)',
      port,
    )
    .option('--timeout <seconds>', 'the time of each answer, as BOT_TIMEOUT', seconds, 20)
    .option('--json', 'print for programs')
    .addHelpText(
      'after',
      '\nExamples:\n  optiatiende bot check http://127.0.0.1:8900/turns\n  optiatiende bot check ./my-bot.ts',
    )
    .action(async (target: string, options: BotCheckOptions) =>
      (await import('./check.ts')).checkOwnBot(target, options),
    );
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('It must be a port, 0 to 65535.');
  return Number(text);
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= 600))
    throw new InvalidArgumentError('It must be a number of seconds, up to 600.');
  return value;
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('It must be a number from 0 to 1.');
  return value;
}

function whole(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
