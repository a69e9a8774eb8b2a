import { Help, type Command, type Option } from 'commander';
import type { Language } from './language.ts';
import { here } from './here.ts';
import { helpEs } from './words/help-es.ts';
import { inSpanish } from './words/spanish.ts';
import { helpLinesInSpanish } from './words/spanish-terminal.ts';

/** Has the help and the faults of a program and its commands speak this language, and name commands as they are called here. */
export function speak(program: Command, language: Language): void {
  const spanish = language === 'es';
  each(program, '', (command, path) => {
    command.configureOutput({
      writeOut: (text) => process.stdout.write(here(spanish ? lines(text) : text)),
      writeErr: (text) => process.stderr.write(here(spanish ? lines(text) : text)),
      outputError: (text, write) => write(spanish ? placesInSpanish(text.split('\n').map(inSpanish).join('\n')) : text),
    });
    if (!spanish) return;
    command.helpOption('-h, --help', 'muestra esta ayuda');
    if (command.commands.length > 0) command.helpCommand('help [comando]', 'muestra la ayuda de un comando');
    command.showHelpAfterError('Mirá `optiatiende --help`, o `optiatiende COMANDO --help`.');
    const says = helpEs[path];
    if (says === undefined) return;
    if (says.summary !== undefined) command.summary(says.summary);
    if (says.description !== undefined) command.description(says.description);
    for (const argument of command.registeredArguments)
      argument.description = says.of?.[argument.name()] ?? argument.description;
    for (const option of command.options) option.description = says.of?.[nameOf(option)] ?? option.description;
    command.configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      optionDescription: (option) => notesInSpanish(Help.prototype.optionDescription.call(new Help(), option)),
      argumentDescription: (argument) => notesInSpanish(Help.prototype.argumentDescription.call(new Help(), argument)),
      commandUsage: (own) => placesInSpanish(Help.prototype.commandUsage.call(new Help(), own)),
      subcommandTerm: (own) => placesInSpanish(Help.prototype.subcommandTerm.call(new Help(), own)),
      optionTerm: (option) => placesInSpanish(Help.prototype.optionTerm.call(new Help(), option)),
    });
  });
}

const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => helpLinesInSpanish.reduce((said, [pattern, spanish]) => said.replace(pattern, spanish), line))
    .join('\n');

/** Every command with the words that lead to it, the program itself first with none. */
export function each(command: Command, path: string, use: (command: Command, path: string) => void): void {
  use(command, path);
  for (const own of command.commands) each(own, `${path} ${own.name()}`.trim(), use);
}

export const nameOf = (option: Option): string => option.long ?? option.flags;

/** What stands for a value in the form of a command. */
const places: Record<string, string> = {
  options: 'opciones',
  command: 'comando',
  number: 'número',
  text: 'texto',
  name: 'nombre',
  seconds: 'segundos',
  address: 'dirección',
  account: 'cuenta',
  who: 'quiénes',
  switch: 'sí o no',
  release: 'versión',
  file: 'archivo',
  url: 'dirección',
  when: 'cuándo',
  time: 'cuándo',
  kind: 'cuál',
  share: 'parte',
  role: 'papel',
};
const placesInSpanish = (text: string): string =>
  text.replace(/([<[])(\w+)(?=(?:\.\.\.)?[>\]])/g, (whole, open: string, word: string) =>
    places[word] === undefined ? whole : open + places[word],
  );

const titles: Record<string, string> = {
  'Usage:': 'Uso:',
  'Options:': 'Opciones:',
  'Commands:': 'Comandos:',
  'Arguments:': 'Datos:',
};
const notesInSpanish = (text: string): string => text.replace(notes, (word) => noteWords[word] ?? word);
const notes = /\b(choices|default)(?=: )/g;
const noteWords: Record<string, string> = { choices: 'uno de', default: 'de fábrica' };
