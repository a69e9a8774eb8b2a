import type { Message, Tx } from '../../store/tables.ts';
import { lockedMessage } from '../../store/messages.ts';
import { addRegister } from '../add-said.ts';
import { addLateMessage } from '../late-message.ts';
import { transcriptOf, withTranscript, type Transcript } from './transcript.ts';
import { voiceWords } from './words.ts';

/**
 * From now on the note stands in Chatwoot without its words, however soon they come: what is posted for it must not change any more, or a
 * try whose answer was lost could not be found again. Gives the message as it is then.
 */
export async function letWordsFollow(tx: Tx, id: Message['id']): Promise<Message | undefined> {
  const message = await lockedMessage(tx, id);
  const transcript = message && transcriptOf(message);
  if (!message || transcript?.state !== 'wanted') return message;
  const payload = withTranscript(message, { ...transcript, apart: true });
  await tx.updateTable('messages').set({ payload }).where('id', '=', id).execute();
  return { ...message, payload };
}

/** The words of a note that is registered already, as a message behind it: once, since its id is that of the note. */
export async function addLateWords(
  tx: Tx,
  message: Message,
  text: string,
  { language, now }: { language: 'es' | 'en'; now: number },
): Promise<void> {
  const id = await addLateMessage(tx, message, { what: 'words', text: voiceWords[language].late(text) }, now);
  await addRegister(tx, message.contact_id, id, now);
}

/** What stands under the note itself; null where nothing does. */
export function wordsUnder(message: Message, language: 'es' | 'en'): string | null {
  const transcript: Transcript | null = transcriptOf(message);
  return transcript?.state === 'there' && !transcript.apart ? voiceWords[language].transcript(transcript.text) : null;
}
