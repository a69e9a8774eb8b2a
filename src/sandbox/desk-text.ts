import MarkdownIt from 'markdown-it';
import type { DeskPiece, DeskTag } from './types.ts';

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

/** As the agents' page of Chatwoot 4.15.1 reads every message. */
const markdown = new MarkdownIt({
  html: false,
  breaks: true,
  linkify: true,
  typographer: true,
  quotes: '“”‘’',
  maxNesting: 20,
}).disable('lheading');

const TAGS: ReadonlySet<string> = new Set<DeskTag>([
  ...(['p', 'strong', 'em', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'hr', 'br', 'a', 'img'] as const),
  ...(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td'] as const),
]);
/** What a link may lead to after the page's own cleaning; any other is shown as its words alone. */
const LINKS = /^(https?|mailto|tel):/i;

/**
 * What an agent sees of a message, as pieces that the page draws itself: nothing in a text can become markup of ours. Reads only what
 * it has not read before, as the page asks ten times a second.
 */
export function deskPieces(content: string): DeskPiece[] {
  const known = read.get(content);
  if (known) return known;
  const pieces = piecesOf(markdown.parse(content, {}));
  if (read.size >= KEPT) read.clear();
  read.set(content, pieces);
  return pieces;
}

/** The words of a message without any mark, in one line, as the list of conversations shows the last one. */
export const deskLine = (content: string): string =>
  deskPieces(content).map(wordsOf).join(' ').replace(/\s+/g, ' ').trim();

const BLOCKS: ReadonlySet<string> = new Set(['p', 'li', 'br', 'hr', 'pre', 'tr', 'td', 'th']);

function wordsOf(piece: DeskPiece): string {
  if (typeof piece === 'string') return piece;
  const words = piece.parts.map(wordsOf).join('');
  return BLOCKS.has(piece.tag) ? ` ${words} ` : words;
}

const KEPT = 1_000;
const read = new Map<string, DeskPiece[]>();

type Marked = Exclude<DeskPiece, string>;

function piecesOf(tokens: readonly Token[]): DeskPiece[] {
  const root: DeskPiece[] = [];
  const open: { parts: DeskPiece[]; hidden: boolean }[] = [];
  const here = () => open.findLast(({ hidden }) => !hidden)?.parts ?? root;
  for (const token of tokens) {
    if (token.nesting === -1) open.pop();
    else if (token.nesting === 1) {
      const piece = pieceOf(token);
      if (piece && !token.hidden) here().push(piece);
      open.push({ parts: piece?.parts ?? [], hidden: !piece || token.hidden });
    } else here().push(...single(token));
  }
  return root;
}

/** What a token opens; null for what is shown without a mark of its own. */
function pieceOf(token: Token): Marked | null {
  if (!TAGS.has(token.tag)) return null;
  const piece: Marked = { tag: token.tag as DeskTag, parts: [] };
  const [href, start] = [attribute(token, 'href'), attribute(token, 'start')];
  if (href !== null && !LINKS.test(href)) return null;
  if (href !== null) piece.href = href;
  if (start !== null) piece.start = Number(start);
  return piece;
}

function single(token: Token): DeskPiece[] {
  switch (token.type) {
    case 'inline':
      return piecesOf(token.children ?? []);
    case 'softbreak':
    case 'hardbreak':
      return [{ tag: 'br', parts: [] }];
    case 'hr':
      return [{ tag: 'hr', parts: [] }];
    case 'code_inline':
      return [{ tag: 'code', parts: [token.content] }];
    case 'code_block':
    case 'fence':
      return [{ tag: 'pre', parts: [token.content.replace(/\n$/, '')] }];
    case 'image':
      return [{ tag: 'img', href: attribute(token, 'src') ?? '', parts: [token.content] }];
    default:
      return token.content === '' ? [] : [token.content];
  }
}

function attribute(token: Token, name: string): string | null {
  const value = token.attrGet(name);
  return value === null ? null : String(value);
}
