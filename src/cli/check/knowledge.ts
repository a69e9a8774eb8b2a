import { examineKnowledge } from '../../bots/llm/knowledge/examine.ts';
import { pdfTrouble } from '../../bots/llm/knowledge/pdf/trouble-words.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

/** What of `BOT_KNOWLEDGE` the bot will not know; nothing where it will know all of it. */
export async function* checkKnowledge(folder: string | null, words: CheckWords): AsyncGenerator<Line> {
  if (folder === null) return;
  const { findings } = await examineKnowledge(folder);
  for (const { file, trouble } of findings) {
    const why = trouble === null ? words.knowledgeOther : pdfTrouble[words.language][trouble];
    yield { name: 'bot', state: 'warning', detail: `BOT_KNOWLEDGE: ${file} ${why}` };
  }
}
