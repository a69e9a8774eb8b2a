import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { ChosenFile } from '../compose/ChosenFile.tsx';
import { FileInput } from '../compose/FileInput.tsx';
import { MessageField } from '../compose/MessageField.tsx';
import { useFile } from '../compose/useFile.ts';
import { Icon } from '../../parts/show/Icon.tsx';
import { act, actFailed } from '../state/desk-acts.ts';
import { draftOf, keepDraft } from '../state/draft.ts';
import { words } from '../words/words.ts';
import attach from '../compose/Attach.module.css';
import { classes } from '../../parts/look/classes.ts';
import common from '../../parts/look/common.module.css';
import css from './DeskComposer.module.css';

/** The longest message Chatwoot takes, in characters. */
const longest = 150_000;

const modes = ['answer', 'note'] as const;

/** Where the agent writes: to the customer, or a note that only agents see. */
export function DeskComposer({ conversation, draftKey }: { conversation: number; draftKey: string }): JSX.Element {
  const [draft, setDraft] = useState(() => draftOf(draftKey));
  const [mode, setMode] = useState<(typeof modes)[number]>('answer');
  const { file, refused, take, drop, put } = useFile();
  const field = useRef<HTMLTextAreaElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const text = words.value.act;

  const change = (next: string) => {
    setDraft(next);
    keepDraft(draftKey, next);
  };
  const takeAndWrite = (picked: File) => {
    void take(picked);
    field.current?.focus();
  };
  const submit = async () => {
    const said = draft.trim();
    if (said === '' && !file) return;
    const sent = file;
    change('');
    drop();
    field.current?.focus();
    const done = await act({
      conversation,
      action: mode,
      ...(said === '' ? {} : { text: said }),
      ...(sent ? { file: { name: sent.name, mime: sent.mime, base64: sent.base64 } } : {}),
    });
    // What did not go is there again, before what was typed meanwhile.
    if (done) return;
    change([said, draftOf(draftKey)].filter((one) => one !== '').join('\n'));
    put((now) => now ?? sent);
  };

  return (
    <div class={classes(css.writing, mode === 'note' && css.note)}>
      {actFailed.value !== null && (
        <p class={classes(common.wrong, css.failed)} role="alert">
          {text.failed} {actFailed.value}
        </p>
      )}
      <fieldset class={css.modes}>
        <legend class={common.unseen}>{text.mode}</legend>
        {modes.map((one) => (
          <label key={one}>
            <input type="radio" name="desk-mode" checked={mode === one} onChange={() => setMode(one)} />
            {text.modes[one]}
          </label>
        ))}
      </fieldset>
      <ChosenFile file={file} refused={refused} onDrop={drop} />
      <MessageField
        id="desk-draft"
        label={text.placeholders[mode]}
        draft={draft}
        onDraft={change}
        onSubmit={() => void submit()}
        onPaste={takeAndWrite}
        empty={draft.trim() === '' && !file}
        field={field}
        longest={longest}
      >
        <FileInput input={input} name="desk-file" onFile={takeAndWrite} />
        <button
          type="button"
          class={attach.attach}
          aria-label={text.attach}
          title={text.attach}
          onClick={() => input.current?.click()}
        >
          <Icon name="clip" />
        </button>
      </MessageField>
    </div>
  );
}
