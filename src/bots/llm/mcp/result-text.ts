import type { CallToolResult } from '@ai-sdk/mcp';
import { list, record } from '../../../wire/read.ts';
import type { ToolResult } from '../tools/operator-tool.ts';

/** Characters of a result that a model is shown. */
const MOST_SHOWN = 4_000;

/** What a tool gave back, as data for the model. What it says of a failure is not told: it may hold what is nobody's business. */
export function resultText(result: CallToolResult): ToolResult {
  const given = record(result) ?? {};
  if (given['isError'] === true) return { ok: false, text: 'Not done: the tool reports an error.' };
  const parts = list(given['content']).map((part) => partText(record(part) ?? {}));
  const structured = given['structuredContent'] ?? given['toolResult'];
  const spoken = parts.filter((part) => part !== '').join('\n');
  const text = spoken === '' && structured !== undefined ? JSON.stringify(structured) : spoken;
  return { ok: true, text: text.slice(0, MOST_SHOWN).trim() || 'Done.' };
}

function partText(part: Record<string, unknown>): string {
  if (typeof part['text'] === 'string') return part['text'];
  const resource = record(part['resource']);
  if (typeof resource?.['text'] === 'string') return resource['text'];
  const type = part['type'];
  // A picture or a sound is nothing that it could read.
  return typeof type === 'string' && /^[a-z_]{1,20}$/.test(type) ? `[${type}]` : '';
}
