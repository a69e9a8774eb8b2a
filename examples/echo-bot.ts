/**
 * The smallest bot: it says back what it was told. Run it with
 *
 *     BOT=module BOT_MODULE=./examples/echo-bot.ts npm start
 *
 * In a project of your own: import type { Turn } from 'optiatiende';
 */
import type { Turn } from '../src/bots/bot.ts';

export default function echo({ messages, language }: Turn): string {
  // All messages since the last answer come together: people write in several short ones.
  const said = messages.map(({ text }) => text).join('\n');
  return language === 'es' ? `Dijiste: ${said}` : `You said: ${said}`;
}
