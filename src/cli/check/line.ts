/** One thing looked at. `name` and `state` are fixed words for programs; `detail` and `fix` are sentences for people. */
export interface Line {
  /** Whose it is, where there are several channels; what is of all has none. */
  channel?: string;
  /** One of these, or the word of the provider. */
  name: LineName | (string & {});
  /** `off`: not used with these settings, so not tried. */
  state: 'ok' | 'warning' | 'wrong' | 'off';
  detail: string;
  fix?: string;
  /** A webhook address of ours, whole: it holds a secret, so it is shown on the terminal alone. */
  address?: string;
}

export type LineName =
  | 'settings'
  | 'chatwoot'
  | 'version'
  | 'inbox'
  | 'identity'
  | 'number'
  | 'webhook'
  | 'account'
  | 'template'
  | 'botToken'
  | 'userToken'
  | 'abilities'
  | 'door'
  | 'notes'
  | 'cable'
  | 'assigning'
  | 'label'
  | 'hours'
  | 'bot'
  | 'voice'
  | 'notify'
  | 'database'
  | 'clock'
  | 'node'
  | 'job';
