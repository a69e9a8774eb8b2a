import { cp, lstat, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../config.ts';
import { NotPossible } from '../not-possible.ts';
import { writtenFile } from './written-files.ts';

/** A file of a bot as it would be: nothing of it is on the disk yet. */
export interface Draft {
  /** `faq`, `prompt` or `knowledge:NAME`. */
  file: string;
  content: string;
}

type Bot = Settings['bot'];

/**
 * The settings of a bot that reads a draft in place of one of its files, and all others as they are. The draft lies in a folder of its own
 * until `remove`.
 *
 * @throws NotPossible where the settings name no such file
 */
export async function drafted(
  settings: Settings,
  draft: Draft | null,
): Promise<{ bot: Bot; remove: () => Promise<void> }> {
  const { bot } = settings;
  if (draft === null) return { bot, remove: () => Promise.resolve() };
  const { id, name } = await writtenFile(settings, draft.file);
  const folder = await mkdtemp(join(tmpdir(), 'optiatiende-draft-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    if (id === 'faq') return { bot: { ...bot, faqFile: await put(folder, 'faq.md', draft.content) }, remove };
    // The bot that reads it, though another may be asked first.
    const llm = { ...bot, chain: ['llm'] as const satisfies Bot['chain'] };
    if (id === 'prompt') {
      const promptFile = await put(folder, 'prompt.md', draft.content);
      return { bot: { ...llm, llm: { ...bot.llm, promptFile } }, remove };
    }
    const knowledge = join(folder, 'knowledge');
    await mkdir(knowledge);
    // What is no file or folder is read by no bot.
    const isRead = async (path: string) => !(await lstat(path)).isSymbolicLink();
    if (bot.llm.knowledge !== null) await cp(bot.llm.knowledge, knowledge, { recursive: true, filter: isRead });
    await put(knowledge, name, draft.content);
    return { bot: { ...llm, llm: { ...bot.llm, knowledge } }, remove };
  } catch (error) {
    await remove();
    if (error instanceof NotPossible) throw error;
    throw new NotPossible(503, 'unwritable', 'the draft could not be written');
  }
}

async function put(folder: string, name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
