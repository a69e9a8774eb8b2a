/** Why a database cannot be used, and what the operator can do. In English; the Spanish is in `cli/words/`. */
export interface Advice {
  reason: string;
  fix: string;
}
