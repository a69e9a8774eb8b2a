import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

/** Tables that grow with what was said; the others hold a few rows. */
const big = new Set([
  ...['contacts', 'identifiers', 'places', 'events', 'messages', 'sends', 'jobs', 'files', 'pieces', 'idempotency'],
  ...['turns', 'turn_steps', 'tool_calls', 'bot_states', 'handoffs', 'report_slices'],
]);

/** Indices that hold few rows at any time, so that all of one may be read: what is open, held, failed or in human hands. */
const small = new Set([
  ...['jobs_due', 'jobs_held', 'jobs_problem', 'jobs_failing', 'events_unread', 'events_unreadable', 'contacts_human'],
  ...['jobs_problem_of', 'contacts_with_people', 'contacts_remind', 'contacts_give_back'],
  ...['files_kept', 'files_leaving'],
]);

/** Searches that may find very many rows: by these, nothing is to be sorted, and nothing read to its end. */
const wide = [
  /USING (COVERING )?INDEX messages_contact \(contact_id=\?\)/,
  /USING (COVERING )?INDEX \w+ \((active_at|received_at|finished_at|created_at|looked_at)[<>]/,
  /USING (COVERING )?INDEX jobs_open \(kind=\?\)/,
];

const planned = /^(select|update|delete|insert|with)\b/i;

/** What is wrong with how SQLite would carry it out; empty where nothing is. */
export function judge(database: DatabaseSync, text: string, values: SQLInputValue[]): string[] {
  if (!planned.test(text.trim())) return [];
  const rows = database.prepare(`explain query plan ${text}`).all(...values) as { detail: string }[];
  const plan = rows.map(({ detail }) => detail);
  const faults: string[] = [];
  const isWide = plan.some((step) => wide.some((one) => one.test(step)));
  for (const step of plan) {
    const scan = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(step);
    if (scan && big.has(tableOf(scan[1] ?? '', text)) && !small.has(scan[2] ?? '')) faults.push(step);
    const wholeChannel = /^SEARCH (\w+) USING (?:COVERING )?INDEX (\w+) \(channel_id=\?\)/.exec(step);
    if (wholeChannel && big.has(tableOf(wholeChannel[1] ?? '', text)) && !small.has(wholeChannel[2] ?? ''))
      faults.push(`all of a channel: ${step}`);
    if (/^USE TEMP B-TREE FOR (ORDER BY|GROUP BY|DISTINCT)/.test(step) && (isWide || faults.length > 0))
      faults.push(step);
  }
  if (isWide && /^(select|delete|update)/i.test(text.trim()) && !/\blimit\b/i.test(text))
    faults.push(`no limit: ${plan.join(' | ')}`);
  return faults;
}

/** The table that goes by this name in a statement. */
function tableOf(name: string, text: string): string {
  if (big.has(name)) return name;
  const named = new RegExp(`(?:from|join|update|into)\\s+"?(\\w+)"?\\s+(?:as\\s+)?"?${name}"?\\b`, 'i').exec(text);
  return named?.[1] ?? name;
}
