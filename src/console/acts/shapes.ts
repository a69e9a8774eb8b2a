/** A row of the list of acts. */
export interface ActShown {
  id: number;
  at: number;
  name: string;
  act: string;
  about: string | null;
  detail: string | null;
  /** Null: it was begun, and nobody knows what came of it. */
  outcome: string | null;
}
