import type { ChannelSettings } from '../../config.ts';
import { aboutProvider } from '../../providers/known.ts';
import { statusWords, type StatusWords } from './words.ts';

/** What the page shows. Nothing of people, of addresses or of secrets: anybody who reaches the port may open it. */
export interface Status {
  channels: {
    name: string;
    settings: Pick<ChannelSettings, 'chatwoot' | 'whatsapp' | 'bot'>;
    isParked: boolean;
    rests: readonly ('chatwoot' | 'whatsapp')[];
  }[];
  /** Null where the database cannot be asked or written. */
  counts: { waiting: number; problems: number } | null;
}

type Channel = Status['channels'][number];

/** The page at `/`: what runs, what is missing, the next step. */
export function statusPage(status: Status, language: 'es' | 'en', command: string): string {
  const words = statusWords[language];
  const program = escaped(command);
  const many = status.channels.length > 1;
  const stuck = status.counts === null || status.channels.some(({ isParked }) => isParked);
  const whole = status.channels.every((one) => isOn(one) && answers(one) && !one.settings.chatwoot.dryRun);
  const nothing = status.channels.every((one) => !isOn(one) && !answers(one));
  const lead = words.lead[stuck ? 'stuck' : nothing ? 'nothing' : whole ? 'whole' : 'part'];
  const rows = status.channels.flatMap((one) => rowsOf(one, many, words));
  if (status.counts !== null) {
    rows.push([words.waits.label, words.waits.some(status.counts.waiting)]);
    rows.push([words.problems.label, words.problems.some(status.counts.problems)]);
  }
  const { user, bot, name } = words.example;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${words.title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${words.title}</h1>
<p>${lead}</p>
<table>${rows.map(([head, text]) => `<tr><th scope="row">${escaped(head)}</th><td>${escaped(text)}</td></tr>`).join('')}</table>
${notes(status, words)
  .map((note) => `<p class="note">${note}</p>`)
  .join('\n')}
<h2>${words.nextHead}</h2>
<ol>${steps(status, words, program)
    .map((step) => `<li>${step}</li>`)
    .join('')}</ol>
<h2>${words.tryHead}</h2>
<p>${words.tryCheck}</p>
<pre tabindex="0">${program} check</pre>
<p>${words.tryLog}</p>
<pre tabindex="0">${program} log --phone "+54 9 341 555-0123" --user "${user}" --bot "${bot}" --name "${name}"</pre>
<p>${words.more}</p>
</main>
</body>
</html>
`;
}

const isOn = ({ settings }: Channel): boolean => settings.chatwoot.enabled;
const answers = ({ settings: { whatsapp } }: Channel): boolean =>
  aboutProvider(whatsapp.provider).callsTo(whatsapp.values) !== null;

function rowsOf(one: Channel, many: boolean, words: StatusWords): [string, string][] {
  const { chatwoot, whatsapp, bot } = one.settings;
  const head = (label: string) => (many ? `${one.name}: ${label}` : label);
  const state = !chatwoot.enabled ? 'off' : chatwoot.dryRun ? 'dryRun' : 'on';
  const about = aboutProvider(whatsapp.provider);
  return [
    [head('Chatwoot'), words.chatwoot[state]],
    [head('WhatsApp'), answers(one) ? words.whatsapp.on(about.words.name) : words.whatsapp.off],
    ...(answers(one)
      ? [[head(words.bot.label), bot.chain.join(', ') || words.bot.none] satisfies [string, string]]
      : []),
  ];
}

function notes({ channels, counts }: Status, words: StatusWords): string[] {
  const rests = new Set(channels.flatMap((one) => one.rests));
  return [
    ...(counts === null ? [words.database] : []),
    ...(channels.some(({ isParked }) => isParked) ? [words.parked] : []),
    ...[...rests].map((target) => words.rests(target)),
  ];
}

function steps({ channels, counts }: Status, words: StatusWords, program: string): string[] {
  const says = words.steps;
  const found = channels.flatMap((one) => {
    const about = aboutProvider(one.settings.whatsapp.provider);
    return [
      ...(isOn(one) ? [] : [says.connect(program)]),
      ...(isOn(one) && one.settings.chatwoot.dryRun ? [says.dryRun] : []),
      ...(answers(one) ? [] : [says.key(about.words.key)]),
    ];
  });
  if (counts === null || channels.some(({ isParked, rests }) => isParked || rests.length > 0))
    found.unshift(says.check(program));
  if (counts !== null && counts.problems > 0) found.push(says.problems(program));
  if (found.length === 0) found.push(says.none);
  if (channels.some(answers)) found.push(says.webhook(program));
  return [...new Set(found)];
}

/** The first of ours that the browser asks for. */
export function languageAsked(header: string | undefined, otherwise: 'es' | 'en'): 'es' | 'en' {
  const asked = (header ?? '').split(',').map((part, at) => {
    const [tag = '', ...rest] = part.trim().toLowerCase().split(';');
    const weight = Number(/q\s*=\s*([\d.]+)/.exec(rest.join(';'))?.[1] ?? 1);
    return { language: tag.split('-')[0], weight: Number.isNaN(weight) ? 0 : weight, at };
  });
  asked.sort((a, b) => b.weight - a.weight || a.at - b.at);
  const found = asked.find(({ language, weight }) => weight > 0 && (language === 'es' || language === 'en'));
  return (found?.language as 'es' | 'en' | undefined) ?? otherwise;
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);

const STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0;padding:1rem;background:Canvas;color:CanvasText}
main{max-width:42rem;margin:auto}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:1.5rem}table{border-collapse:collapse}
th{text-align:left;font-weight:600;padding:.15rem 1rem .15rem 0}pre,code{font-family:ui-monospace,monospace;font-size:.9em;overflow-wrap:anywhere}
pre{white-space:pre-wrap;border:1px solid GrayText;border-radius:.25rem;padding:.5rem}.note{border-left:.25rem solid #b45309;padding-left:.75rem}`;
