import { systemClock } from '../../clock.ts';
import type { Settings } from '../../config.ts';
import { probeSpeech } from '../../deliver/voice/probe.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

/** Whether voice notes can become text: a second of silence is heard. Nothing where none are to be heard. */
export async function* checkVoice({ stt }: Settings, { voice }: CheckWords): AsyncGenerator<Line> {
  if (stt === null) return;
  const failure = await probeSpeech(stt, systemClock);
  if (failure === null) yield { name: 'voice', state: 'ok', detail: voice.ok(stt.model) };
  else {
    const { detail, fix } = voice.failures[failure];
    yield { name: 'voice', state: 'wrong', detail: `${stt.model}: ${detail}`, fix };
  }
}
