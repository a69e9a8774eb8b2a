import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Bot } from '../../../src/bots/bot.ts';
import { openLlmBot, type LlmOptions, type LlmSurroundings } from '../../../src/bots/llm/open.ts';
import { turnSteps, type StepPort, type TurnSteps } from '../../../src/bots/steps.ts';
import { systemClock } from '../../../src/clock.ts';
import { silentLog } from '../../../src/observe/log.ts';
import { startSandboxLlm, type SandboxLlm, type SandboxLlmOptions } from '../../../src/sandbox/llm/server.ts';

export interface Rig {
  bot: Bot;
  llm: SandboxLlm;
  options: LlmOptions;
}

export interface RigOptions {
  llm?: SandboxLlmOptions;
  /** Files of the folder of knowledge, by name. */
  files?: Record<string, string>;
  prompt?: string;
  tools?: string;
  mcp?: string;
  bot?: Partial<LlmOptions>;
  around?: Partial<LlmSurroundings>;
}

export const SHOP = {
  'tienda.md': `# Mueblería Prueba

## Envíos

Enviamos a todo el país con Correo Ejemplo. El envío cuesta $ 4.500 y tarda de 3 a 5 días.

## Devoluciones

Se puede devolver cualquier mueble sin usar dentro de los 30 días. El reintegro se hace por el mismo medio de pago.

## Contacto

Teléfono +54 9 11 5555-0100, correo ventas@muebleria.example, web https://muebleria.example/catalogo
`,
  'precios.csv': 'producto;precio;stock\nSillón Nube;$ 250.000;3\nMesa Roble;$ 120.000;0\n',
};

/** A bot of `BOT=llm` before a stand-in of its own; both are closed with the test. */
export async function startRig(given: RigOptions = {}): Promise<Rig> {
  const llm = await startSandboxLlm(given.llm);
  const folder = await folderWith({ ...(given.files ?? SHOP) });
  const own = await folderWith({
    ...(given.prompt === undefined ? {} : { 'prompt.md': given.prompt }),
    ...(given.tools === undefined ? {} : { 'tools.yaml': given.tools }),
    ...(given.mcp === undefined ? {} : { 'mcp.yaml': given.mcp }),
  });
  const options: LlmOptions = {
    baseUrl: llm.url,
    model: `${llm.settings['LLM_MODEL']}-${Math.random()}`,
    apiKey: llm.settings['LLM_API_KEY'] ?? null,
    timeoutMs: 30_000,
    maxOutputTokens: 500,
    temperature: 0.2,
    concurrency: 20,
    promptFile: given.prompt === undefined ? null : join(own, 'prompt.md'),
    knowledge: folder,
    faqFile: null,
    toolsFile: given.tools === undefined ? null : join(own, 'tools.yaml'),
    toolsSecrets: null,
    mcpFile: given.mcp === undefined ? null : join(own, 'mcp.yaml'),
    strict: false,
    notes: false,
    gate: 'block',
    vision: false,
    unseenText: null,
    masks: [],
    limits: { turn: 0, person: 0, day: 0, money: 0, priceIn: 0, priceOut: 0 },
    secrets: [],
    ...given.bot,
  };
  const around: LlmSurroundings = {
    language: 'es',
    hours: null,
    clock: systemClock,
    log: silentLog(),
    ...given.around,
  };
  const bot = await openLlmBot(options, around);
  onTestFinished(async () => {
    await bot.close?.();
    await llm.close();
  });
  return { bot, llm, options };
}

/** A folder with these files, gone with the test. */
export async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'llm-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

export const never = new AbortController().signal;

/** Keeps what a turn kept, so that the next try of it finds it, as the ledger does. */
export function keptTurn() {
  const answers: unknown[] = [];
  const calls = new Map<string, { value?: unknown; name: string }>();
  const port: StepPort = {
    save: (step, answer) => {
      if (step in answers) throw new Error('kept already');
      answers[step] = answer;
      return Promise.resolve();
    },
    begin: ({ step, index, name }, idempotent) => {
      const place = `${step}:${index}`;
      const before = calls.get(place);
      if (before?.name !== undefined && 'value' in before) return Promise.resolve({ is: 'done', value: before.value });
      if (before && !idempotent) return Promise.resolve({ is: 'unfinished' });
      calls.set(place, { name });
      return Promise.resolve({ is: 'run', key: `turn-1:${place}` });
    },
    end: ({ step, index, name }, value) => {
      calls.set(`${step}:${index}`, { name, value });
      return Promise.resolve();
    },
  };
  return (): TurnSteps => turnSteps([...answers], port);
}
