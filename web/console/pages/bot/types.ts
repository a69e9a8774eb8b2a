export interface BotShown {
  channel: string;
  channels: string[];
  chain: string[];
  files: { id: string; name: string }[];
  shipped: boolean;
  spent: { day: string; in: number; out: number }[];
  prices: { in: number; out: number };
}

export interface FileShown {
  id: string;
  name: string;
  content: string;
  digest: string;
  versions: { id: number; author: string | null; at: number }[];
}

export interface Preview {
  fault: string | null;
  warnings: { line: number; text: string }[];
  sections: {
    language: string;
    name: string | null;
    greeting: string | null;
    entries: { question: string; phrasings: string[]; answer: string; line: number; ask: string | null }[];
  }[];
}

/** The pieces in which a file of knowledge is looked up. */
export interface Passages {
  passages: { head: string; text: string }[];
  count: number;
}

export interface Tried {
  talk: string;
  said: string[];
  options: string[];
  handsOff: boolean;
  passed: boolean;
  sources: string[] | null;
  tools: string[];
  tokens: { in: number; out: number } | null;
  ms: number;
}

export interface QuestionShown {
  id: number;
  count: number;
  people: number;
  last: number;
  words: string[];
  answer: string | null;
  entry: string;
}

export interface EvalShown {
  cases: string | null;
  run: {
    of: number;
    done: boolean;
    failed: string | null;
    median: number | null;
    rows: {
      line: number;
      asked: string;
      outcome: 'right' | 'menu' | 'unsure' | 'wrong';
      faults: string[];
      said: string;
    }[];
  } | null;
}
