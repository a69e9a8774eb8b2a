interface VoiceWords {
  /** Under a voice note, for agents: it says that no person wrote this down. */
  transcript(text: string): string;
  /** The same where it follows later. */
  late(text: string): string;
}

export const voiceWords: Record<'es' | 'en', VoiceWords> = {
  es: {
    transcript: (text) => `📝 Transcripción automática: ${text}`,
    late: (text) => `↪ 📝 Transcripción automática del audio: ${text}`,
  },
  en: {
    transcript: (text) => `📝 Automatic transcript: ${text}`,
    late: (text) => `↪ 📝 Automatic transcript of the voice note: ${text}`,
  },
};
