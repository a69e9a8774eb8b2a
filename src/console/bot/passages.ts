import { csvPassages } from '../../bots/llm/knowledge/csv.ts';
import { markdownPassages } from '../../bots/llm/knowledge/markdown.ts';

/** How the bot would look things up in a file of its knowledge: in these pieces, each by itself. */
export interface PassagesPreview {
  passages: { head: string; text: string }[];
  /** How many there are; the first are shown. */
  count: number;
}

const SHOWN = 40;

export function previewPassages(content: string, name: string): PassagesPreview {
  const all = /\.[ct]sv$/i.test(name) ? csvPassages(content, name) : markdownPassages(content, name);
  const passages: PassagesPreview['passages'] = [];
  let count = 0;
  for (const { head, text } of all) {
    count += 1;
    if (passages.length < SHOWN) passages.push({ head, text });
  }
  return { passages, count };
}
