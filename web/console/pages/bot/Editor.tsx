import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../parts/control/Button.tsx';
import { Notice } from '../../../parts/show/Notice.tsx';
import { mayAct } from '../../server/session.ts';
import { botWords } from '../../words/bot.ts';
import { words } from '../../words/words.ts';
import { attempt } from './attempt.ts';
import css from './Bot.module.css';
import { draft, isUnsaved } from './draft.ts';
import { Pieces } from './Pieces.tsx';
import { Reading } from './Reading.tsx';
import type { FileShown, Passages, Preview } from './types.ts';
import { Versions } from './Versions.tsx';

/** One file: its words, how the bot reads them, and what it said before. */
export function Editor({ file, onSaved }: { file: FileShown; onSaved: () => void }): JSX.Element | null {
  const text = botWords.value;
  const [preview, setPreview] = useState<Preview | null>(null);
  const [pieces, setPieces] = useState<Passages | null>(null);
  const [said, setSaid] = useState<{ words: string; tone: 'good' | 'bad'; code: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const now = draft.value;
  if (now === null) return null;
  const { channel, content, base } = now;
  const may = mayAct();
  const isFaq = file.id === 'faq';
  const isKnowledge = file.id.startsWith('knowledge:');

  const look = async () => {
    const came = await attempt<Preview>('bot/preview', { channel, content });
    if ('answer' in came) setPreview(came.answer);
    else setSaid({ words: came.wrong, tone: 'bad', code: came.code });
    return 'answer' in came ? came.answer : null;
  };
  const cut = async () => {
    const came = await attempt<Passages>('bot/preview', { channel, file: file.id, content });
    if ('answer' in came) setPieces(came.answer);
    else setSaid({ words: came.wrong, tone: 'bad', code: came.code });
  };
  const save = async () => {
    setBusy(true);
    // What is hardly meant so is shown first, once: whoever saves again means it.
    const seen = isFaq && preview === null ? await look() : null;
    if (seen !== null && (seen.fault !== null || seen.warnings.length > 0)) return setBusy(false);
    const came = await attempt<{ digest: string }>('bot/save', { channel, file: file.id, content, base });
    setBusy(false);
    if ('wrong' in came) return setSaid({ words: came.wrong, tone: 'bad', code: came.code });
    draft.value = { ...now, base: came.answer.digest, saved: content };
    setSaid({ words: text.saved, tone: 'good', code: '' });
    onSaved();
  };
  const write = (changed: string) => {
    draft.value = { ...now, content: changed };
    setPreview(null);
    setPieces(null);
    setSaid(null);
  };
  const reopen = () => {
    draft.value = { ...now, content: file.content, base: file.digest, saved: file.content };
    setSaid(null);
    onSaved();
  };

  return (
    <div class={css.editor}>
      <label class={css.text}>
        {text.content}
        <textarea
          rows={20}
          spellcheck
          value={content}
          readOnly={!may}
          onInput={(event) => write(event.currentTarget.value)}
        />
      </label>
      <div class={css.acts}>
        <Button
          look="strong"
          disabled={busy || !may || !isUnsaved()}
          {...(may ? {} : { title: words.value.acts.noRole })}
          onClick={() => void save()}
        >
          {text.save}
        </Button>
        {(isFaq || isKnowledge) && (
          <Button disabled={!may} onClick={() => void (isFaq ? look() : cut())}>
            {text.preview}
          </Button>
        )}
        {isUnsaved() && <span class={css.soft}>{text.unsaved}</span>}
      </div>
      {said !== null && (
        <Notice tone={said.tone}>
          {said.words}{' '}
          {said.code === 'changed' && (
            <Button small onClick={reopen}>
              {text.reopen}
            </Button>
          )}
        </Notice>
      )}
      {preview !== null && <Reading preview={preview} />}
      {pieces !== null && <Pieces pieces={pieces} />}
      <Versions file={file} channel={channel} onRestore={write} />
    </div>
  );
}
