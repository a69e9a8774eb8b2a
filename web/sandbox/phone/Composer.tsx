import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { ChosenFile } from '../compose/ChosenFile.tsx';
import { MessageField } from '../compose/MessageField.tsx';
import { useFile } from '../compose/useFile.ts';
import { Icon } from '../../parts/show/Icon.tsx';
import { draftOf, keepDraft } from '../state/draft.ts';
import { words } from '../words/words.ts';
import { Composing } from './Composing.tsx';
import { composing } from '../state/composing.ts';
import { AttachSheet } from './AttachSheet.tsx';
import { FileInputs, type FileKind } from './FileInputs.tsx';
import type { Act } from './Phone.tsx';
import attach from '../compose/Attach.module.css';

/** The longest text WhatsApp lets a person send, and the longest caption, in UTF-16 units. */
const longest = 4_096;
const longestCaption = 1_024;

/** Where the person types, and attaches a file or a place. */
export function Composer({ waId, onSay }: { waId: string; onSay: (act: Act) => void }): JSX.Element {
  const [draft, setDraft] = useState(() => draftOf(waId));
  const [attaching, setAttaching] = useState(false);
  const [kind, setKind] = useState<FileKind>('picture');
  const { file, refused, take, drop } = useFile();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = words.value.phone;

  const change = (next: string) => {
    setDraft(next);
    keepDraft(waId, next);
  };
  const takeAs = (picked: File, as: FileKind) => {
    setKind(as);
    void take(picked);
    field.current?.focus();
  };
  const submit = () => {
    const said = draft.trim();
    if (said === '' && !file) return;
    if (file) {
      const { name, mime, base64 } = file;
      const captioned = !/^audio\/|^image\/webp$/.test(mime) || kind === 'document';
      const caption = captioned && said !== '' && said.length <= longestCaption ? { caption: said } : {};
      const as = {
        ...(kind === 'voice' ? { voice: true } : {}),
        ...(kind === 'document' ? { asDocument: true } : {}),
      };
      onSay({ file: { name, mime, base64, ...as, ...caption } });
      // What cannot be a caption goes as a message of its own, as on a phone.
      if (said !== '' && !('caption' in caption)) onSay({ text: said });
      drop();
    } else {
      const about = composing.value;
      onSay({ text: said, ...(about ? { [about.kind]: about.id } : {}) });
      composing.value = null;
    }
    change('');
    field.current?.focus();
  };

  return (
    <>
      <Composing />
      <ChosenFile file={file} refused={refused} onDrop={drop} />
      <MessageField
        id="draft"
        label={file ? text.caption : text.input}
        draft={draft}
        onDraft={change}
        onSubmit={submit}
        onPaste={(pasted) => takeAs(pasted, 'picture')}
        empty={draft.trim() === '' && !file}
        field={field}
        longest={longest}
      >
        <FileInputs onFile={takeAs} />
        <button
          type="button"
          class={attach.attach}
          aria-haspopup="dialog"
          aria-label={text.attach}
          title={text.attach}
          onClick={() => setAttaching(true)}
        >
          <Icon name="plus" />
        </button>
      </MessageField>
      {attaching && <AttachSheet onSay={onSay} onClose={() => setAttaching(false)} />}
    </>
  );
}
