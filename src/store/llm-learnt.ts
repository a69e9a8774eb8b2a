import { setValue, valueOf } from './meta.ts';
import type { Store } from './open.ts';

/** What was learnt of a channel's language model, as one text: the newest stays, for all processes and starts. */
export function learntIn(store: Store, channel: string) {
  const key = `llm_learnt:${channel}`;
  return {
    load: (): Promise<string | null> => valueOf(store.db, key),
    save: (text: string): Promise<void> => store.write((tx) => setValue(tx, key, text)),
  };
}
