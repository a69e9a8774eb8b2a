export function findBrowser(environment?: NodeJS.ProcessEnv): string | null;
export function getBrowser(node: string, say: (line: string) => void): Promise<string | null>;
