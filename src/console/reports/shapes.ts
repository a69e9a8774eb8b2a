import type { Author } from '../../store/tables.ts';
import type { PersonShown } from '../masked.ts';

/** A row of a list: a message, or a hand-over. */
export interface Listed {
  id: string;
  at: number;
  person: PersonShown;
  author?: Author;
  text?: string;
  error?: string | null;
  cause?: string;
  answeredAt?: number | null;
  endedAt?: number | null;
}
