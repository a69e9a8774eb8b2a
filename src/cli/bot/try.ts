import { createInterface } from 'node:readline';
import { failureOf } from '../../bots/fault.ts';
import { optionsOf, Talk } from '../../bots/eval/talk.ts';
import { loadEnvironment } from '../../config.ts';
import { languageOf } from '../language.ts';
import { mark } from '../print.ts';
import { wordsIn } from '../words/words.ts';
import { openChosen, type BotChoice } from './open.ts';

/** `bot try`: a talk on the terminal; also with lines that come by a pipe. */
export async function tryBot(options: BotChoice): Promise<void> {
  const environment = loadEnvironment();
  const { bot: words } = wordsIn(languageOf(environment));
  const { examined, settings, close } = await openChosen(environment, options, words);
  const talk = new Talk(examined.bot, settings.uiLanguage);
  console.log(mark('off', words.welcome(options.bot ?? settings.bot.chain[0] ?? 'none')));
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: '> ',
    terminal: process.stdin.isTTY,
  });
  lines.prompt();
  try {
    for await (const line of lines) {
      if (line.trim() !== '') console.log(await answerTo(line.trim(), talk));
      lines.prompt();
    }
  } finally {
    await close();
  }

  async function answerTo(line: string, { offered }: Talk): Promise<string> {
    const option = /^\d+$/.test(line) ? offered[Number(line) - 1] : undefined;
    try {
      const { actions } = await talk.say(
        [option === undefined ? line : { choose: option.title }],
        AbortSignal.timeout(settings.bot.timeoutMs),
      );
      const said = actions.flatMap((action): string[] => {
        if (action.do === 'reply')
          return [action.text, ...optionsOf(action).map(({ title }, at) => mark('off', `  ${at + 1}  ${title}`))];
        if (action.do === 'handoff')
          return [...(action.words ? [action.words] : []), mark('warning', words.person(action.reason))];
        return [mark('off', words.did(action.do))];
      });
      return said.length > 0 ? said.join('\n') : mark('off', words.silent);
    } catch (error) {
      return mark('wrong', words.failed(failureOf(error).text));
    }
  }
}
