import { textOf, textsOf, type ChatRequest, type Said } from './chat.ts';

/**
 * A "model" without a mind: it answers with the passage that shares most words with the question, looks up what it was not given, and has a
 * person asked where it finds nothing. The same request, the same answer.
 */
export function fromPassages(request: ChatRequest): Said {
  const asked = lastWords(request);
  const english = /\b(the|what|how|you|is|are|do|hello|hi|thanks|where|when)\b/i.test(asked);
  const has = (name: string) => request.tools?.some((tool) => tool.function.name === name) ?? false;
  const last = request.messages.at(-1);
  const found = passagesIn(last?.role === 'tool' ? textOf(last) : textsOf(request, 'system', 'developer'));
  if (last?.role !== 'tool') {
    if (/\b(persona|humano|agente|person|human|agent)\b/i.test(asked) && has('hand_off')) {
      const words = english
        ? 'A person of the team will answer you here.'
        : 'Una persona del equipo va a responder por aquí.';
      return { calls: [{ name: 'hand_off', arguments: { reason: asked.slice(0, 100), words, asked: true } }] };
    }
    if (/^\W*(hola|buenas|buen d[ií]a|hello|hi|hey)\W*$/i.test(asked))
      return { text: english ? 'Hello! How can I help you?' : '¡Hola! ¿Cuál es la consulta?' };
    if (/^\W*(muchas )?(gracias|thanks|thank you)\W*$/i.test(asked))
      return { text: english ? 'You are welcome!' : '¡De nada!' };
  }
  const best = bestOf(found, asked);
  if (best !== null) return { text: best };
  if (last?.role !== 'tool' && has('search_knowledge'))
    return { calls: [{ name: 'search_knowledge', arguments: { query: asked.slice(0, 200) } }] };
  return {
    text: english
      ? 'I do not have that information. Would you like a person of the team to answer?'
      : 'No tengo esa información. ¿Mejor que responda una persona del equipo?',
  };
}

/** What the customer said last, without marks in square brackets in front of it. */
export function lastWords({ messages }: ChatRequest): string {
  const end = messages.findLastIndex(({ role }) => role === 'user');
  return end < 0
    ? ''
    : textOf(messages[end]!)
        .replace(/^\[[^\]\n]*\]\s*/gm, '')
        .trim();
}

function passagesIn(text: string): string[] {
  return [...text.matchAll(/<passage[^>]*>\n?([\s\S]*?)<\/passage>/g)].map(([, inside = '']) => inside.trim());
}

/** The words of a passage below its heading; null where no passage shares a word with the question. */
function bestOf(passages: string[], asked: string): string | null {
  const wanted = stems(asked);
  let best: { text: string; score: number } | null = null;
  for (const text of passages) {
    const own = stems(text);
    const score = [...wanted].filter((word) => own.has(word)).length;
    if (score > (best?.score ?? 0)) best = { text, score };
  }
  return best === null
    ? null
    : best.text
        .replace(/^#[^\n]*\n+/, '')
        .replace(/^>[^\n]*\n/gm, '')
        .trim()
        .slice(0, 800);
}

/** The beginnings of the longer words. */
function stems(text: string): Set<string> {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return new Set((plain.match(/[\p{L}\p{N}]{4,}/gu) ?? []).map((word) => word.slice(0, 5)));
}
