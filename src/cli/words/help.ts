/** Of one command. */
export interface Help {
  summary?: string;
  description?: string;
  /** Of arguments by their name, of options by their long name. */
  of?: Record<string, string>;
}
