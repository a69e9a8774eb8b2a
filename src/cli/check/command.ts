import type { Command } from 'commander';
import { loadEnvironment } from '../../config.ts';
import { withChannel, type ChannelOption } from '../channel-option.ts';
import { languageOf } from '../language.ts';
import { mark } from '../print.ts';
import { wordsIn, type CheckWords } from '../words/words.ts';
import { providerWords } from '../../providers/known.ts';
import type { Line, LineName } from './line.ts';

/** `check`: everything the service needs, tried; nothing is left behind. */
export function addCheck(program: Command): void {
  const command = program
    .command('check')
    .summary('try settings, Chatwoot, tokens, WhatsApp, webhooks, bot, database and clock')
    .description(
      'Tries everything the service needs, without leaving anything behind, while it runs as well as before. Each line says ok, warning ' +
        'or wrong, why, and what to do. Exit code: 0 where nothing is wrong, 1 where something is, 2 where the settings are.',
    )
    .option('--json', 'print for programs: {"ok", "lines": [{"channel", "name", "state", "detail", "fix"}]}')
    .addHelpText('after', '\nExample:\n  UI_LANGUAGE=en optiatiende check');
  withChannel(command).action(check);
}

async function check(options: ChannelOption & { json?: true }): Promise<void> {
  const environment = loadEnvironment();
  const { check: words, channels: says } = wordsIn(languageOf(environment));
  const { runCheck } = await import('./run.ts');
  const lines: Line[] = [];
  for await (const line of runCheck(environment, words, options)) {
    if (!options.json && line.channel !== lines.at(-1)?.channel)
      console.log(line.channel === undefined ? '' : `\n${says.heading(line.channel)}`);
    lines.push(line);
    if (!options.json) console.log(shown(line, words));
  }
  const wrong = lines.filter(({ state }) => state === 'wrong');
  const warnings = lines.filter(({ state }) => state === 'warning');
  if (options.json) console.log(JSON.stringify({ ok: wrong.length === 0, lines: lines.map(open) }, null, 2));
  else console.log(`\n${words.verdict(wrong.length, warnings.length, isWhole(lines))}`);
  if (wrong.length > 0) process.exitCode = wrong.some(({ name }) => name === 'settings') ? 2 : 1;
}

/** Whether every channel does what the service is for. */
const isWhole = (lines: readonly Line[]): boolean =>
  lines.filter(({ name }) => name === 'job').every(({ state }) => state === 'ok');

/** What a program prints is kept in logs: without the address. */
const open = ({ address: _, ...line }: Line): Line => line;

/** A provider's name is the same in every language. */
function nameOf(name: string, { names }: CheckWords): string {
  return names[name as LineName] ?? providerWords(name).name;
}

function shown({ name, state, detail, fix, address }: Line, words: CheckWords): string {
  const head = `${mark(state, words.states[state].padEnd(words.stateWidth))}  ${nameOf(name, words).padEnd(words.nameWidth)}  ${detail}`;
  const indent = ' '.repeat(words.stateWidth + words.nameWidth + 4);
  const below = [...(address === undefined ? [] : [address]), ...(fix === undefined ? [] : [`→ ${fix}`])];
  return [head, ...below.map((line) => indent + line)].join('\n');
}
