import { createInterface } from 'node:readline';
import { Talk, type Scene } from '../../bots/eval/talk.ts';
import { failureOf } from '../../bots/fault.ts';
import { systemClock } from '../../clock.ts';
import { loadEnvironment, type Settings } from '../../config.ts';
import { isOpen as areThere } from '../../hours.ts';
import { languageOf } from '../language.ts';
import { mark } from '../print.ts';
import { wordsIn } from '../words/words.ts';
import { openChosen, type BotChoice } from './open.ts';
import { shown } from './shown.ts';

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
  // A pipe has mostly ended before the first answer is there.
  let isOpen = true;
  lines.once('close', () => (isOpen = false));
  const prompt = () => (isOpen ? lines.prompt() : void process.stdout.write('> '));
  prompt();
  try {
    for await (const line of lines) {
      if (line.trim() !== '') console.log(await answerTo(line.trim()));
      prompt();
    }
  } finally {
    await close();
  }

  async function answerTo(line: string): Promise<string> {
    const option = /^\d+$/.test(line) ? talk.offered[Number(line) - 1] : undefined;
    talk.scene = sceneOf(settings.handoff, systemClock.now());
    try {
      const heard = await talk.say(
        [option === undefined ? line : { choose: option.title }],
        AbortSignal.timeout(settings.bot.timeoutMs),
      );
      return shown(heard, words, settings.uiLanguage);
    } catch (error) {
      return mark('wrong', words.failed(failureOf(error).text));
    }
  }
}

/** As it is now where the business is. */
function sceneOf({ hours, timeZone }: Settings['handoff'], at: number): Scene {
  return { at, timeZone, peopleAreThere: hours === null || areThere(hours, timeZone, at) };
}
