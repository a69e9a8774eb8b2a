/** On which channels a person is known, and what is to be typed before they are forgotten. */
export interface PersonDataShown {
  channels: string[];
  mark: string;
}

/** What was taken out, and what remains elsewhere. */
export interface ForgottenShown {
  channels: string[];
  messages: number;
  files: number;
  /** Webhooks as they came. */
  bodies: number;
  /** Whether the file still may hold some of it in its unused space; `server`: the database server looks after that. */
  cleaned: 'clean' | 'unused space' | 'server';
  /** Where the person still stands in Chatwoot: an address, or the number of the conversation alone. */
  remains: string[];
}
