import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Notice } from '../../../parts/show/Notice.tsx';
import { Empty } from '../../../parts/show/States.tsx';
import { useAsked } from '../../server/use-asked.ts';
import { Asked } from '../../shell/Asked.tsx';
import { filter, route } from '../../shell/route.ts';
import { botWords } from '../../words/bot.ts';
import { Choice } from '../shared/Choice.tsx';
import css from './Bot.module.css';
import { draft, isUnsaved } from './draft.ts';
import { Editor } from './Editor.tsx';
import type { BotShown, FileShown } from './types.ts';

/** The files that the bot is made of, one at a time. */
export function Files({ bot }: { bot: BotShown }): JSX.Element {
  const text = botWords.value;
  const { files, shipped, channel } = bot;
  const wanted = route.value.query['file'];
  const file = files.find(({ id }) => id === wanted) ?? files[0];
  if (!file)
    return (
      <Empty title={text.noFiles}>
        <p>{shipped ? text.shipped : text.noFilesText}</p>
      </Empty>
    );
  const options = files.map(({ id, name }) => ({ value: id, label: `${kindOf(id)}: ${name}` }));
  return (
    <div class={css.parts}>
      {shipped && <Notice>{text.shipped}</Notice>}
      <Choice label={text.file} value={file.id} options={options} onValue={(id) => filter({ file: id })} />
      <OneFile key={file.id} channel={channel} id={file.id} />
    </div>
  );
}

function kindOf(id: string): string {
  const { kinds } = botWords.value;
  return id === 'faq' ? kinds.faq : id === 'prompt' ? kinds.prompt : kinds.knowledge;
}

function OneFile({ channel, id }: { channel: string; id: string }): JSX.Element {
  const asked = useAsked<FileShown>('bot/file', { channel, file: id }, { live: false });
  const file = asked.value;
  useEffect(() => {
    if (!file) return;
    const now = draft.value;
    // What was begun before, or added from the questions, goes on.
    if (now?.channel === channel && now.file === id && isUnsaved()) return;
    draft.value = { channel, file: id, content: file.content, base: file.digest, saved: file.content };
  }, [file, channel, id]);
  return (
    <Asked of={asked}>
      {(shown) => (draft.value?.file === id ? <Editor file={shown} onSaved={asked.again} /> : null)}
    </Asked>
  );
}
