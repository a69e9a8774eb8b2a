type Words = Record<'sandbox' | 'page' | 'packages' | 'noBrowser', string>;
export function wordsFor(environment: NodeJS.ProcessEnv, file: string): Words;
export function words(): Words;
