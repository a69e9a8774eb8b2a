import { cleanText, cutText, isBlank } from '../../text.ts';

/** One row of a list as WhatsApp takes it. */
export interface Row {
  id: string;
  title: string;
  description?: string;
}

interface Wanted {
  id: string;
  title: string;
  description?: string;
}

/** Meta's limits in characters, counted as UTF-16 units. */
const limit = { buttonId: 256, buttonTitle: 20, rowId: 200, rowTitle: 24, description: 72 };

/** Reply buttons within the limits: blank ones gone, titles cut, ids and titles unique (WhatsApp refuses the whole message otherwise). */
export function tidyButtons(wanted: Wanted[]): { id: string; title: string }[] {
  return tidy(wanted, limit.buttonId, limit.buttonTitle).map(({ id, title }) => ({ id, title }));
}

/** List rows within the limits. A title that had to be cut is given in full as the description where there is none. */
export function tidyRows(wanted: Wanted[]): Row[] {
  return tidy(wanted, limit.rowId, limit.rowTitle).map(({ id, title, full, description }) => {
    const more = oneLine(description ?? '') || (full.length > limit.rowTitle ? full : '');
    return isBlank(more) ? { id, title } : { id, title, description: cutText(more, limit.description) };
  });
}

/** More choices than WhatsApp shows, as text to answer by number; nothing needs to be cut here. */
export function numbered(wanted: Wanted[]): string {
  return wanted
    .map(({ id, title, description }) =>
      [oneLine(title) || oneLine(id), oneLine(description ?? '')].filter(Boolean).join(' – '),
    )
    .filter((line) => line !== '')
    .map((line, index) => `${index + 1}. ${line}`)
    .join('\n');
}

function tidy(wanted: Wanted[], idMax: number, titleMax: number): (Row & { full: string })[] {
  const ids = new Set<string>();
  const titles = new Set<string>();
  const seen = new Set<string>();
  return wanted.flatMap((choice) => {
    const full = oneLine(choice.title) || oneLine(choice.id);
    const wantedId = oneLine(choice.id) || full;
    const same = `${wantedId}\n${full}`;
    if (isBlank(full) || seen.has(same)) return [];
    seen.add(same);
    const id = unique(wantedId, idMax, ids);
    const title = unique(full, titleMax, titles);
    return [{ id, title, full, ...(choice.description === undefined ? {} : { description: choice.description }) }];
  });
}

/** The text within `max`, with ` 2`, ` 3`, … where it was there already. */
function unique(text: string, max: number, used: Set<string>): string {
  let name = cutText(text, max);
  for (let count = 2; used.has(name); count++) name = `${cutText(text, max - ` ${count}`.length)} ${count}`;
  used.add(name);
  return name;
}

/** Labels have no line breaks; blank ones count as empty. */
function oneLine(text: string): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  return isBlank(line) ? '' : line;
}
